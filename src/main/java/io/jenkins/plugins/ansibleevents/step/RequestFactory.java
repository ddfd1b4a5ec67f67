package io.jenkins.plugins.ansibleevents.step;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.Node;
import io.jenkins.plugins.ansibleevents.access.CredentialsLookup;
import io.jenkins.plugins.ansibleevents.access.SensitiveValues;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.playbook.SshKey;
import io.jenkins.plugins.ansibleevents.engine.playbook.VaultPassword;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.util.function.Consumer;

/** Makes the engine's request of a step's options: variables expanded, tool found, credentials looked up. */
final class RequestFactory {

    private final PlaybookOptions options;
    private final HiddenVars hidden;
    private final StepSurroundings where;
    private final CredentialsLookup credentials;
    private final PlaybookRequestBuilder request = PlaybookRequest.builder();

    private RequestFactory(PlaybookOptions options, HiddenVars hidden, StepSurroundings where) {
        this.options = options;
        this.hidden = hidden;
        this.where = where;
        this.credentials = new CredentialsLookup(where.build());
    }

    /**
     * The request.
     *
     * @throws AbortException saying which option cannot be used and why
     */
    static PlaybookRequest create(PlaybookOptions options, HiddenVars hidden, StepSurroundings where)
            throws IOException, InterruptedException {
        var factory = new RequestFactory(options, hidden, where);
        try {
            factory.work();
            factory.tool();
            factory.connection();
            factory.escalation();
            factory.vaults();
            factory.variables();
            SensitiveValues.of(where.build(), where.environment(), where.sensitiveNames())
                    .forEach(factory.request::mask);
            return factory.request.build();
        } catch (PlaybookRequestException e) {
            throw new AbortException("ansibleRun: " + e.getMessage());
        }
    }

    private void work() {
        request.directory(where.workspace().getRemote());
        request.playbook(expand(options.getPlaybook()));
        Texts.lines(expand(options.getInventory())).forEach(i -> request.inventory(Inventory.argument(i)));
        if (!options.getInventoryContent().isBlank()) {
            String content = text(options.getInventoryContent());
            request.inventory(options.isDynamicInventory() ? Inventory.script(content) : Inventory.text(content));
        }
        set(options.getLimit(), request::limit);
        set(options.getTags(), request::tag);
        set(options.getSkippedTags(), request::skipTag);
        set(options.getStartAtTask(), request::startAtTask);
        request.forks(options.getForks());
        request.verbosity(options.getVerbosity());
        request.check(options.isCheckMode() || options.isDrift());
        request.diff(options.isDiff() || options.isDrift());
        set(options.getExtras(), request::extraArgumentText);
        set(options.getAnsibleConfig(), request::config);
        Texts.lines(expand(options.getRolesPath())).forEach(request::rolesPath);
        request.forceColour(options.isColorized());
    }

    private void tool() throws IOException, InterruptedException {
        String name = expand(options.getInstallation());
        if (name.isEmpty()) {
            return;
        }
        AnsibleInstallation tool = AnsibleInstallation.byName(name);
        if (tool == null) {
            throw new AbortException(Messages.RequestFactory_noInstallation(name));
        }
        Node node = where.node();
        if (node != null) {
            tool = tool.forNode(node, where.log());
        }
        String home = tool.forEnvironment(where.environment()).getHome();
        if (home == null || home.isBlank()) {
            throw new AbortException(Messages.RequestFactory_noHome(name));
        }
        FilePath directory = where.workspace().child(home);
        request.installation(directory.getRemote());
    }

    private void connection() throws IOException {
        String id = expand(options.getCredentialsId());
        if (!id.isEmpty()) {
            login(id, credentials.find("credentialsId", id, StandardUsernameCredentials.class));
        }
        for (SshKeyCredential more : options.getSshKeys()) {
            String keyId = expand(more.getCredentialsId());
            keys(keyId, credentials.find("sshKeys", keyId, SSHUserPrivateKey.class));
        }
        set(options.getRemoteUser(), request::remoteUser);
        set(options.getConnection(), request::connectionType);
        request.hostKeyChecking(!options.isDisableHostKeyChecking());
    }

    private void login(String id, StandardUsernameCredentials login) throws AbortException {
        if (!login.getUsername().isEmpty()) {
            request.remoteUser(login.getUsername());
        }
        if (login instanceof SSHUserPrivateKey key) {
            keys(id, key);
        } else if (login instanceof StandardUsernamePasswordCredentials password) {
            request.connectionPassword(Secret.of(password.getPassword().getPlainText()));
        } else {
            throw new AbortException(Messages.RequestFactory_neitherKeyNorPassword(id));
        }
    }

    private void keys(String id, SSHUserPrivateKey credential) {
        for (String pem : credential.getPrivateKeys()) {
            request.sshKey(new SshKey(id, Secret.of(pem), passphrase(credential)));
        }
    }

    @CheckForNull
    private static Secret passphrase(SSHUserPrivateKey key) {
        hudson.util.Secret passphrase = key.getPassphrase();
        return passphrase == null || passphrase.getPlainText().isEmpty() ? null : Secret.of(passphrase.getPlainText());
    }

    private void escalation() throws IOException {
        request.become(options.isBecome());
        set(options.getBecomeUser(), request::becomeUser);
        set(options.getBecomeMethod(), request::becomeMethod);
        String id = expand(options.getBecomeCredentialsId());
        if (!id.isEmpty()) {
            request.becomePassword(credentials.password("becomeCredentialsId", id));
        }
    }

    private void vaults() throws IOException {
        String id = expand(options.getVaultCredentialsId());
        if (!id.isEmpty()) {
            request.vaultPassword(VaultPassword.DEFAULT_LABEL, credentials.password("vaultCredentialsId", id));
        }
        for (VaultCredential vault : options.getVaultCredentials()) {
            String vaultId = expand(vault.getCredentialsId());
            request.vaultPassword(vault.getLabel(), credentials.password("vaultCredentials", vaultId));
        }
    }

    private void variables() throws IOException {
        if (!options.getExtraVars().isBlank()) {
            request.extraVars(ExtraVars.of(parse(text(options.getExtraVars()))));
        }
        if (!hidden.values().isEmpty()) {
            request.extraVars(ExtraVars.secret(hidden.values()));
        }
        for (SecretVar secret : options.getSecretVars()) {
            String id = expand(secret.getCredentialsId());
            request.extraVars(ExtraVars.secret(secret.getName(), credentials.secret("secretVars", id)));
        }
    }

    /** YAML or JSON with a mapping at the top. */
    private static ObjectNode parse(String text) throws AbortException {
        try {
            JsonNode tree = SettingsFile.parseTree(text, "extraVars");
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new AbortException(Messages.RequestFactory_extraVarsNoMapping());
        } catch (SettingsException e) {
            throw new AbortException("ansibleRun: " + e.getMessage());
        }
    }

    private void set(String value, Consumer<String> option) {
        String expanded = expand(value).strip();
        if (!expanded.isEmpty()) {
            option.accept(expanded);
        }
    }

    private String expand(String value) {
        return where.environment().expand(value);
    }

    /** Free text: in a Pipeline, Groovy has expanded it, and a second time would hurt values with a dollar sign. */
    private String text(String value) {
        return where.build() instanceof AbstractBuild ? expand(value) : value;
    }
}
