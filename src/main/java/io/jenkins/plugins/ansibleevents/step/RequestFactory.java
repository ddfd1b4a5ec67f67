package io.jenkins.plugins.ansibleevents.step;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Node;
import io.jenkins.plugins.ansibleevents.access.CredentialsLookup;
import io.jenkins.plugins.ansibleevents.access.SensitiveValues;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.playbook.PromptAnswer;
import io.jenkins.plugins.ansibleevents.engine.playbook.RolePlay;
import io.jenkins.plugins.ansibleevents.engine.playbook.ShellWords;
import io.jenkins.plugins.ansibleevents.engine.playbook.SshKey;
import io.jenkins.plugins.ansibleevents.engine.playbook.VaultPassword;
import io.jenkins.plugins.ansibleevents.engine.playbook.Work;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Makes the engine's request of a step's options: expands variables, finds the tool, looks up credentials. */
final class RequestFactory {

    /** What Jinja2 renders. */
    private static final Pattern TEMPLATE = Pattern.compile("\\{[{%#]");

    private final PlaybookOptions options;
    private final StepSurroundings where;
    private final String ident;
    private final MessageValues message;
    private final CredentialsLookup credentials;
    private final PlaybookRequestBuilder request = PlaybookRequest.builder();

    private RequestFactory(PlaybookOptions options, StepSurroundings where, String ident) {
        this.options = options;
        this.where = where;
        this.ident = ident;
        this.message = MessageValues.of(where);
        this.credentials = new CredentialsLookup(where.build());
    }

    /**
     * The request.
     *
     * @throws AbortException saying which option cannot be used and why
     */
    static PlaybookRequest create(PlaybookOptions options, StepSurroundings where, String ident)
            throws IOException, InterruptedException {
        refuseWindows(where);
        var factory = new RequestFactory(options, where, ident);
        try {
            options.check();
            factory.work();
            factory.tool();
            factory.connection();
            factory.escalation();
            factory.vaults();
            factory.variables();
            factory.prompts();
            factory.container();
            SensitiveValues.of(where.build(), where.environment(), where.sensitiveNames())
                    .forEach(factory.request::mask);
            return factory.request.build();
        } catch (PlaybookRequestException e) {
            throw new AbortException("ansibleRun: " + StepOptionNames.message(e));
        }
    }

    private static void refuseWindows(StepSurroundings where) throws AbortException {
        if (!where.launcher().isUnix()) {
            Node node = where.node();
            throw new AbortException(
                    "ansibleRun: " + Messages.RequestFactory_windows(node == null ? "" : node.getDisplayName()));
        }
    }

    /**
     * The request of a held run, for words about its end: without what is needed to start it. Its secrets are those of the
     * start.
     */
    static PlaybookRequest again(HeldStep held, StepSurroundings where, String ident) throws IOException {
        var factory = new RequestFactory(held.options(), where, ident);
        try {
            factory.work();
            var container = new StepContainer(factory.options, where, factory.message);
            if (container.isWanted()) {
                factory.request.isolation(container.withoutLogin());
            }
            held.keys().forEach(factory.request::sshKey);
            held.secrets().forEach(factory.request::mask);
            return factory.request.build();
        } catch (PlaybookRequestException e) {
            throw new AbortException("ansibleRun: " + StepOptionNames.message(e));
        }
    }

    /** The playbook of the option {@code role}; null when there is none. */
    @CheckForNull
    static RolePlay role(PlaybookOptions options, StepSurroundings where, String ident) throws IOException {
        return options.getRole().isBlank() ? null : new RequestFactory(options, where, ident).rolePlay();
    }

