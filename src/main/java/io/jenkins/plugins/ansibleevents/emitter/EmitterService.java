package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.build.EmitterNames;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The emitters of this Jenkins while it is up. One delivery service for each, so that a change of one leaves the others
 * alone.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class EmitterService implements EmitterNames {

    private static final Logger LOGGER = Logger.getLogger(EmitterService.class.getName());

    /** Enough for a receiver that keeps up; later messages are sent after the build. */
    private static final Duration END_WAIT = Duration.ofSeconds(2);

    /** The same as text, for people. */
    public static final String DEFAULT_WAIT = Durations.text(END_WAIT);

    private final Map<String, LiveEmitter> live = new LinkedHashMap<>();
    private volatile Duration endWait = END_WAIT;

    public static EmitterService get() {
        return ExtensionList.lookupSingleton(EmitterService.class);
    }

    /**
     * Starts new and changed emitters, stops removed and changed ones, leaves the others alone.
     *
     * @param waitDelivery how long a build waits at its end for messages that are not delivered yet; blank for the default
     */
    public synchronized void reconcile(List<EmitterConfig> configs, OutboundPolicy policy, String waitDelivery) {
        endWait = savedEndWait(waitDelivery);
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
            live.computeIfAbsent(config.getName(), name -> LiveEmitter.start(config, policy, wanted.get(name)));
        }
    }

    /** Starts the emitters whose settings were unusable and now are not. */
    synchronized void renew() {
        live.replaceAll((name, emitter) -> emitter.renewed());
    }

    /** How long a build waits at its end for messages that are not delivered yet; never waits for emitters that close. */
    Duration endWait() {
        return endWait;
    }

    /** Sends by another emitter while the one of this name, if there is one, is closed and its address free. */
    <T> T whileClosed(String name, LiveEmitter.Sending<T> sending) throws IOException, InterruptedException {
        LiveEmitter emitter;
        synchronized (this) {
            emitter = live.get(name);
        }
        return emitter == null ? sending.send() : emitter.whileClosed(sending);
    }

    /**
     * Checks emitters before they are saved. Their credentials may come later.
     *
     * @throws IllegalArgumentException in the words of the engine's reader
     */
    public static void check(List<EmitterConfig> configs) {
        var names = new HashSet<String>();
        for (EmitterConfig config : configs) {
            if (!names.add(config.getName())) {
                throw new IllegalArgumentException(Messages.EmitterService_sameName(config.getName()));
            }
            try {
                config.spec(OutboundPolicy.of(""), EmitterCredentials.standIns());
            } catch (SettingsException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    /** Checks how long a build shall wait; throws as {@link #check} does. */
    public static void checkEndWait(String waitDelivery) {
        try {
            readEndWait(waitDelivery);
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Duration savedEndWait(String waitDelivery) {
        try {
            return readEndWait(waitDelivery);
        } catch (SettingsException e) {
            LOGGER.warning(() -> e.getMessage() + "; builds wait " + DEFAULT_WAIT);
            return END_WAIT;
        }
    }

    private static Duration readEndWait(String waitDelivery) throws SettingsException {
        var settings = new SettingsBuilder().text("waitDelivery", waitDelivery).build();
        return EmitterSettings.read(SettingsFile.of(
                        settings, "ansibleEvents", Jenkins.get().getRootDir().toPath()))
                .waitDelivery()
                .orElse(END_WAIT);
    }

    private static String fingerprint(EmitterConfig config, OutboundPolicy policy) {
        return Jenkins.XSTREAM2.toXML(config) + policy.allowedHosts();
    }

    @Override
    public synchronized List<String> emitterNames() {
        return List.copyOf(live.keySet());
    }

    /** Every emitter. */
    public synchronized List<LiveEmitter> all() {
        return List.copyOf(live.values());
    }

    /** The emitters that a run names, or the default ones when it names none. */
    synchronized List<LiveEmitter> chosen(List<String> names) {
        return live.values().stream()
                .filter(emitter -> names.isEmpty()
                        ? emitter.config().isByDefault()
                        : names.contains(emitter.config().getName()))
                .toList();
    }

    /** Breaks off the attempts under way; their messages are sent after the next start. */
    @Terminator
    public static void stop() {
        EmitterService service = ExtensionList.lookup(EmitterService.class).get(EmitterService.class);
        if (service != null) {
            service.reconcile(List.of(), new OutboundPolicy(Set.of()), "");
        }
    }
}
