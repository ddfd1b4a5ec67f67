package io.jenkins.plugins.ansibleevents.cli.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.DispatcherOptions;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.InboundService;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.ReceivedCheck;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.RuleSettings;
import io.jenkins.plugins.ansibleevents.engine.settings.Mistakes;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The file of {@code serve --config}; {@code docs/serve.md} and {@code serve.schema.json} describe it.
 *
 * @param listen where to listen
 * @param front what stands between senders and this server
 * @param limits what strangers may cost
 * @param tls certificate and key, when it speaks HTTPS
 * @param state the directory of everything that must survive a restart
 * @param queue the section that names the queue
 * @param endpoints who may send what
 * @param rules what messages start
 * @param runs by rule name, how
 * @param checks by endpoint, the checks of messages from the queue
 * @param options how many runs and messages at once
 * @param retention how much of the past is kept
 * @param log how much is logged; the logging's own configuration counts when it is absent
 * @param queueText the section of the queue as it was read, to see whether it has changed
 * @param waitForRuns how long running playbooks may go on when the process shall end; then they are cancelled
 */
record ServeSettings(
        Listen listen,
        Front front,
        ServeLimits limits,
        Optional<TlsFiles> tls,
        Path state,
        Optional<Section> queue,
        List<EndpointSpec> endpoints,
        List<Rule> rules,
        Map<String, RunTemplate> runs,
        Map<String, ReceivedCheck> checks,
        DispatcherOptions options,
        Retention retention,
        Duration waitForRuns,
        Optional<LogLevel> log,
        JsonNode queueText) {

    /** Long enough for most playbooks' tasks to end, shorter than the time that systemd waits (90 s). */
    private static final Duration WAIT_FOR_RUNS = Duration.ofSeconds(60);

    /**
     * Reads the file, and the files it names.
     *
     * @throws SettingsException with all mistakes that can be found in one go
     */
    static ServeSettings read(Path file) throws SettingsException {
        Section top = SettingsFile.read(file);
        var mistakes = new Mistakes();
        List<EndpointSpec> endpoints = endpoints(top, mistakes);
        var runs = new LinkedHashMap<String, RunTemplate>();
        List<Rule> rules = rules(top, runs, mistakes);
        var settings = new ServeSettings(
                mistakes.read(() -> listen(top), Listen.DEFAULT),
                mistakes.read(() -> Front.read(top), Front.NONE),
                mistakes.read(() -> ServeLimits.read(top), ServeLimits.USUAL),
                mistakes.read(() -> tls(top), Optional.empty()),
                mistakes.read(() -> top.path("state"), Optional.<Path>empty())
                        .orElse(top.directory().resolve("state"))
                        .normalize(),
                mistakes.read(() -> top.section("queue"), Optional.empty()),
                endpoints,
                rules,
                runs,
                mistakes.read(() -> checks(top, endpoints), Map.of()),
                options(top, mistakes),
                mistakes.read(() -> Retention.read(top), Retention.USUAL),
                mistakes.read(() -> top.duration("waitForRuns"), Optional.<Duration>empty())
                        .orElse(WAIT_FOR_RUNS),
                mistakes.read(() -> top.choice("log", LogLevel.class), Optional.empty()),
                top.raw("queue"));
        mistakes.check(top::finish);
        if (top.raw("endpoints").isEmpty() && top.raw("rules").isEmpty()) {
            mistakes.check(() -> {
                throw top.error("endpoints", "neither endpoints nor rules: there is nothing to do");
            });
        }
        mistakes.refuse();
        return settings;
    }

    private static Listen listen(Section top) throws SettingsException {
        try {
            return top.string("listen").map(Listen::parse).orElse(Listen.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw top.error("listen", e.getMessage());
        }
    }

    private static Optional<TlsFiles> tls(Section top) throws SettingsException {
        Optional<Section> tls = top.section("tls");
        return tls.isEmpty() ? Optional.empty() : Optional.of(TlsFiles.read(tls.get()));
    }

    private static List<EndpointSpec> endpoints(Section top, Mistakes mistakes) {
        var endpoints = new ArrayList<EndpointSpec>();
        Map<String, Section> sections = mistakes.read(() -> top.sections("endpoints"), Map.of());
        sections.forEach((name, section) -> mistakes.check(() -> endpoints.add(EndpointSettings.read(name, section))));
        return endpoints;
    }

    private static List<Rule> rules(Section top, Map<String, RunTemplate> runs, Mistakes mistakes) {
        var rules = new ArrayList<Rule>();
        Set<String> endpoints = mistakes.read(() -> top.sections("endpoints"), Map.<String, Section>of())
                .keySet();
        for (Section section : mistakes.read(() -> top.sectionList("rules"), List.<Section>of())) {
            mistakes.check(() -> {
                Rule rule = rule(section, runs);
                mustHaveItsEndpoint(section, rule, endpoints);
                rules.add(rule);
            });
        }
        return rules;
    }

    private static Rule rule(Section section, Map<String, RunTemplate> runs) throws SettingsException {
        var mistakes = new Mistakes();
        Section run = section.section("run").orElseThrow(() -> section.missing("run"));
        var parameters = mistakes.read(() -> RunTemplate.extraVars(run), Map.<String, Expression>of());
        var limit = mistakes.read(() -> ExpressionSettings.expression(run, "limit"), Optional.<Expression>empty());
        Optional<Rule> rule =
                mistakes.read(() -> Optional.of(RuleSettings.read(section, parameters, limit)), Optional.<Rule>empty());
        Optional<RunTemplate> template =
                mistakes.read(() -> Optional.of(RunTemplate.read(run)), Optional.<RunTemplate>empty());
        if (rule.isPresent()) {
            mistakes.check(section::finish);
        }
        mistakes.refuse();
        String name = rule.orElseThrow().name();
        if (runs.put(name, template.orElseThrow()) != null) {
            throw section.error("name", "there are two rules called " + name);
        }
        return rule.get();
    }

    /** Without endpoints the messages come from another process, which has endpoints of its own. */
    private static void mustHaveItsEndpoint(Section section, Rule rule, Set<String> endpoints)
            throws SettingsException {
        Optional<String> endpoint = rule.endpoint();
        if (!endpoints.isEmpty() && endpoint.isPresent() && !endpoints.contains(endpoint.get())) {
            throw section.error(
                    "endpoint",
                    "there is no endpoint " + endpoint.get() + "; there are: " + String.join(", ", endpoints));
        }
    }

    /** Only a queue of our own holds checked messages alone. */
    private static Map<String, ReceivedCheck> checks(Section top, List<EndpointSpec> endpoints)
            throws SettingsException {
        var checks = new LinkedHashMap<String, ReceivedCheck>();
        if (top.has("queue") && !top.raw("queue").has("embedded")) {
            checks.putAll(ReceivedCheck.of(endpoints));
        }
        Optional<Section> foreign = top.section("messages");
        if (foreign.isPresent()) {
            checks.put("", ReceivedCheck.read(foreign.get()));
        }
        return checks;
    }

    private static DispatcherOptions options(Section top, Mistakes mistakes) {
        return new DispatcherOptions(
                mistakes.read(() -> top.integer("maxRuns", 1, 1_000), OptionalInt.empty())
                        .orElse(DispatcherOptions.DEFAULT.maxRuns()),
                mistakes.read(() -> top.integer("maxHeld", 1, 100_000), OptionalInt.empty())
                        .orElse(DispatcherOptions.DEFAULT.maxHeld()),
                mistakes.read(() -> lease(top), DispatcherOptions.DEFAULT.lease()));
    }

    private static Duration lease(Section top) throws SettingsException {
        Duration lease = top.duration("lease").orElse(DispatcherOptions.DEFAULT.lease());
        if (lease.toSeconds() < 1 || lease.toHours() > 12) {
            throw top.error("lease", "must be 1 s to 12 h");
        }
        return lease;
    }

    /** Settings of the part in the state directory; without rules nothing is received. */
    InboundService.Setup inbound() {
        return new InboundService.Setup(state, endpoints, rules, checks, !rules.isEmpty(), options, retention);
    }

    /** Whether it takes messages, starts runs, or both: the parts that a process is made of. */
    boolean hasPartsOf(ServeSettings other) {
        return endpoints.isEmpty() == other.endpoints.isEmpty() && rules.isEmpty() == other.rules.isEmpty();
    }

    /** These settings, except those that cannot change while it runs. */
    ServeSettings withStartOf(ServeSettings running) {
        return new ServeSettings(
                running.listen,
                front,
                limits.withIdleOf(running.limits),
                running.tls.isPresent() && tls.isPresent() ? tls : running.tls,
                running.state,
                running.queue,
                endpoints,
                rules,
                runs,
                checks,
                new DispatcherOptions(options.maxRuns(), options.maxHeld(), running.options.lease()),
                running.retention,
                waitForRuns,
                log,
                running.queueText);
    }

    /** The keys whose other value counts from the next start on. */
    List<String> changedForTheNextStart(ServeSettings running) {
        var keys = new ArrayList<String>();
        note(keys, "listen", listen.equals(running.listen));
        note(keys, "tls (it is switched on or off)", tls.isPresent() == running.tls.isPresent());
        note(keys, "limits.idleTimeout", limits.idle().equals(running.limits.idle()));
        note(keys, "state", state.equals(running.state));
        note(keys, "queue", queueText.equals(running.queueText));
        note(keys, "keep", retention.equals(running.retention));
        note(keys, "lease", options.lease().equals(running.options.lease()));
        return keys;
    }

    private static void note(List<String> keys, String key, boolean same) {
        if (!same) {
            keys.add(key);
        }
    }
}
