package io.jenkins.plugins.ansibleevents.engine.emit;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.OnError;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.SpoolRules;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The emitters of a private data directory: those of {@code env/emitters.yml} and those of ansible-runner's settings.
 *
 * <pre>
 * waitDelivery: 30m                 # how long a run goes on sending at its end
 * emitters:
 *   audit:                          # any name
 *     type: http
 *     url: https://audit.example.com/events
 *     headers: {Authorization: {env: AUDIT_TOKEN}}
 * </pre>
 *
 * All options are in docs/emitters.md.
 *
 * @param emitters the emitters, ansible-runner's first
 * @param waitDelivery the longest time that a run goes on sending at its end, or empty when the settings name none
 */
public record EmitterSettings(List<EmitterSpec> emitters, Optional<Duration> waitDelivery) {

    /** The name is also that of the spool's directory in Jenkins, so it must fit into a file name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final int MAX_BATCH = 100_000;

    public EmitterSettings {
        emitters = List.copyOf(emitters);
    }

    /**
     * Reads the settings.
     *
     * @param environment the process environment, for ansible-runner's {@code RUNNER_*} variables
     */
    public static EmitterSettings load(Path privateDataDir, Map<String, String> environment) throws SettingsException {
        return load(privateDataDir, environment, EmitterSettings.class.getClassLoader());
    }

    /**
     * Reads the settings.
     *
     * @param environment the process environment, for ansible-runner's {@code RUNNER_*} variables
     * @param types the class loader that finds the types of emitters
     */
    public static EmitterSettings load(Path privateDataDir, Map<String, String> environment, ClassLoader types)
            throws SettingsException {
        var emitters = new ArrayList<>(RunnerEmitters.read(privateDataDir, environment));
        Path file = privateDataDir.resolve("env/emitters.yml");
        if (!Files.exists(file)) {
            return new EmitterSettings(emitters, Optional.empty());
        }
        EmitterSettings own = read(SettingsFile.read(file), types);
        for (EmitterSpec spec : own.emitters()) {
            if (emitters.stream().anyMatch(other -> other.name().equals(spec.name()))) {
                throw new SettingsException(file + ": emitters." + spec.name()
                        + ": this name is taken by ansible-runner's settings; choose another one");
            }
            emitters.add(spec);
        }
        return new EmitterSettings(emitters, own.waitDelivery());
    }

    /** Whether an emitter can have this name: 1 to 64 letters, digits and {@code . _ -}, the first no punctuation. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Reads the content of an {@code emitters.yml}. */
    public static EmitterSettings read(Section file) throws SettingsException {
        return read(file, EmitterSettings.class.getClassLoader());
    }

    private static EmitterSettings read(Section file, ClassLoader loader) throws SettingsException {
        EmitterTypes types = EmitterTypes.load(loader);
        var emitters = new ArrayList<EmitterSpec>();
        for (Map.Entry<String, Section> entry : file.sections("emitters").entrySet()) {
            if (!isName(entry.getKey())) {
                throw file.error(
                        "emitters", "the name \"" + entry.getKey() + "\" must be 1 to 64 letters, digits and . _ -");
            }
            emitters.add(emitter(entry.getKey(), entry.getValue(), types));
        }
        Optional<Duration> wait = file.duration("waitDelivery");
        file.finish();
        return new EmitterSettings(emitters, wait);
    }

    private static EmitterSpec emitter(String name, Section options, EmitterTypes types) throws SettingsException {
        String typeName = options.requiredString("type");
        Optional<EmitterType> found = types.find(typeName);
        if (found.isEmpty()) {
            throw options.error("type", "unknown type \"" + typeName + "\"; known: " + types.names());
        }
        return emitter(name, options, found.get());
    }

    /**
     * Reads the options of one emitter, all but {@code type}.
     *
     * @throws SettingsException when one of them is wrong, or unknown to this type
     */
    public static EmitterSpec emitter(String name, Section options, EmitterType type) throws SettingsException {
        var spec = new EmitterSpec(
                name,
                type.target(options),
                filter(options),
                batch(options, type),
                retry(options),
                options.choice("onError", OnError.class).orElse(OnError.WARN),
                spool(options),
                inFlight(options, type),
                type.configure(options));
        // A type without connections need not read the policy that Jenkins passes.
        options.given("allowedHosts", DestinationPolicy.class);
        options.finish();
        return spec;
    }

    private static MessageFilter filter(Section options) throws SettingsException {
        Optional<Section> filter = options.section("filter");
        if (filter.isEmpty()) {
            return MessageFilter.ALL;
        }
        Section section = filter.get();
        var result = new MessageFilter(
                section.strings("events"),
                section.strings("exceptEvents"),
                section.strings("statuses"),
                section.strings("hosts"));
        section.finish();
        return result;
    }

    private static BatchRules batch(Section options, EmitterType type) throws SettingsException {
        Optional<Section> batch = options.section("batch");
        if (batch.isEmpty()) {
            return BatchRules.OFF;
        }
        if (!type.canBatch()) {
            throw options.error("batch", "emitters of type " + type.name() + " send one message at a time");
        }
        Section section = batch.get();
        BatchRules absent = BatchRules.DEFAULT;
        var result = new BatchRules(
                section.integer("messages", 2, MAX_BATCH).orElse(absent.messages()),
                section.number("bytes", 1, 1L << 30).orElse(absent.bytes()),
                section.duration("age").orElse(absent.age()));
        section.finish();
        return result;
    }

    private static int inFlight(Section options, EmitterType type) throws SettingsException {
        int count = options.integer("inFlight", 1, EmitterSpec.MOST_IN_FLIGHT).orElse(1);
        if (count > 1 && !type.canSendAtOnce()) {
            throw options.error("inFlight", "emitters of type " + type.name() + " send one message after the other");
        }
        return count;
    }

    private static RetryRules retry(Section options) throws SettingsException {
        RetryRules absent = RetryRules.DEFAULT;
        Optional<Section> retry = options.section("retry");
        if (retry.isEmpty()) {
            return absent;
        }
        RetryRules result = retryOf(retry.get(), absent);
        retry.get().finish();
        return result;
    }

    private static RetryRules retryOf(Section section, RetryRules absent) throws SettingsException {
        int jitter = section.integer("jitterPercent", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElse((int) Math.round(absent.jitter() * 100));
        int failures = section.integer("breakerFailures", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElse(absent.breakerFailures());
        try {
            return new RetryRules(
                    section.duration("firstDelay").orElse(absent.firstDelay()),
                    section.duration("maxDelay").orElse(absent.maxDelay()),
                    jitter / 100.0,
                    section.duration("attemptTimeout").orElse(absent.attemptTimeout()),
                    section.duration("giveUpAfter").orElse(absent.giveUpAfter()),
                    failures,
                    section.duration("breakerPause").orElse(absent.breakerPause()));
        } catch (RetryRules.OutOfRange e) {
            throw section.error(e.option(), e.problem());
        }
    }

    private static SpoolRules spool(Section options) throws SettingsException {
        Optional<Section> spool = options.section("spool");
        if (spool.isEmpty()) {
            return SpoolRules.KEEP_ALL;
        }
        var result = new SpoolRules(
                spool.get().duration("maxAge").orElse(Duration.ZERO),
                spool.get().number("maxBytes", 0, Long.MAX_VALUE).orElse(0));
        spool.get().finish();
        return result;
    }
}
