package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeadLetterResend;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.EmitterDeadLetter;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.text.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ansible-events deliver}: sends what runs have left undelivered. */
@Command(
        name = "deliver",
        description = {
            "Sends what runs could not deliver to their emitters, and shows what was refused.",
            "",
            "STATE_DIR is what a run has named at its end, PRIVATE_DATA_DIR/delivery unless --state-dir was given."
                    + " Emitters are configured by the env/ of the private data directory that the run was started with."
        },
        exitCodeList = {
            "0:Everything was delivered.",
            "1:Something still waits or was refused.",
            "2:The command line or a setting is wrong."
        },
        footer = {
            "  ansible-events deliver ./demo/delivery",
            "  ansible-events deliver ./demo/delivery --list",
            "  ansible-events deliver ./demo/delivery --dead-letters",
            "  ansible-events deliver ./demo/delivery --emitter audit \\",
            "      --resend ./demo/artifacts/4711"
        })
final class DeliverCommand implements Callable<Integer> {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Terminal terminal;

    @Parameters(paramLabel = "STATE_DIR", description = "Where undelivered messages are kept.")
    Path stateDirectory;

    @Option(names = "--list", description = "Only show what waits and what was refused.")
    boolean list;

    @Option(names = "--dead-letters", description = "Send what was refused once more.")
    boolean deadLetters;

    @Option(names = "--resend", paramLabel = "RUN_DIR", description = "Send a finished run once more.")
    Path resend;

    @Option(names = "--emitter", paramLabel = "NAME", description = "Only to this emitter.")
    String emitter;

