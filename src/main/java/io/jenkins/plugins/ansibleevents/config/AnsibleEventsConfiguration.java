package io.jenkins.plugins.ansibleevents.config;

import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Descriptor;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.ansibleevents.access.FormMistake;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.emitter.EmitterConfig;
import io.jenkins.plugins.ansibleevents.emitter.EmitterService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** What administrators set for all jobs. */
@Extension
@Symbol("ansibleEvents")
public final class AnsibleEventsConfiguration extends GlobalConfiguration
        implements PersistentDescriptor, OutboundPolicy.Source {

    private List<EmitterConfig> emitters = new ArrayList<>();
    private String allowedHosts = "";

    public static AnsibleEventsConfiguration get() {
        return ExtensionList.lookupSingleton(AnsibleEventsConfiguration.class);
    }

    public List<EmitterConfig> getEmitters() {
        return emitters;
    }

    /** Sets the emitters; two of one name are refused. */
    @DataBoundSetter
    public void setEmitters(List<EmitterConfig> emitters) {
        Set<String> names = new HashSet<>();
        for (EmitterConfig emitter : emitters) {
            if (!names.add(emitter.getName())) {
                throw new IllegalArgumentException("emitters: there are two of the name \"" + emitter.getName() + "\"");
            }
        }
        this.emitters = new ArrayList<>(emitters);
        save();
    }

    public String getAllowedHosts() {
        return allowedHosts;
    }

    /** Sets hosts that emitters may connect to, one on a line; empty for all public ones. */
    @DataBoundSetter
    public void setAllowedHosts(String allowedHosts) {
        this.allowedHosts = allowedHosts == null ? "" : allowedHosts;
        save();
    }

    @Override
    public OutboundPolicy outboundPolicy() {
        return OutboundPolicy.of(allowedHosts);
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws Descriptor.FormException {
        List<EmitterConfig> emittersBefore = emitters;
        String hostsBefore = allowedHosts;
        try (var change = new BulkChange(this)) {
            // The form leaves a list out when it is empty.
            emitters = new ArrayList<>();
            request.bindJSON(this, form);
            change.commit();
        } catch (IllegalArgumentException | LinkageError e) {
            emitters = emittersBefore;
            allowedHosts = hostsBefore;
            Throwable mistake = FormMistake.of(e);
            throw new Descriptor.FormException(mistake.getMessage(), mistake, "emitters");
        } catch (IOException e) {
            throw new Descriptor.FormException(e, "emitters");
        }
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A form and configuration as code set several fields in one {@link BulkChange}: emitters start anew once, at its end,
     * with all fields as they are then.
     */
    @Override
    public synchronized void save() {
        if (!BulkChange.contains(this)) {
            super.save();
            reconcile();
        }
    }

    private void reconcile() {
        EmitterService.get().reconcile(emitters, outboundPolicy());
    }

    /** Starts the emitters when Jenkins starts. */
    @Initializer(after = InitMilestone.SYSTEM_CONFIG_ADAPTED)
    public static void start() {
        get().reconcile();
    }
}
