package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.cli.serve.ServeCheck;
import io.jenkins.plugins.ansibleevents.cli.serve.Service;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ansible-events serve}: runs until a signal ends it. */
@Command(
        name = "serve",
        description = {
            "Takes webhooks, keeps them in a durable queue, and runs playbooks for them.",
            "",
            "A sender is answered 202 with a message id only after its message is on disk (or confirmed by the broker);"
                    + " whatever happens then, its playbook will run. SIGTERM ends it in good order: nothing new is"
                    + " taken, running playbooks get the time the configuration gives them, everything else stays in the"
                    + " queue. SIGHUP reads the configuration again. The first line printed says where it"
                    + " listens."
        },
        exitCodeList = {
            "0:It was told to end, or --check found no mistake.",
            "2:The configuration cannot be used; the message says where and why."
        },
        footerHeading = "%nA configuration (docs/serve.md has all keys):%n",
        footer = {
            "  listen: 127.0.0.1:8080",
            "  endpoints:",
            "    alerts:",
            "      auth: { bearer: { secret: { env: ALERTS_TOKEN } } }",
            "  rules:",
            "    - name: fix",
            "      endpoint: alerts",
            "      condition: payload.kind == \"disk\"",
            "      run: { privateDataDir: ./project, playbook: fix.yml, limit: payload.host }"
        })
final class ServeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "YAML file; relative paths in it are relative to it.")
    private Path config;

    @Mixin
    private Plugins plugins = new Plugins();

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Option(
            names = "--check",
            description = "Only read the configuration with all it names, and say everything that is wrong with it.")
    private boolean check;

    @Override
    public Integer call() throws Exception {
        return check ? check() : serve();
    }

    private int check() {
        ServeCheck found = ServeCheck.of(config, template -> PlaybookRuns.problem(template, plugins, terminal));
        found.mistakes().forEach(terminal::complain);
        found.warnings().forEach(warning -> terminal.complain(config + ": warning: " + warning));
        if (!found.mistakes().isEmpty()) {
            return Complaints.BAD_USE;
        }
        terminal.out().println(config + " can be used: " + found.summary());
        return 0;
    }

    private int serve() throws Exception {
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var manager = new ServiceManager(System.getenv());
        plugins.loader(); // an unusable jar is an error now, not at the first message
        try (Service service = Service.open(config, templates -> new PlaybookRuns(templates, plugins, terminal))) {
            String address = service.start();
            // Not before the start: the hook ends the process with 0, whatever the reason.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endInGoodOrder(stop, stopped), "end"));
            HangUp.calls(() -> hungUp(service, manager, "listening on " + address));
            terminal.out().println("listening on " + address);
            manager.ready("listening on " + address);
            stop.await();
            manager.stopping();
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private void hungUp(Service service, ServiceManager manager, String status) {
        if (HangUp.isOfAClosedTerminal(terminal)) {
            new Thread(() -> System.exit(0), "terminal closed").start();
        } else {
            manager.reloading();
            service.reload(() -> manager.ready(status));
        }
    }

    /** The process ends when its shutdown hooks have returned, so this one waits for the service. */
    private static void endInGoodOrder(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The signal was the expected way to end.
        Runtime.getRuntime().halt(0);
    }
}
