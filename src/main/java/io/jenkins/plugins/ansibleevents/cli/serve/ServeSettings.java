package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.DispatcherOptions;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.ReceivedCheck;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.RuleSettings;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of {@code serve --config}; {@code docs/serve.md} and {@code serve.schema.json} describe it.
 *
 * @param listen where to listen
 * @param front what stands between senders and this server
 * @param tls certificate and key, when it speaks HTTPS
 * @param state the directory of everything that must survive a restart
 * @param queue the section that names the queue
 * @param endpoints who may send what
 * @param rules what messages start
 * @param runs by rule name, how
 * @param checks by endpoint, what is demanded of messages that come from the queue
 * @param options how many runs and messages at once
 * @param waitForRuns how long running playbooks may go on when the process is told to end; then they are cancelled
 */
record ServeSettings(
        Listen listen,
        Front front,
        Optional<TlsFiles> tls,
        Path state,
        Optional<Section> queue,
        List<EndpointSpec> endpoints,
        List<Rule> rules,
        Map<String, RunTemplate> runs,
        Map<String, ReceivedCheck> checks,
        DispatcherOptions options,
        Duration waitForRuns) {

    /** Long enough for most playbooks' tasks to end, shorter than what systemd waits (90 s). */
    private static final Duration WAIT_FOR_RUNS = Duration.ofSeconds(60);

    static ServeSettings read(Path file) throws SettingsException {
        Section top = SettingsFile.read(file);
        List<EndpointSpec> endpoints = endpoints(top);
        var runs = new LinkedHashMap<String, RunTemplate>();
        List<Rule> rules = rules(top, runs);
        refuseUnknownEndpoints(top, endpoints, rules);
        var settings = new ServeSettings(
                listen(top),
                Front.read(top),
                tls(top),
                top.path("state").orElse(top.directory().resolve("state")).normalize(),
                top.section("queue"),
                endpoints,
                rules,
                runs,
                checks(top, endpoints),
                options(top),
                top.duration("waitForRuns").orElse(WAIT_FOR_RUNS));
        top.finish();
        if (endpoints.isEmpty() && rules.isEmpty()) {
            throw top.error("endpoints", "neither endpoints nor rules: there is nothing to do");
        }
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

    private static List<EndpointSpec> endpoints(Section top) throws SettingsException {
        var endpoints = new ArrayList<EndpointSpec>();
        for (Map.Entry<String, Section> endpoint : top.sections("endpoints").entrySet()) {
            endpoints.add(EndpointSettings.read(endpoint.getKey(), endpoint.getValue()));
        }
        return endpoints;
    }

    private static List<Rule> rules(Section top, Map<String, RunTemplate> runs) throws SettingsException {
        var rules = new ArrayList<Rule>();
        for (Section section : top.sectionList("rules")) {
            Section run = section.section("run").orElseThrow(() -> section.missing("run"));
            var parameters = RunTemplate.extraVars(run);
            var limit = ExpressionSettings.expression(run, "limit");
            Rule rule = RuleSettings.read(section, parameters, limit);
            if (runs.put(rule.name(), RunTemplate.read(run)) != null) {
                throw section.error("name", "there are two rules called " + rule.name());
            }
            section.finish();
            rules.add(rule);
        }
        return rules;
    }

    private static void refuseUnknownEndpoints(Section top, List<EndpointSpec> endpoints, List<Rule> rules)
            throws SettingsException {
        var names = new HashSet<String>();
        endpoints.forEach(endpoint -> names.add(endpoint.name()));
        for (Rule rule : rules) {
            // Without endpoints the messages come from somewhere else, which knows its own.
            if (!names.isEmpty()
                    && rule.endpoint().isPresent()
                    && !names.contains(rule.endpoint().get())) {
                throw top.error(
                        "rules",
                        "rule " + rule.name() + ": there is no endpoint "
                                + rule.endpoint().get());
            }
        }
    }

    /** Only a queue of our own holds nothing but what the endpoints have checked. */
    private static Map<String, ReceivedCheck> checks(Section top, List<EndpointSpec> endpoints)
            throws SettingsException {
        var checks = new LinkedHashMap<String, ReceivedCheck>();
        if (top.has("queue") && !top.raw("queue").has("embedded")) {
            endpoints.forEach(e -> checks.put(e.name(), new ReceivedCheck(e.schema(), e.filters())));
        }
        Optional<Section> foreign = top.section("messages");
        if (foreign.isPresent()) {
            Section messages = foreign.get();
            checks.put("", new ReceivedCheck(EndpointSettings.schema(messages), EndpointSettings.filters(messages)));
            messages.finish();
        }
        return checks;
    }

    private static DispatcherOptions options(Section top) throws SettingsException {
        return new DispatcherOptions(
                top.integer("maxRuns", 1, 1_000).orElse(DispatcherOptions.DEFAULT.maxRuns()),
                top.integer("maxHeld", 1, 100_000).orElse(DispatcherOptions.DEFAULT.maxHeld()),
                top.duration("lease").orElse(DispatcherOptions.DEFAULT.lease()));
    }
}
