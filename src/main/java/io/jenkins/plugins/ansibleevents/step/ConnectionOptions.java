package io.jenkins.plugins.ansibleevents.step;

import hudson.tasks.Builder;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** How hosts are reached and secrets are handed over: the part of {@link PlaybookOptions} that names credentials. */
public abstract class ConnectionOptions extends Builder {

    private String credentialsId = "";
    private List<SshKeyCredential> sshKeys = List.of();
    private String remoteUser = "";
    private String connection = "";
    private boolean disableHostKeyChecking;
    private boolean become;
    private String becomeUser = "";
    private String becomeMethod = "";
    private String becomeCredentialsId = "";
    private String vaultCredentialsId = "";
    private List<VaultCredential> vaultCredentials = List.of();
    private List<SecretVar> secretVars = List.of();

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Sets the id of credentials for connections: an SSH key or a user name with password. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Texts.orEmpty(credentialsId);
    }

    public List<SshKeyCredential> getSshKeys() {
        return sshKeys;
    }

    /** Sets more SSH keys, for hosts that do not take the one of the credentials, or for a jump host. */
    @DataBoundSetter
    public void setSshKeys(List<SshKeyCredential> sshKeys) {
        this.sshKeys = Texts.without(sshKeys, SshKeyCredential::isBlank);
    }

    public String getRemoteUser() {
        return remoteUser;
    }

    /** Sets whom to connect as; wins over the user of the credentials. */
    @DataBoundSetter
    public void setRemoteUser(String remoteUser) {
        this.remoteUser = Texts.orEmpty(remoteUser);
    }

    public String getConnection() {
        return connection;
    }

    /** Sets the connection plugin, for example {@code ssh} or {@code local}. */
    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Texts.orEmpty(connection);
    }

    public boolean isDisableHostKeyChecking() {
        return disableHostKeyChecking;
    }

    /** Sets whether SSH host keys are not checked. */
    @DataBoundSetter
    public void setDisableHostKeyChecking(boolean disableHostKeyChecking) {
        this.disableHostKeyChecking = disableHostKeyChecking;
    }

    public boolean isBecome() {
        return become;
    }

    /** Sets whether every task escalates. */
    @DataBoundSetter
    public void setBecome(boolean become) {
        this.become = become;
    }

    public String getBecomeUser() {
        return becomeUser;
    }

    /** Sets whom to become. */
    @DataBoundSetter
    public void setBecomeUser(String becomeUser) {
        this.becomeUser = Texts.orEmpty(becomeUser);
    }

    public String getBecomeMethod() {
        return becomeMethod;
    }

    /** Sets how, for example {@code sudo}. */
    @DataBoundSetter
    public void setBecomeMethod(String becomeMethod) {
        this.becomeMethod = Texts.orEmpty(becomeMethod);
    }

    public String getBecomeCredentialsId() {
        return becomeCredentialsId;
    }

    /** Sets the id of the password that escalation asks for. */
    @DataBoundSetter
    public void setBecomeCredentialsId(String becomeCredentialsId) {
        this.becomeCredentialsId = Texts.orEmpty(becomeCredentialsId);
    }

    public String getVaultCredentialsId() {
        return vaultCredentialsId;
    }

    /** Sets the id of the password of vaults without a label. */
    @DataBoundSetter
    public void setVaultCredentialsId(String vaultCredentialsId) {
        this.vaultCredentialsId = Texts.orEmpty(vaultCredentialsId);
    }

    public List<VaultCredential> getVaultCredentials() {
        return vaultCredentials;
    }

    /** Sets passwords of labelled vaults. */
    @DataBoundSetter
    public void setVaultCredentials(List<VaultCredential> vaultCredentials) {
        this.vaultCredentials = Texts.without(vaultCredentials, VaultCredential::isBlank);
    }

    public List<SecretVar> getSecretVars() {
        return secretVars;
    }

    /** Sets extra variables whose values are credentials. */
    @DataBoundSetter
    public void setSecretVars(List<SecretVar> secretVars) {
        this.secretVars = Texts.without(secretVars, SecretVar::isBlank);
    }

    /** Gives fields their defaults that a saved job does not have, because it is older or written by hand. */
    final void completeConnection() {
        setCredentialsId(credentialsId);
        setSshKeys(sshKeys);
        setRemoteUser(remoteUser);
        setConnection(connection);
        setBecomeUser(becomeUser);
        setBecomeMethod(becomeMethod);
        setBecomeCredentialsId(becomeCredentialsId);
        setVaultCredentialsId(vaultCredentialsId);
        setVaultCredentials(vaultCredentials);
        setSecretVars(secretVars);
    }
}
