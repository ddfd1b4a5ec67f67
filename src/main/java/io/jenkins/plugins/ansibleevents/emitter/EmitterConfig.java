package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.BatchRules;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.MessageFilter;
import io.jenkins.plugins.ansibleevents.engine.emit.RetryRules;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Extension point: an emitter on the global page. A subclass adds where it sends to; name, filter, batches and what a
 * failure means are the same for all.
 *
 * <pre>{@code
 * public final class SyslogEmitterConfig extends EmitterConfig {
 *     @DataBoundConstructor
 *     public SyslogEmitterConfig(String name, String host) { super(name); this.host = host; }
 *
 *     @Override
 *     public String target() { return "syslog " + host; }
 *
 *     @Override
 *     public EmitterFactory factory(OutboundPolicy policy) { return () -> new SyslogEmitter(host); }
 *
 *     @Extension
 *     @Symbol("syslog")
 *     public static final class DescriptorImpl extends EmitterDescriptor { ... }
 * }
 * }</pre>
 *
 * <p>Saved by Jenkins: field names are for ever. The factory is asked whenever an emitter is opened; it looks up
 * credentials then, so that a new password needs no restart.
 */
public abstract class EmitterConfig implements Describable<EmitterConfig>, ExtensionPoint {

    /** Also the name of the spool's directory, so no more than file names can bear. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final long BATCH_BYTES = 1L << 20;

    private final String name;
    private boolean byDefault = true;
    private String events = "";
    private String exceptEvents = "";
    private String statuses = "";
    private int batch = 1;
    private int inFlight = 1;
    private boolean failRun;
    private String hosts = "";

    @CheckForNull
    private RetryConfig retry;

    @CheckForNull
    private SpoolConfig spool;

    protected EmitterConfig(String name) {
        this.name = checkName(name);
    }

    static String checkName(@CheckForNull String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: must be 1 to 64 letters, digits, '.', '_' or '-', is \"" + name + "\"");
        }
        return name;
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
        return events;
    }

    /** Sets types of events, one on a line; empty for all. */
    @DataBoundSetter
    public void setEvents(String events) {
        this.events = orEmpty(events);
    }

    public String getExceptEvents() {
        return exceptEvents;
    }

    /** Sets types of events that are left out, one on a line. */
    @DataBoundSetter
    public void setExceptEvents(String exceptEvents) {
        this.exceptEvents = orEmpty(exceptEvents);
    }

    public String getStatuses() {
        return statuses;
    }

    /** Sets names of statuses, one on a line; empty for all. */
    @DataBoundSetter
    public void setStatuses(String statuses) {
        this.statuses = orEmpty(statuses);
    }

    public int getBatch() {
        return batch;
    }

    /** Sets how many messages go out together, 1 to 100000. */
    @DataBoundSetter
    public void setBatch(int batch) {
        if (batch < 1 || batch > 100_000) {
            throw new IllegalArgumentException("batch: must be 1 to 100000, is " + batch);
        }
        this.batch = batch;
    }

    public int getInFlight() {
        return inFlight;
    }

    /** Sets how many requests may be under way at once; with more than one only the order of each host is kept. */
    @DataBoundSetter
    public void setInFlight(int inFlight) {
        if (inFlight < 1 || inFlight > EmitterSpec.MOST_IN_FLIGHT) {
            throw new IllegalArgumentException(
                    "inFlight: must be 1 to " + EmitterSpec.MOST_IN_FLIGHT + ", is " + inFlight);
        }
        this.inFlight = inFlight;
    }

    public boolean isFailRun() {
        return failRun;
    }

    /** Sets whether a run is stopped when a message cannot be delivered. */
    @DataBoundSetter
    public void setFailRun(boolean failRun) {
        this.failRun = failRun;
    }

    public String getHosts() {
        return hosts;
    }

    /** Sets inventory names, one on a line, {@code *} for any text; empty for all. Events of no host pass. */
    @DataBoundSetter
    public void setHosts(String hosts) {
        this.hosts = orEmpty(hosts);
    }

    @CheckForNull
    public RetryConfig getRetry() {
        return retry;
    }

    /**
     * Sets how often and how long a message is tried; null for the usual.
     *
     * @throws IllegalArgumentException when the times do not go together
     */
    @DataBoundSetter
    public void setRetry(@CheckForNull RetryConfig retry) {
        if (retry != null) {
            retry.toRules();
        }
        this.retry = retry;
    }

    @CheckForNull
    public SpoolConfig getSpool() {
        return spool;
    }

    /** Sets what is given up when it waits too long; null for nothing. */
    @DataBoundSetter
    public void setSpool(@CheckForNull SpoolConfig spool) {
        this.spool = spool;
    }

    /** Where it sends to, for people: no secret, no query. */
    public abstract String target();

    /** Makes emitters; throws {@link IllegalStateException} in words when a credential is missing. */
    public abstract EmitterFactory factory(OutboundPolicy policy);

    @Override
    public EmitterDescriptor getDescriptor() {
        return (EmitterDescriptor) Describable.super.getDescriptor();
    }

    /** What the pump needs to know. */
    final EmitterSpec toSpec(OutboundPolicy policy) {
        boolean together = batch > 1 && getDescriptor().canBatch();
        return new EmitterSpec(
                name,
                target(),
                new MessageFilter(lines(events), lines(exceptEvents), lines(statuses), lines(hosts)),
                together ? new BatchRules(batch, BATCH_BYTES, Duration.ofSeconds(1)) : BatchRules.OFF,
                retry == null ? RetryRules.DEFAULT : retry.toRules(),
                failRun ? EmitterSpec.OnError.FAIL : EmitterSpec.OnError.WARN,
                spoolRules(),
                getDescriptor().canSendAtOnce() ? inFlight : 1,
                factory(policy));
    }

    final EmitterSpec.SpoolRules spoolRules() {
        return spool == null ? EmitterSpec.SpoolRules.KEEP_ALL : spool.toRules();
    }

    /** Lines that are not blank. */
    protected static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }

    protected static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }

    /** Called by XStream: a saved emitter may be older than some of its fields. */
    protected Object readResolve() {
        events = orEmpty(events);
        exceptEvents = orEmpty(exceptEvents);
        statuses = orEmpty(statuses);
        hosts = orEmpty(hosts);
        batch = Math.max(1, batch);
        inFlight = Math.max(1, inFlight);
        return this;
    }
}
