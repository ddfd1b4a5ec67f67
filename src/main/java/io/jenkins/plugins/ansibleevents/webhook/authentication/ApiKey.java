package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A header field, or a parameter of the URL, that holds a shared key. */
@Restricted(NoExternalUse.class)
public final class ApiKey extends SecretAuthentication {

    private static final String DEFAULT = "X-Api-Key";

    private String header = DEFAULT;
    private String query = "";

    @DataBoundConstructor
    public ApiKey(String credentialsId) {
        super(credentialsId);
    }

    public String getHeader() {
        return header;
    }

    @DataBoundSetter
    public void setHeader(String header) {
        String given = Util.fixEmptyAndTrim(header);
        this.header = given == null ? DEFAULT : given;
    }

    public String getQuery() {
        // Absent from what an earlier version has saved.
        return Util.fixNull(query);
    }

    /** Sets the parameter of the URL that holds the key instead of a header field. */
    @DataBoundSetter
    public void setQuery(String query) {
        this.query = Util.fixNull(query).strip();
    }

    @Override
    protected String scheme() {
        return "apiKey";
    }

    @Override
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        super.addTo(settings);
        boolean headerIsChosen = getQuery().isEmpty() || !header.equals(DEFAULT);
        settings.text("header", headerIsChosen ? header : "").text("query", getQuery());
    }

    @Override
    public List<String> sampleHeaders() {
        return getQuery().isEmpty() ? List.of(header + ": $SECRET") : List.of();
    }

    @Override
    public String sampleQuery() {
        return getQuery().isEmpty() ? "" : "?" + getQuery() + "=$SECRET";
    }

    @Extension
    @Symbol("apiKey")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.ApiKey_displayName();
        }
    }
}
