package io.jenkins.plugins.ansibleevents.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Descriptor;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.access.FormMistake;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.build.ArtifactRetention;
import io.jenkins.plugins.ansibleevents.emitter.EmitterConfig;
import io.jenkins.plugins.ansibleevents.emitter.EmitterService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The settings of administrators for all jobs. Every change is saved and handed to {@link EmitterService}. */
@Extension
@Symbol("ansibleEvents")
@Restricted(NoExternalUse.class)
public final class AnsibleEventsConfiguration extends GlobalConfiguration
        implements PersistentDescriptor, OutboundPolicy.Source, ArtifactRetention.Source {

    private List<EmitterConfig> emitters = new ArrayList<>();
    private String allowedHosts = "";
    private String waitDelivery = "";
    private volatile int artifactDays;
    private volatile int artifactBuilds;

    public static AnsibleEventsConfiguration get() {
        return ExtensionList.lookupSingleton(AnsibleEventsConfiguration.class);
    }

    public List<EmitterConfig> getEmitters() {
        return List.copyOf(emitters);
    }

    /**
     * Sets the emitters.
     *
     * @throws IllegalArgumentException when the engine's reader refuses one of them, or two have the same name
     */
    @DataBoundSetter
    public void setEmitters(@CheckForNull List<EmitterConfig> emitters) {
        List<EmitterConfig> given = emitters == null ? List.of() : emitters;
        EmitterService.check(given);
        this.emitters = new ArrayList<>(given);
        save();
    }

    public String getAllowedHosts() {
        return Util.fixNull(allowedHosts);
    }

    /** Sets hosts that emitters may connect to, one on a line; empty for all public ones. */
    @DataBoundSetter
    public void setAllowedHosts(String allowedHosts) {
        this.allowedHosts = Util.fixNull(allowedHosts);
        save();
    }

    public String getWaitDelivery() {
        return Util.fixNull(waitDelivery);
    }

    /**
     * Sets how long a build waits at its end for messages that are not delivered yet; empty for the default.
     *
     * @throws IllegalArgumentException when the text is no time
     */
    @DataBoundSetter
    public void setWaitDelivery(String waitDelivery) {
        String time = Util.fixNull(waitDelivery).strip();
        EmitterService.checkEndWait(time);
        this.waitDelivery = time;
        save();
    }

    public int getArtifactDays() {
        return artifactDays;
    }

    /**
     * Sets how many days old a build may be that keeps the files of its runs; 0 for no limit.
     *
     * @throws IllegalArgumentException when the number is below 0
     */
    @DataBoundSetter
    public void setArtifactDays(int artifactDays) {
        this.artifactDays = new ArtifactRetention(artifactDays, 0).days();
        save();
    }

    public int getArtifactBuilds() {
        return artifactBuilds;
    }

    /** Sets how many builds of a job keep the files of their runs; 0 for no limit; throws as {@link #setArtifactDays}. */
    @DataBoundSetter
    public void setArtifactBuilds(int artifactBuilds) {
        this.artifactBuilds = new ArtifactRetention(0, artifactBuilds).builds();
        save();
    }

    @Override
    public ArtifactRetention artifactRetention() {
        return new ArtifactRetention(artifactDays, artifactBuilds);
    }

    @Override
    public OutboundPolicy outboundPolicy() {
        return OutboundPolicy.of(getAllowedHosts());
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws Descriptor.FormException {
        List<EmitterConfig> before = emitters;
        String hostsBefore = allowedHosts;
        String waitBefore = waitDelivery;
        ArtifactRetention retentionBefore = artifactRetention();
        try (var change = new BulkChange(this)) {
            // The form leaves a list out when it is empty.
            emitters = new ArrayList<>();
            request.bindJSON(this, form);
            change.commit();
        } catch (IllegalArgumentException | LinkageError e) {
            emitters = before;
            allowedHosts = hostsBefore;
            waitDelivery = waitBefore;
            artifactDays = retentionBefore.days();
            artifactBuilds = retentionBefore.builds();
            Throwable mistake = FormMistake.of(e);
            throw new FormException(mistake.getMessage(), mistake, "emitters");
        } catch (IOException e) {
            throw new FormException(e, "emitters");
        }
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A form and configuration as code set several fields in one {@link BulkChange}: the emitters are restarted
     * once, at its end, with the final values of all fields.
     */
    @Override
    public synchronized void save() {
        if (!BulkChange.contains(this)) {
            super.save();
            reconcile();
        }
    }

    private void reconcile() {
        EmitterService.get().reconcile(emitters, outboundPolicy(), getWaitDelivery());
    }

    /** Starts the emitters when Jenkins starts. */
    @Initializer(after = InitMilestone.SYSTEM_CONFIG_ADAPTED)
    public static void start() {
        get().reconcile();
    }

    /** The default waiting time of a build, which the form shows in the empty field. */
    public String getDefaultWait() {
        return EmitterService.DEFAULT_WAIT;
    }

    @POST
    public FormValidation doCheckWaitDelivery(@QueryParameter String value) {
        return FormAccess.ofJenkins().checkReading(() -> EmitterService.checkEndWait(value));
    }
}
