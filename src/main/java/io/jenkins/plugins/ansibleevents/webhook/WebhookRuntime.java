package io.jenkins.plugins.ansibleevents.webhook;

import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.DispatcherOptions;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.InboundService;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.webhook.trigger.BuildStarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@link InboundService} of Jenkins, for the configured queue. Endpoints and rules are exchanged while it runs;
 * another queue needs another runtime.
 */
final class WebhookRuntime implements AutoCloseable {

    /** Executors and the queue of Jenkins limit the runs; these options only bound the memory. */
    private static final DispatcherOptions OPTIONS =
            new DispatcherOptions(10_000, 1_000, DispatcherOptions.DEFAULT.lease());

    private final Path home;
    private final BuildStarter starter;
    private final InboundService service;
    private volatile RuntimeSettings settings;

    private WebhookRuntime(RuntimeSettings settings, Path home, BuildStarter starter, InboundService service) {
        this.settings = settings;
        this.home = home;
        this.starter = starter;
        this.service = service;
    }

    /**
     * Opens store and queue.
     *
     * @param home {@code JENKINS_HOME/ansible-events}
     */
    static WebhookRuntime open(RuntimeSettings settings, List<Rule> rules, Path home, BuildStarter starter)
            throws IOException, SettingsException {
        Files.createDirectories(home, OwnerOnly.directory());
        List<EndpointSpec> specs = settings.specs(home);
        starter.redactWith(InboundService.redactor(specs));
        var setup = new InboundService.Setup(
                home, specs, rules, settings.checks(specs, home), true, OPTIONS, Retention.USUAL);
        InboundService service = InboundService.open(setup, directory -> openQueue(settings, home, directory), starter);
        return new WebhookRuntime(settings, home, starter, service);
    }

    private static MessageQueue openQueue(RuntimeSettings settings, Path home, Path directory)
            throws IOException, SettingsException {
        Files.createDirectories(directory, OwnerOnly.directory());
        return Queues.open(SettingsFile.of(settings.queue(), "queue", home), directory);
    }

    /** Uses other endpoints, with the same queue, and other rules. */
    void apply(RuntimeSettings next, List<Rule> rules) throws SettingsException {
        List<EndpointSpec> specs = next.specs(home);
        if (!next.equals(settings)) {
            starter.redactWith(InboundService.redactor(specs));
            service.endpoints(specs);
            settings = next;
        }
        service.rules(rules, next.checks(specs, home));
    }

    RuntimeSettings settings() {
        return settings;
    }

    InboundService service() {
        return service;
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
