package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Extension point: an emitter on the global page. It holds the text of a form, and nothing else. Meaning, limits and
 * defaults are those of the engine's reader, which reads {@code env/emitters.yml} too.
 *
 * <p>A subclass has the fields of its form and hands them to the {@link
 * io.jenkins.plugins.ansibleevents.engine.emit.EmitterType} that its descriptor names. Filters, batches, retries and the
 * spool are here already.
 *
 * <pre>{@code
 * public final class SyslogEmitterConfig extends EmitterConfig {
 *     private final String host;
 *
 *     @DataBoundConstructor
 *     public SyslogEmitterConfig(String name, String host) { super(name); this.host = host; }
 *
 *     public String getHost() { return host; }
 *
 *     @Override
 *     protected void addTo(SettingsBuilder options, EmitterCredentials credentials) { options.text("host", host); }
 *
 *     @Extension
 *     @Symbol("syslog")
 *     public static final class DescriptorImpl extends EmitterDescriptor {
 *         @Override
 *         public EmitterType type() { return new SyslogEmitterType(); }
 *
 *         @Override
 *         public String getDisplayName() { return "Syslog"; }
 *     }
 * }
 * }</pre>
 *
 * <p>Its {@code config.jelly} has its own fields and includes {@code common.jelly} of this class and, last, its
 * {@code test.jelly}.
 *
 * <p>Saved by Jenkins: field names are for ever. A field that is empty has the engine's default.
 */
public abstract class EmitterConfig implements Describable<EmitterConfig>, ExtensionPoint {

    private final String name;
    private boolean byDefault = true;
    private String events = "";
    private String exceptEvents = "";
    private String statuses = "";
    private String hosts = "";

    @CheckForNull
    private BatchConfig batch;

    @CheckForNull
    private Integer inFlight;

    private boolean failRun;

    @CheckForNull
    private RetryConfig retry;

    @CheckForNull
    private SpoolConfig spool;

    /**
     * Names the emitter.
     *
     * @throws IllegalArgumentException when the name is not allowed
     */
    protected EmitterConfig(String name) {
        if (!EmitterSettings.isName(orEmpty(name))) {
            throw new IllegalArgumentException("name: " + Messages.EmitterDescriptor_name());
        }
        this.name = name;
    }

    public String getName() {
        return name;
    }

    public boolean isByDefault() {
        return byDefault;
    }

    /** Sets whether runs that name no emitter use this one. */
    @DataBoundSetter
    public void setByDefault(boolean byDefault) {
        this.byDefault = byDefault;
    }

    public String getEvents() {
        return orEmpty(events);
    }

    /** Sets types of events, one on a line; empty for all. */
    @DataBoundSetter
    public void setEvents(String events) {
        this.events = orEmpty(events);
    }

    public String getExceptEvents() {
        return orEmpty(exceptEvents);
    }

    /** Sets types of events that are left out, one on a line. */
    @DataBoundSetter
    public void setExceptEvents(String exceptEvents) {
        this.exceptEvents = orEmpty(exceptEvents);
    }

    public String getStatuses() {
        return orEmpty(statuses);
    }

    /** Sets names of statuses, one on a line; empty for all. */
    @DataBoundSetter
    public void setStatuses(String statuses) {
        this.statuses = orEmpty(statuses);
    }

    public String getHosts() {
        return orEmpty(hosts);
    }

    /** Sets inventory names, one on a line, {@code *} for any text; empty for all. Events of no host pass. */
    @DataBoundSetter
    public void setHosts(String hosts) {
        this.hosts = orEmpty(hosts);
    }

    @CheckForNull
    public BatchConfig getBatch() {
        return batch;
    }

    /** Sets how many messages are sent together; null for one each. */
    @DataBoundSetter
    public void setBatch(@CheckForNull BatchConfig batch) {
        this.batch = batch;
    }

    @CheckForNull
    public Integer getInFlight() {
        return inFlight;
    }

    /** Sets how many requests may be under way at once; with more than one only the order of each host is kept. */
    @DataBoundSetter
    public void setInFlight(@CheckForNull Integer inFlight) {
        this.inFlight = inFlight;
    }

    public boolean isFailRun() {
        return failRun;
    }

    /** Sets whether a run is stopped at the first attempt that fails. */
    @DataBoundSetter
    public void setFailRun(boolean failRun) {
        this.failRun = failRun;
    }

    @CheckForNull
    public RetryConfig getRetry() {
        return retry;
    }

    /** Sets when and how long an attempt is repeated; null for the default. */
    @DataBoundSetter
    public void setRetry(@CheckForNull RetryConfig retry) {
        this.retry = retry;
    }

    @CheckForNull
    public SpoolConfig getSpool() {
        return spool;
    }

    /** Sets which messages are dropped during a long outage of the receiver; null for none. */
    @DataBoundSetter
    public void setSpool(@CheckForNull SpoolConfig spool) {
        this.spool = spool;
    }

    /**
     * Adds the options of this kind, under the names that its type reads. Empty options are left out. Called with
     * stand-ins for credentials when the settings are checked, and with the credentials of Jenkins whenever an emitter
     * is opened.
     *
     * @throws SettingsException when a credential is missing
     */
    protected abstract void addTo(SettingsBuilder options, EmitterCredentials credentials) throws SettingsException;

    /** Which addresses its connections may have; asked when an emitter is opened. */
    protected DestinationPolicy destinations(OutboundPolicy policy) {
        return DestinationPolicy.guarded(policy.allowedHosts());
    }

    /** The answer of the Test button when the test message was accepted. */
    protected String testedMessage() {
        return Messages.EmitterTest_accepted();
    }

    @Override
    public EmitterDescriptor getDescriptor() {
        return (EmitterDescriptor) Describable.super.getDescriptor();
    }

    /**
     * Reads the settings, by the engine's reader.
     *
     * @throws SettingsException naming the emitter and the option
     */
    final EmitterSpec spec(OutboundPolicy policy, EmitterCredentials credentials) throws SettingsException {
        var options = new SettingsBuilder();
        addPumpOptions(options);
        options.given("allowedHosts", destinations(policy));
        addTo(options, credentials);
        var section = SettingsFile.of(
                options.build(), "emitter " + name, Jenkins.get().getRootDir().toPath());
        return EmitterSettings.emitter(name, section, getDescriptor().type());
    }

    private void addPumpOptions(SettingsBuilder options) {
        options.sectionIfAny(
                "filter",
                new SettingsBuilder()
                        .texts("events", lines(getEvents()))
                        .texts("exceptEvents", lines(getExceptEvents()))
                        .texts("statuses", lines(getStatuses()))
                        .texts("hosts", lines(getHosts())));
        if (batch != null) {
            options.section("batch", batch.settings());
        }
        if (retry != null) {
            options.section("retry", retry.settings());
        }
        if (spool != null) {
            options.section("spool", spool.settings());
        }
        options.number("inFlight", inFlight).text("onError", failRun ? "fail" : "");
    }

    /** Lines that are not blank. */
    protected static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }

    /** Text without blanks around it; empty for null, the value of a newer field in an older file. */
    protected static String orEmpty(@CheckForNull String text) {
        return Util.fixNull(text).strip();
    }

    /** The engine's spelling of a value, whatever the case; other text stays as it is. */
    protected static String canonical(@CheckForNull String given, List<String> values) {
        String text = orEmpty(given);
        return values.stream().filter(text::equalsIgnoreCase).findFirst().orElse(text);
    }

    /** The constants as they are written in settings. */
    static List<String> valuesOf(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