    private void work() throws IOException {
        request.directory(where.workspace().getRemote());
        Work.AdHoc adHoc = options.adHoc();
        if (adHoc != null) {
            module(adHoc);
        } else if (!options.getModule().isBlank()) {
            String arguments = expand(options.getModuleArguments());
            module(new Work.AdHoc(
                    expand(options.getModule()).strip(),
                    arguments.isBlank() ? null : arguments,
                    expand(options.getHosts()).strip()));
        } else if (!options.getRole().isBlank()) {
            RolePlay play = rolePlay();
            request.playbook(play.fileName()).mustBeHosts(message.hostsIn(play.hosts()));
        } else {
            request.playbook(expand(options.getPlaybook()));
        }
        where.expandedLines(options.getInventory()).forEach(i -> request.inventory(Inventory.argument(i)));
        if (!options.getInventoryContent().isBlank()) {
            String content = expand(options.getInventoryContent());
            message.refuseWithin("inventoryContent", content);
            request.inventory(options.isDynamicInventory() ? Inventory.script(content) : Inventory.text(content));
        }
        set(options.getLimit(), limit -> request.limit(limit).mustBeHosts(message.hostsIn(limit)));
        set(options.getTags(), request::tag);
        set(options.getSkippedTags(), request::skipTag);
        set(options.getStartAtTask(), request::startAtTask);
        request.forks(options.getForks());
        request.verbosity(options.getVerbosity());
        request.check(options.isCheckMode() || options.isDrift());
        request.diff(options.isDiff() || options.isDrift());
        arguments();
        set(options.getAnsibleConfig(), request::config);
        where.expandedLines(options.getRolesPath()).forEach(request::rolesPath);
        request.forceColour(options.isColorized());
    }

    private RolePlay rolePlay() throws AbortException {
        String role = expand(options.getRole()).strip();
        message.refuseWithin("role", role);
        String hosts = expand(options.getHosts()).strip();
        ObjectNode vars = (ObjectNode) expandTexts(parse("roleVars", options.getRoleVars()));
        var play = new RolePlay(
                role, vars, hosts.isEmpty() ? "all" : hosts, !options.isRoleSkipFacts(), RolePlaybook.nameOf(ident));
        mustHaveNoTemplates(play);
        return play;
    }

    /** A value of a message must not be rendered, and nobody knows which values Groovy has put into the options. */
    private void mustHaveNoTemplates(RolePlay play) {
        if (message.present()
                && !options.isTrustExtraVars()
                && TEMPLATE.matcher(play.text()).find()) {
            throw new PlaybookRequestException("role", Messages.RequestFactory_templateOfRole());
        }
    }

    /** A module, of whose hosts a message may name no more than of a limit. */
    private void module(Work.AdHoc module) {
        if (module.arguments() != null) {
            message.refuseWithin("moduleArguments", module.arguments());
        }
        message.refuseWithin("module", module.module());
        request.work(module).mustBeHosts(message.hostsIn(module.hosts()));
    }

    private void arguments() {
        var words = ShellWords.split("extras", options.getExtras());
        if (where.isPipeline()) {
            message.refuseWithin("extras", options.getExtras());
        }
        request.extraArguments(words.stream().map(this::argument).toArray(String[]::new));
    }

