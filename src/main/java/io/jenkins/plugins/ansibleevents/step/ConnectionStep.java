package io.jenkins.plugins.ansibleevents.step;

import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The Pipeline's side of {@link ConnectionOptions}: a step cannot inherit from a builder, so it holds one and has its
 * properties, too.
 */
public abstract class ConnectionStep extends Step {

    /** All options of the step. */
    final AnsibleRunBuilder options;

    ConnectionStep(AnsibleRunBuilder options) {
        this.options = options;
    }

    public String getCredentialsId() {
        return options.getCredentialsId();
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        options.setCredentialsId(credentialsId);
    }

    public List<SshKeyCredential> getSshKeys() {
        return options.getSshKeys();
    }

    @DataBoundSetter
    public void setSshKeys(List<SshKeyCredential> sshKeys) {
        options.setSshKeys(sshKeys);
    }

    public String getRemoteUser() {
        return options.getRemoteUser();
    }

    @DataBoundSetter
    public void setRemoteUser(String remoteUser) {
        options.setRemoteUser(remoteUser);
    }

    public String getConnection() {
        return options.getConnection();
    }

    @DataBoundSetter
    public void setConnection(String connection) {
        options.setConnection(connection);
    }

    public boolean isDisableHostKeyChecking() {
        return options.isDisableHostKeyChecking();
    }

    @DataBoundSetter
    public void setDisableHostKeyChecking(boolean disableHostKeyChecking) {
        options.setDisableHostKeyChecking(disableHostKeyChecking);
    }

    public boolean isBecome() {
        return options.isBecome();
    }

    @DataBoundSetter
    public void setBecome(boolean become) {
        options.setBecome(become);
    }

    public String getBecomeUser() {
        return options.getBecomeUser();
    }

    @DataBoundSetter
    public void setBecomeUser(String becomeUser) {
        options.setBecomeUser(becomeUser);
    }

    public String getBecomeMethod() {
        return options.getBecomeMethod();
    }

    @DataBoundSetter
    public void setBecomeMethod(String becomeMethod) {
        options.setBecomeMethod(becomeMethod);
    }

    public String getBecomeCredentialsId() {
        return options.getBecomeCredentialsId();
    }

    @DataBoundSetter
    public void setBecomeCredentialsId(String becomeCredentialsId) {
        options.setBecomeCredentialsId(becomeCredentialsId);
    }

    public String getVaultCredentialsId() {
        return options.getVaultCredentialsId();
    }

    @DataBoundSetter
    public void setVaultCredentialsId(String vaultCredentialsId) {
        options.setVaultCredentialsId(vaultCredentialsId);
    }

    public List<VaultCredential> getVaultCredentials() {
        return options.getVaultCredentials();
    }

    @DataBoundSetter
    public void setVaultCredentials(List<VaultCredential> vaultCredentials) {
        options.setVaultCredentials(vaultCredentials);
    }

    public List<SecretVar> getSecretVars() {
        return options.getSecretVars();
    }

    @DataBoundSetter
    public void setSecretVars(List<SecretVar> secretVars) {
        options.setSecretVars(secretVars);
    }

    /** The old name of {@link #setBecome}. */
    @Deprecated
    @DataBoundSetter
    public void setSudo(boolean sudo) {
        options.setBecome(options.isBecome() || sudo);
    }

    /** Never set: reads as {@link #isBecome}. */
    @Deprecated
    public boolean isSudo() {
        return false;
    }

    /** The old name of {@link #setBecomeUser}. */
    @Deprecated
    @DataBoundSetter
    public void setSudoUser(String sudoUser) {
        options.setBecomeUser(sudoUser);
    }

    /** Never set: reads as {@link #getBecomeUser}. */
    @Deprecated
    public String getSudoUser() {
        return "";
    }
}
