package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.settings.Mistakes;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code serve --check}: reads a configuration with all it names, and opens, binds and changes nothing.
 *
 * @param mistakes why it cannot be used, one by one; none when it can
 * @param warnings what is perhaps not meant
 * @param summary what it would do; empty when it cannot be used
 */
public record ServeCheck(List<String> mistakes, List<String> warnings, String summary) {

    /**
     * Checks a file.
     *
     * @param project says what is wrong with the private data directory of a template
     */
    public static ServeCheck of(Path config, Function<RunTemplate, Optional<String>> project) {
        try {
            ServeSettings settings = ServeSettings.read(config);
            var mistakes = new Mistakes();
            settings.queue().ifPresent(queue -> mistakes.check(() -> Queues.check(queue)));
            mistakes.check(() -> state(config, settings));
            for (Map.Entry<String, RunTemplate> run : settings.runs().entrySet()) {
                mistakes.check(run.getValue()::mustHaveInventories);
                mistakes.check(() -> project(config, run.getKey(), project.apply(run.getValue())));
            }
            var warnings = new ArrayList<>(ServeWarnings.of(settings));
            settings.tls().flatMap(ServeCheck::outOfTime).ifPresent(warnings::add);
            return new ServeCheck(mistakes.found(), warnings, summary(settings));
        } catch (SettingsException e) {
            return new ServeCheck(e.mistakes(), List.of(), "");
        }
    }

    private static void project(Path config, String rule, Optional<String> problem) throws SettingsException {
        if (problem.isPresent()) {
            throw new SettingsException(config + ": rule " + rule + ": run: " + problem.get());
        }
    }

    /** Refuses a state directory that does not exist and cannot be made. */
    private static void state(Path config, ServeSettings settings) throws SettingsException {
        Path there = settings.state().toAbsolutePath();
        for (Path above = there; above != null && !Files.exists(there); above = above.getParent()) {
            there = above;
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new SettingsException(config + ": state: cannot write in " + there);
        }
    }

    private static Optional<String> outOfTime(TlsFiles tls) {
        try {
            return tls.load().identity().problem(Instant.now());
        } catch (IOException changedMeanwhile) {
            return Optional.of(changedMeanwhile.getMessage());
        }
    }

    private static String summary(ServeSettings settings) {
        String queue =
                settings.queue().map(Section::keys).map(keys -> keys.get(0)).orElse("embedded");
        return number(settings.endpoints().size(), "endpoint") + ", "
                + number(settings.rules().size(), "rule") + ", " + queue + " queue";
    }

    private static String number(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
