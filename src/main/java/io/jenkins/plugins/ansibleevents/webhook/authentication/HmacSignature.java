package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A header with an HMAC of the body, and perhaps of a timestamp. */
@Restricted(NoExternalUse.class)
public final class HmacSignature extends SecretAuthentication {

    private final String header;
    private String algorithm = "sha256";
    private String format = "hex";
    private String prefix = "";
    private String timestampHeader = "";
    private String timestampTemplate = "";
    private String tolerance = "";

    @DataBoundConstructor
    public HmacSignature(String credentialsId, String header) {
        super(credentialsId);
        this.header = Util.fixNull(header).strip();
    }

    public String getHeader() {
        return header;
    }

    public String getAlgorithm() {
        return algorithm;
    }

    @DataBoundSetter
    public void setAlgorithm(String algorithm) {
        this.algorithm = Util.fixNull(algorithm);
    }

    public String getFormat() {
        return format;
    }

    @DataBoundSetter
    public void setFormat(String format) {
        this.format = Util.fixNull(format);
    }

    public String getPrefix() {
        return prefix;
    }

    @DataBoundSetter
    public void setPrefix(String prefix) {
        this.prefix = Util.fixNull(prefix).strip();
    }

    public String getTimestampHeader() {
        return timestampHeader;
    }

    @DataBoundSetter
    public void setTimestampHeader(String timestampHeader) {
        this.timestampHeader = Util.fixNull(timestampHeader).strip();
    }

    public String getTimestampTemplate() {
        return timestampTemplate;
    }

    @DataBoundSetter
    public void setTimestampTemplate(String timestampTemplate) {
        this.timestampTemplate = Util.fixNull(timestampTemplate);
    }

    public String getTolerance() {
        return tolerance;
    }

    @DataBoundSetter
    public void setTolerance(String tolerance) {
        this.tolerance = Util.fixNull(tolerance).strip();
    }

    @Override
    protected String scheme() {
        return "hmac";
    }

    @Override
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        super.addTo(settings);
        settings.text("header", header)
                .text("algorithm", algorithm)
                .text("format", format)
                .text("prefix", prefix);
        if (!timestampHeader.isEmpty()) {
            settings.section("timestamp", timestamp());
        }
    }

    private SettingsBuilder timestamp() {
        return new SettingsBuilder()
                .text("header", timestampHeader)
                .text("template", timestampTemplate)
                .text("tolerance", tolerance);
    }

    @Override
    public List<String> sampleHeaders() {
        String before = header + ": " + prefix;
        String text = timestampHeader.isEmpty()
                ? Samples.BODY
                : template().replace("{timestamp}", "$NOW").replace("{body}", Samples.BODY);
        String signature = format.equals("base64")
                ? Samples.hmacBase64(before, text, algorithm)
                : Samples.hmac(before, text, algorithm);
        return timestampHeader.isEmpty() ? List.of(signature) : List.of(timestampHeader + ": $NOW", signature);
    }

    private String template() {
        return timestampTemplate.isEmpty() ? "{timestamp}.{body}" : timestampTemplate;
    }

    @Override
    public List<String> sampleLines() {
        return timestampHeader.isEmpty() ? List.of() : List.of(Samples.NOW);
    }

    @Extension(ordinal = 100)
    @Symbol("hmac")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.HmacSignature_displayName();
        }

        @POST
        public ListBoxModel doFillAlgorithmItems(@QueryParameter String algorithm) {
            return FormAccess.ofJenkins().choices(algorithm, () -> choices("sha256", "sha512", "sha1"));
        }

        /** The encodings of a signature. */
        @POST
        public ListBoxModel doFillFormatItems(@QueryParameter String format) {
            return FormAccess.ofJenkins().choices(format, () -> choices("hex", "base64"));
        }

        private static ListBoxModel choices(String... values) {
            var choices = new ListBoxModel();
            for (String value : values) {
                choices.add(value);
            }
            return choices;
        }
    }
}
