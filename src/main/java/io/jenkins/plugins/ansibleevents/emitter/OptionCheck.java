package io.jenkins.plugins.ansibleevents.emitter;

import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpEmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.zeromq.ZeroMqEmitterType;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import jenkins.model.Jenkins;

/** Asks the engine's reader about one field of a form. Mistakes in other fields are shown at those. */
final class OptionCheck {

    private static final String FORM = "form";

    private OptionCheck() {}

    /**
     * Shows the reader's message about an option; nothing to those who may not configure Jenkins.
     *
     * @param option its name with that of its section, such as {@code retry.maxDelay}
     * @param options the option, and those that the type demands
     */
    static FormValidation of(EmitterType type, String option, SettingsBuilder options) {
        return FormAccess.ofJenkins().check(() -> read(type, option, options));
    }

    private static FormValidation read(EmitterType type, String option, SettingsBuilder options) {
        try {
            EmitterSettings.emitter(
                    FORM,
                    SettingsFile.of(
                            options.build(), FORM, Jenkins.get().getRootDir().toPath()),
                    type);
            return FormValidation.ok();
        } catch (SettingsException e) {
            String prefix = FORM + ": " + option + ": ";
            return e.mistakes().stream()
                    .filter(mistake -> mistake.startsWith(prefix))
                    .findFirst()
                    .map(mistake -> FormValidation.error(mistake.substring(prefix.length())))
                    .orElse(FormValidation.ok());
        }
    }

    /** The same for an option of HTTP. */
    static FormValidation ofHttp(String option, SettingsBuilder options) {
        return of(new HttpEmitterType(), option, options.text("url", "https://localhost/"));
    }

    /** The same for an option of ZeroMQ. */
    static FormValidation ofZeroMq(String option, SettingsBuilder options) {
        return of(new ZeroMqEmitterType(), option, options.text("endpoint", ZeroMqEmitterConfig.ANY_ENDPOINT));
    }

    /** The same for an option in a section that all types have. */
    static FormValidation ofPump(String section, String key, SettingsBuilder options) {
        return ofHttp(section + "." + key, new SettingsBuilder().section(section, options));
    }

    /** A number from a form. Other text stays text, and the reader refuses it. */
    static SettingsBuilder number(String key, String value) {
        var options = new SettingsBuilder();
        try {
            return value.isBlank() ? options : options.number(key, Long.valueOf(value.strip()));
        } catch (NumberFormatException e) {
            return options.text(key, value);
        }
    }
}
