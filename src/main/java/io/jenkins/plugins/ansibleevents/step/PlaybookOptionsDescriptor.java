package io.jenkins.plugins.ansibleevents.step;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.build.ArchivedPart;
import io.jenkins.plugins.ansibleevents.build.EmitterNames;
import io.jenkins.plugins.ansibleevents.engine.playbook.Container;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.playbook.Volume;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Lists and checks of the form of {@link PlaybookOptions}. */
@Restricted(NoExternalUse.class)
public abstract class PlaybookOptionsDescriptor extends BuildStepDescriptor<Builder> implements CustomDescribableModel {

    /** Everybody who writes Groovy has lists and maps where a form has text. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        return GroovyValues.moved(arguments);
    }

    @Override
    public String getDisplayName() {
        return Messages.AnsibleRunBuilder_displayName();
    }

    @POST
    public ListBoxModel doFillInstallationItems(@AncestorInPath Item item, @QueryParameter String installation) {
        return FormAccess.of(item).choices(installation, PlaybookOptionsDescriptor::installations);
    }

    private static ListBoxModel installations() {
        var choices = new ListBoxModel();
        choices.add(Messages.AnsibleRunBuilder_fromPath(), "");
        for (AnsibleInstallation installation : AnsibleInstallation.installations()) {
            choices.add(installation.getName());
        }
        return choices;
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return CredentialsChoice.forItem(
                item, credentialsId, SSHUserPrivateKey.class, StandardUsernamePasswordCredentials.class);
    }

    @POST
    public ListBoxModel doFillBecomeCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String becomeCredentialsId) {
        return secrets(item, becomeCredentialsId);
    }

    @POST
    public ListBoxModel doFillVaultCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String vaultCredentialsId) {
        return secrets(item, vaultCredentialsId);
    }

    @POST
    public ListBoxModel doFillContainerCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String containerCredentialsId) {
        return CredentialsChoice.forItem(item, containerCredentialsId, StandardUsernamePasswordCredentials.class);
    }

    @POST
    public FormValidation doCheckContainerCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return CredentialsChoice.check(item, value);
    }

    @POST
    public ComboBoxModel doFillContainerEngineItems(@AncestorInPath Item item) {
        return new ComboBoxModel(
                mayOpen(item) ? Container.ENGINES.stream().sorted().toList() : List.of());
    }

    /** Whether the user may open the form. */
    private static boolean mayOpen(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.EXTENDED_READ);
    }

    @POST
    public FormValidation doCheckContainerEngine(@AncestorInPath Item item, @QueryParameter String value) {
        return container(item, value, Container::checkProgram);
    }

    @POST
    public FormValidation doCheckContainerImage(@AncestorInPath Item item, @QueryParameter String value) {
        return container(item, value, Container::checkImage);
    }

    @POST
    public FormValidation doCheckContainerVolumes(@AncestorInPath Item item, @QueryParameter String value) {
        return container(item, value, volumes -> Texts.lines(volumes).forEach(Volume::of));
    }

    @POST
    public FormValidation doCheckContainerOptions(@AncestorInPath Item item, @QueryParameter String value) {
        return container(item, value, options -> Texts.lines(options).forEach(Container::checkOption));
    }

    private static FormValidation container(Item item, String value, Consumer<String> check) {
        return FormAccess.of(item).check(() -> {
            try {
                if (!value.isBlank() && !value.contains("$")) {
                    check.accept(value.strip());
                }
                return FormValidation.ok();
            } catch (PlaybookRequestException e) {
                return FormValidation.error(e.reason());
            }
        });
    }

    private static ListBoxModel secrets(Item item, String current) {
        return CredentialsChoice.ofSecrets(item, current);
    }

    @POST
    public ListBoxModel doFillVerbosityItems(@AncestorInPath Item item, @QueryParameter String verbosity) {
        return FormAccess.of(item).choices(verbosity, PlaybookOptionsDescriptor::verbosities);
    }

    private static ListBoxModel verbosities() {
        var choices = new ListBoxModel();
        choices.add(Messages.AnsibleRunBuilder_normal(), "0");
        for (int level = 1; level <= 6; level++) {
            choices.add("-" + "v".repeat(level), Integer.toString(level));
        }
        return choices;
    }

    @POST
    public ListBoxModel doFillArchiveItems(@AncestorInPath Item item, @QueryParameter String archive) {
        return FormAccess.of(item).choices(archive, PlaybookOptionsDescriptor::archivedParts);
    }

    private static ListBoxModel archivedParts() {
        var choices = new ListBoxModel();
        choices.add(Messages.AnsibleRunBuilder_archiveAll(), ArchivedPart.ALL.name());
        choices.add(Messages.AnsibleRunBuilder_archiveFailed(), ArchivedPart.FAILED.name());
        choices.add(Messages.AnsibleRunBuilder_archiveSummary(), ArchivedPart.SUMMARY.name());
        choices.add(Messages.AnsibleRunBuilder_archiveNothing(), ArchivedPart.NOTHING.name());
        return choices;
    }

    @POST
    public ListBoxModel doFillConsoleItems(@AncestorInPath Item item, @QueryParameter String console) {
        return FormAccess.of(item).choices(console, PlaybookOptionsDescriptor::consoleModes);
    }

    private static ListBoxModel consoleModes() {
        var choices = new ListBoxModel();
        choices.add(Messages.AnsibleRunBuilder_consoleFull(), ConsoleMode.FULL.option());
        choices.add(Messages.AnsibleRunBuilder_consoleTasks(), ConsoleMode.TASKS.option());
        choices.add(Messages.AnsibleRunBuilder_consoleFailures(), ConsoleMode.FAILURES.option());
        return choices;
    }

    /** The emitters of this Jenkins, for those who may see the job; without a job for administrators. */
    @POST
    public ComboBoxModel doFillEmittersItems(@AncestorInPath Item item) {
        var choices = new ComboBoxModel();
        if (mayOpen(item)) {
            choices.addAll(EmitterNames.all());
            choices.add(ChosenEmitters.NONE);
        }
        return choices;
    }

    @POST
    public FormValidation doCheckEmitters(@AncestorInPath Item item, @QueryParameter String value) {
        return FormAccess.of(item).check(() -> emitters(value));
    }

    private static FormValidation emitters(String value) {
        List<String> written = ChosenEmitters.names(value).stream()
                .filter(name -> !name.contains("$"))
                .toList();
        return ChosenEmitters.problem(written).map(FormValidation::error).orElseGet(FormValidation::ok);
    }

    @POST
    public ListBoxModel doFillMissingEmittersItems(@AncestorInPath Item item, @QueryParameter String missingEmitters) {
        return FormAccess.of(item).choices(missingEmitters, PlaybookOptionsDescriptor::missingEmitters);
    }

    private static ListBoxModel missingEmitters() {
        var choices = new ListBoxModel();
        choices.add(Messages.ChosenEmitters_fail(), MissingEmitters.FAIL.name());
        choices.add(Messages.ChosenEmitters_ignore(), MissingEmitters.IGNORE.name());
        return choices;
    }

    @POST
    public FormValidation doCheckPlaybook(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String role,
            @QueryParameter String module) {
        return FormAccess.of(item)
                .check(() -> value.isBlank() && (role + module).isBlank()
                        ? FormValidation.error(Messages.AnsibleRunBuilder_playbookRequired())
                        : FormValidation.ok());
    }

    @POST
    public FormValidation doCheckRole(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String playbook,
            @QueryParameter String module) {
        return oneOf(item, value, playbook, module);
    }

    @POST
    public FormValidation doCheckModule(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String playbook,
            @QueryParameter String role) {
        return oneOf(item, value, playbook, role);
    }

    private static FormValidation oneOf(Item item, String value, String... others) {
        return FormAccess.of(item)
                .check(() -> value.isBlank() || String.join("", others).isBlank()
                        ? FormValidation.ok()
                        : FormValidation.error(Messages.PlaybookOptions_oneOf()));
    }

    @POST
    public FormValidation doCheckHosts(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String module) {
        return FormAccess.of(item)
                .check(() -> value.isBlank() && !module.isBlank()
                        ? FormValidation.error(Messages.PlaybookOptions_hostsOfModule())
                        : FormValidation.ok());
    }

    @POST
    public FormValidation doCheckRoleVars(@AncestorInPath Item item, @QueryParameter String value) {
        return FormAccess.of(item).check(() -> variables(value));
    }

    @POST
    public FormValidation doCheckExtraVars(@AncestorInPath Item item, @QueryParameter String value) {
        return FormAccess.of(item).check(() -> variables(value));
    }

    private static FormValidation variables(String value) {
        if (value.isBlank()) {
            return FormValidation.ok();
        }
        try {
            boolean mapping = SettingsFile.parseTree(value, "extraVars").isObject();
            return mapping ? FormValidation.ok() : FormValidation.error(Messages.RequestFactory_extraVarsNoMapping());
        } catch (SettingsException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    @POST
    public FormValidation doCheckOmitEvents(@AncestorInPath Item item, @QueryParameter String value) {
        return FormAccess.of(item).checkReading(() -> {
            if (!value.contains("$")) {
                CaptureOptions.checkOmittedEvents(Texts.lines(value));
            }
        });
    }

    @POST
    public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return CredentialsChoice.check(item, value);
    }

    @POST
    public FormValidation doCheckBecomeCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return CredentialsChoice.check(item, value);
    }

    @POST
    public FormValidation doCheckVaultCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return CredentialsChoice.check(item, value);
    }

    @POST
    public FormValidation doCheckJobTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return time(item, value);
    }

    @POST
    public FormValidation doCheckIdleTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return time(item, value);
    }

    @POST
    public FormValidation doCheckAbandonedTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return time(item, value, PlaybookOptions::abandonedTimeout);
    }

    private static FormValidation time(Item item, String value) {
        return time(item, value, Durations::parse);
    }

    private static FormValidation time(Item item, String value, Function<String, Duration> reading) {
        return FormAccess.of(item).checkReading(() -> {
            if (!value.isBlank() && !value.contains("$")) {
                reading.apply(value);
            }
        });
    }
}
