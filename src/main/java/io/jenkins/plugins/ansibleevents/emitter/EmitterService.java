package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;

/**
 * The emitters of this Jenkins while it is up. One delivery service for each, so that a change of one leaves the others
 * alone.
 */
@Extension
public final class EmitterService {

    /** How many runs can be sent to the same emitter at once; the others wait for their turn. */
    private static final int LANES = 2;

    private final Map<String, LiveEmitter> live = new LinkedHashMap<>();

    public static EmitterService get() {
        return ExtensionList.lookupSingleton(EmitterService.class);
    }

    /** Starts those that are new or changed, stops those that are gone or changed, leaves the others alone. */
    public synchronized void reconcile(List<EmitterConfig> configs, OutboundPolicy policy) {
        var wanted = new LinkedHashMap<String, String>();
        configs.forEach(config -> wanted.put(config.getName(), fingerprint(config, policy)));
        live.values().removeIf(emitter -> {
            boolean gone =
                    !emitter.fingerprint().equals(wanted.get(emitter.config().getName()));
            if (gone) {
                emitter.close();
            }
            return gone;
        });
        for (EmitterConfig config : configs) {
            live.computeIfAbsent(
                    config.getName(),
                    name -> LiveEmitter.start(config, wanted.get(name), policy, StateDirectory.spool(name), LANES));
        }
    }

    private static String fingerprint(EmitterConfig config, OutboundPolicy policy) {
        return Jenkins.XSTREAM2.toXML(config) + policy.allowedHosts();
    }

    /** Every emitter. */
    public synchronized List<LiveEmitter> all() {
        return List.copyOf(live.values());
    }

    /** Those that a run wants by name, or the default ones when it names none. */
    synchronized List<LiveEmitter> chosen(List<String> names) {
        return live.values().stream()
                .filter(emitter -> names.isEmpty()
                        ? emitter.config().isByDefault()
                        : names.contains(emitter.config().getName()))
                .toList();
    }

    /** Breaks off what is under way; it goes on after the next start. */
    @Terminator
    public static void stop() {
        EmitterService service = ExtensionList.lookup(EmitterService.class).get(EmitterService.class);
        if (service != null) {
            service.reconcile(List.of(), new OutboundPolicy(Set.of()));
        }
    }
}
