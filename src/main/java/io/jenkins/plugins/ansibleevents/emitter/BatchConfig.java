package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.emit.BatchRules;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How many messages are sent together. */
@Restricted(NoExternalUse.class)
public final class BatchConfig implements Describable<BatchConfig> {

    @CheckForNull
    private Integer messages;

    @CheckForNull
    private Integer bytes;

    private String age = "";

    @DataBoundConstructor
    public BatchConfig() {
        // everything has a default
    }

    @CheckForNull
    public Integer getMessages() {
        return messages;
    }

    @DataBoundSetter
    public void setMessages(@CheckForNull Integer messages) {
        this.messages = messages;
    }

    @CheckForNull
    public Integer getBytes() {
        return bytes;
    }

    /** Sets the most bytes of a batch of several messages. */
    @DataBoundSetter
    public void setBytes(@CheckForNull Integer bytes) {
        this.bytes = bytes;
    }

    public String getAge() {
        return EmitterConfig.orEmpty(age);
    }

    /** Sets how long the first message of a batch waits for others. */
    @DataBoundSetter
    public void setAge(String age) {
        this.age = EmitterConfig.orEmpty(age);
    }

    SettingsBuilder settings() {
        return new SettingsBuilder()
                .number("messages", messages)
                .number("bytes", bytes)
                .text("age", getAge());
    }

    @Extension
    @Symbol("emitterBatch")
    public static final class DescriptorImpl extends Descriptor<BatchConfig> {

        @Override
        public String getDisplayName() {
            return Messages.BatchConfig_displayName();
        }

        /** The defaults, which the form shows in empty fields. */
        public Map<String, String> getDefaults() {
            BatchRules rules = BatchRules.DEFAULT;
            return Map.of(
                    "messages", String.valueOf(rules.messages()),
                    "bytes", String.valueOf(rules.bytes()),
                    "age", Durations.text(rules.age()));
        }

        @POST
        public FormValidation doCheckMessages(@QueryParameter String value) {
            return OptionCheck.ofPump("batch", "messages", OptionCheck.number("messages", value));
        }

        @POST
        public FormValidation doCheckBytes(@QueryParameter String value) {
            return OptionCheck.ofPump("batch", "bytes", OptionCheck.number("bytes", value));
        }

        @POST
        public FormValidation doCheckAge(@QueryParameter String value) {
            return OptionCheck.ofPump("batch", "age", new SettingsBuilder().text("age", value));
        }
    }
}