    @Option(
            names = "--private-data-dir",
            paramLabel = "DIR",
            description = "Whose env/ configures the emitters. Default: that of the run; for --resend the directory"
                    + " beside STATE_DIR.")
    Path privateDataDir;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "How long to try a receiver that takes nothing: seconds, or 90s, 15m, 2h. Default: 60s. While it"
                            + " takes messages, they are sent.")
    String wait;

    @Mixin
    Plugins plugins = new Plugins();

    DeliverCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var spool = new Spool(stateDirectory.toAbsolutePath());
        check(spool);
        if (resend != null) {
            return resend(patience());
        }
        checkEmitter(spool);
        if (list) {
            return list(spool);
        }
        return deadLetters ? resendDeadLetters(spool, patience()) : deliver(spool, patience());
    }

    /** A mistyped directory would look like an empty spool, so only {@code --resend} may make a new one. */
    private void check(Spool spool) throws SettingsException, IOException {
        Path parent = stateDirectory.toAbsolutePath().normalize().getParent();
        boolean mayBeNew = resend != null && parent != null && Files.isDirectory(parent);
        if (!Files.exists(stateDirectory) && !mayBeNew) {
            throw new SettingsException(stateDirectory + ": no such directory; STATE_DIR is what a run has named at its"
                    + " end, PRIVATE_DATA_DIR/delivery unless --state-dir was given");
        }
        if (Files.exists(stateDirectory) && !Files.isDirectory(stateDirectory)) {
            throw new SettingsException(stateDirectory + ": is no directory");
        }
        Path below = stateDirectory.resolve(RunSetup.DELIVERY);
        if (Files.isDirectory(below) && spool.size() == 0) {
            throw new SettingsException(stateDirectory + " is no STATE_DIR, but there is one in it: name " + below);
        }
    }

    /** A mistyped name would look like an emitter for which nothing waits. */
    private void checkEmitter(Spool spool) throws SettingsException, IOException {
        var known = new LinkedHashSet<>(spool.emitters());
        if (emitter == null || known.isEmpty() || known.contains(emitter)) {
            return;
        }
        for (Path settings : spool.settings()) {
            known.addAll(namesIfReadable(settings));
        }
        if (!known.contains(emitter)) {
            throw new SettingsException(
                    "--emitter: there is no emitter " + asMeant(known) + "; there are: " + String.join(", ", known));
        }
    }

    private String asMeant(Collection<String> known) {
        return emitter
                + NearestName.of(emitter, known)
                        .map(name -> " (did you mean " + name + "?)")
                        .orElse("");
    }

    private Duration patience() throws SettingsException {
        try {
            return Durations.parse(wait);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("--wait: " + e.getMessage(), e);
        }
    }

    private int list(Spool spool) throws IOException {
        var known = new HashMap<String, List<EmitterSpec>>();
        List<Spool.Backlog> backlog =
                spool.backlog(run -> known.computeIfAbsent(run.settings(), this::emittersIfReadable));
        boolean clean = true;
        for (Spool.Backlog entry : backlog) {
            if (emitter != null && !emitter.equals(entry.emitter())) {
                continue;
            }
            clean &= entry.waiting() == 0 && entry.dead().isEmpty();
            terminal.out()
                    .printf(
                            "run %s, emitter %s: %d waiting, %d refused%n",
                            entry.run().ident(),
                            entry.emitter(),
                            entry.waiting(),
                            entry.dead().size());
            entry.dead().forEach(this::show);
        }
        int atWork = spool.size()
                - (int) backlog.stream()
                        .map(Spool.Backlog::directory)
                        .distinct()
                        .count();
        if (atWork > 0) {
            terminal.out().println(atWork + " more being delivered by another process");
        }
        if (spool.size() == 0) {
            terminal.out().println("nothing waits in " + stateDirectory);
        }
        return clean ? 0 : 1;
    }

    /** The spool is shown even when a secret of the settings is missing here. */
    private List<EmitterSpec> emittersIfReadable(String settings) {
        try {
            return emitters(Path.of(settings));
        } catch (SettingsException e) {
            terminal.complain(e.getMessage() + "; so filters are left out of account here");
            return List.of();
        }
    }

    private void show(EmitterDeadLetter letter) {
        terminal.out().printf("  %s  %s  %s%n", letter.at(), letter.what(), letter.reason());
    }

    private int deliver(Spool spool, Duration patience) throws Exception {
        Map<String, List<SpooledRun>> bySettings = new LinkedHashMap<>();
        for (SpooledRun run : spool.open()) {
            bySettings
                    .computeIfAbsent(run.info().settings(), settings -> new ArrayList<>())
                    .add(run);
        }
        boolean complete = true;
        for (Map.Entry<String, List<SpooledRun>> group : bySettings.entrySet()) {
            complete &= deliver(emitters(Path.of(group.getKey())), group.getValue(), patience);
        }
        if (bySettings.isEmpty()) {
            terminal.out().println("nothing waits in " + stateDirectory);
        }
        return complete ? 0 : 1;
    }

    /** Delivers all runs at once: each emitter takes them in turn. */
    private boolean deliver(List<EmitterSpec> emitters, List<SpooledRun> runs, Duration patience) throws Exception {
        boolean complete = true;
        try (DeliveryService service = start(emitters)) {
            Map<SpooledRun, RunDelivery> deliveries = new LinkedHashMap<>();
            for (SpooledRun run : runs) {
                deliveries.put(run, service.resume(run));
            }
            await(deliveries.values(), patience);
            for (Map.Entry<SpooledRun, RunDelivery> entry : deliveries.entrySet()) {
                complete &= told(entry.getKey().info(), entry.getValue().finish(Duration.ZERO));
            }
        }
        return complete;
    }

    /** Waits as long as a receiver accepts messages, and says how far the delivery is. */
    private void await(Collection<RunDelivery> deliveries, Duration patience) throws InterruptedException {
        SignsOfLife signs = SignsOfLife.start(new DeliveryPace(deliveries)::inWords, terminal::complain);
        try {
            for (RunDelivery delivery : deliveries) {
                delivery.awaitWhileTaken(FOR_EVER, patience);
            }
        } finally {
            signs.close();
        }
    }

    private boolean told(SpooledRun.RunInfo run, List<DeliveryReport> reports) {
        boolean complete = true;
        for (DeliveryReport report : reports) {
            terminal.out().println("run " + run.ident() + ", " + report.line());
            complete &= report.complete();
        }
        for (String name : run.emitters()) {
            if (reports.stream().noneMatch(report -> report.emitter().equals(name))) {
                terminal.complain("run " + run.ident() + ": there is no emitter " + name
                        + " in the settings any more; what waits for it is kept");
                complete = false;
            }
        }
        return complete;
    }

    private int resendDeadLetters(Spool spool, Duration patience) throws Exception {
        int delivered = 0;
        for (Path settings : spool.settings()) {
            delivered += DeadLetterResend.send(
                    spool, settings.toString(), emitters(settings), emitter, patience, this::problem);
        }
        terminal.out().println(delivered + " refused messages were delivered");
        // This removes runs from the spool that have nothing left to send.
        return deliver(spool, patience);
    }

    private int resend(Duration patience) throws Exception {
        Path run = resend.toAbsolutePath().normalize();
        if (!Files.exists(new RunDirectory(run).events())) {
            throw new SettingsException("--resend: no run directory: " + run + " has no events.jsonl");
        }
        Path home = stateDirectory.toAbsolutePath().normalize().getParent();
        List<EmitterSpec> emitters = emitters(home);
        if (emitters.isEmpty()) {
            throw new SettingsException("there is no emitter"
                    + (emitter == null ? "" : " " + asMeant(namesIfReadable(home))) + " in the settings of "
                    + (privateDataDir == null ? home : privateDataDir) + "; name another --private-data-dir");
        }
        try (DeliveryService service = start(emitters)) {
            String ident = String.valueOf(run.getFileName());
            RunDelivery delivery = service.resend(stateDirectory.toAbsolutePath(), ident, run, home.toString());
            var names = emitters.stream().map(EmitterSpec::name).toList();
            var info = new SpooledRun.RunInfo(ident, run, home.toString(), names);
            await(List.of(delivery), patience);
            return told(info, delivery.finish(Duration.ZERO)) ? 0 : 1;
        }
    }

    private DeliveryService start(List<EmitterSpec> emitters) {
        return DeliveryService.start(emitters, 1, this::problem);
    }

    private void problem(String name, String problem) {
        terminal.complain("emitter " + name + ": " + problem);
    }

    private List<EmitterSpec> emitters(Path ofRun) throws SettingsException {
        return configured(ofRun).stream()
                .filter(spec -> emitter == null || emitter.equals(spec.name()))
                .toList();
    }

    private List<EmitterSpec> configured(Path ofRun) throws SettingsException {
        Path home = privateDataDir == null ? ofRun : privateDataDir.toAbsolutePath();
        return EmitterSettings.load(home, System.getenv(), plugins.loader()).emitters();
    }

    private List<String> namesIfReadable(Path ofRun) {
        try {
            return configured(ofRun).stream().map(EmitterSpec::name).toList();
        } catch (SettingsException e) {
            return List.of(); // who needs the settings says what is wrong with them
        }
    }
}