    /** An argument of Ansible, expanded, which a word of a message cannot make an option. */
    private String argument(String word) {
        String expanded = expand(word);
        if (message.isExpandedIn(word) && expanded.startsWith("-") && !word.startsWith("-")) {
            throw new PlaybookRequestException("extras", Messages.RequestFactory_option(word));
        }
        return expanded;
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
            keys("sshKeys", keyId, credentials.find("sshKeys", keyId, SSHUserPrivateKey.class));
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
            keys("credentialsId", id, key);
        } else if (login instanceof StandardUsernamePasswordCredentials password) {
            request.connectionPassword(Secret.of(password.getPassword().getPlainText()));
        } else {
            throw new AbortException(Messages.RequestFactory_neitherKeyNorPassword(id));
        }
    }

    private void keys(String option, String id, SSHUserPrivateKey credential) {
        for (String pem : credential.getPrivateKeys()) {
            naming(option, () -> request.sshKey(new SshKey(id, Secret.of(pem), passphrase(credential))));
        }
    }

    /** Sets a value of the request; an error names the option of the step that chose the value. */
    private static void naming(String option, Runnable change) {
        try {
            change.run();
        } catch (PlaybookRequestException e) {
            throw new PlaybookRequestException(option, e.reason());
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
            Secret password = credentials.password("vaultCredentialsId", id);
            naming("vaultCredentialsId", () -> request.vaultPassword(VaultPassword.DEFAULT_LABEL, password));
        }
        for (VaultCredential vault : options.getVaultCredentials()) {
            String vaultId = expand(vault.getCredentialsId());
            request.vaultPassword(vault.getLabel(), credentials.password("vaultCredentials", vaultId));
        }
    }

    private void variables() throws IOException {
        StepExtraVars given = options.given();
        ObjectNode visible = given.map().isPresent() ? given.map().get() : textOfVariables(given.text());
        add(visible, false);
        add(given.hidden(), true);
        for (SecretVar secret : options.getSecretVars()) {
            String id = expand(secret.getCredentialsId());
            request.extraVars(ExtraVars.secret(secret.getName(), credentials.secret("secretVars", id)));
        }
    }

    /** Patterns are not expanded: a dollar is part of them, and nobody else may choose what a secret is typed into. */
    private void prompts() throws IOException {
        for (PromptCredential prompt : options.getPromptAnswers()) {
            if (where.isPipeline()) {
                message.refuseWithin("promptAnswers", prompt.getPattern());
            }
            String id = expand(prompt.getCredentialsId());
            Secret answer = id.isEmpty() ? Secret.of("") : credentials.password("promptAnswers", id);
            request.promptAnswer(new PromptAnswer(prompt.getPattern(), answer, false));
        }
    }

    private void container() throws IOException, InterruptedException {
        var container = new StepContainer(options, where, message);
        if (container.isWanted()) {
            request.isolation(container.of(credentials));
            container.environment().forEach(request::environment);
        }
    }

    private ObjectNode textOfVariables(String text) throws AbortException {
        if (where.isPipeline() && !options.isTrustExtraVars()) {
            message.refuseWithin("extraVars", text);
        }
        return parse("extraVars", text);
    }

    private void add(ObjectNode variables, boolean secret) {
        ObjectNode ours = JsonNodeFactory.instance.objectNode();
        ObjectNode theirs = JsonNodeFactory.instance.objectNode();
        for (var variable : variables.properties()) {
            ObjectNode of = isTheirs(variable.getValue()) ? theirs : ours;
            of.set(variable.getKey(), expandTexts(variable.getValue()));
        }
        if (!ours.isEmpty()) {
            request.extraVars(secret ? ExtraVars.secret(ours) : ExtraVars.of(ours));
        }
        if (!theirs.isEmpty()) {
            request.extraVars(secret ? ExtraVars.secretData(theirs) : ExtraVars.data(theirs));
        }
    }

    /**
     * Whether an extra variable may hold a stranger's words, so that it is no template. In a freestyle job it may when
     * a parameter of a message is expanded in it. In a Pipeline it may whenever a message started the build, since
     * nobody knows which values Groovy has put into it.
     */
    private boolean isTheirs(JsonNode value) {
        return !options.isTrustExtraVars()
                && message.present()
                && (where.isPipeline() || message.isExpandedIn(value.toString()));
    }

    /** Expands each text by itself, but no keys: a value stays one text whatever a variable holds. */
    private JsonNode expandTexts(JsonNode node) {
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(expand(node.textValue()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(child -> copy.set(child.getKey(), expandTexts(child.getValue())));
            return copy;
        }
        if (node.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(child -> copy.add(expandTexts(child)));
            return copy;
        }
        return node;
    }

    /** YAML or JSON with a mapping at the top. */
    private static ObjectNode parse(String option, String text) throws AbortException {
        if (text.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode tree = SettingsFile.parseTree(text, option);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            String why = Messages.RequestFactory_extraVarsNoMapping();
            throw new AbortException(option.equals("extraVars") ? why : "ansibleRun: " + option + ": " + why);
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
        return where.expand(value);
    }
}
