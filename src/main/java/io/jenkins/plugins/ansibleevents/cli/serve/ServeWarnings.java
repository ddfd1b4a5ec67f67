package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.RateLimit;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.NoAuthentication;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Grouping;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Warnings of settings that work and are perhaps not meant. */
final class ServeWarnings {

    private ServeWarnings() {}

    static List<String> of(ServeSettings settings) {
        var warnings = new ArrayList<String>();
        for (EndpointSpec endpoint : settings.endpoints()) {
            if (endpoint.authentication() instanceof NoAuthentication) {
                warnings.add("endpoint " + endpoint.name() + " takes messages from anybody (auth: none)");
            }
            if (endpoint.testMode()) {
                warnings.add("endpoint " + endpoint.name() + " is in test mode: it stores nothing");
            }
            if (endpoint.maxBodyBytes() > settings.limits().bodies().largest()) {
                warnings.add("endpoint " + endpoint.name() + " takes bodies of " + endpoint.maxBodyBytes()
                        + " bytes, but limits.unprovenBytes leaves room for no more than "
                        + settings.limits().bodies().largest() + "; larger ones are answered with 503");
            }
            if (isForNobody(endpoint, settings.rules())) {
                warnings.add("no rule is for endpoint " + endpoint.name() + ": its messages start nothing");
            }
        }
        settings.limits().warning().ifPresent(warnings::add);
        shared(settings.endpoints(), warnings);
        unprotected(settings, warnings);
        settings.rules().forEach(rule -> crowded(settings, rule, warnings));
        return warnings;
    }

    private static boolean isForNobody(EndpointSpec endpoint, List<Rule> rules) {
        return !rules.isEmpty()
                && rules.stream()
                        .noneMatch(rule ->
                                rule.endpoint().map(endpoint.name()::equals).orElse(true));
    }

    /** Warns where an endpoint lets in more messages than a rule may hold in one window. */
    private static void crowded(ServeSettings settings, Rule rule, List<String> warnings) {
        int most = settings.options().maxHeld();
        Grouping grouping = rule.grouping();
        boolean waits = grouping.kind() == Grouping.Kind.COMBINE || grouping.kind() == Grouping.Kind.ACCUMULATE;
        for (EndpointSpec endpoint : settings.endpoints()) {
            Optional<RateLimit> rate = endpoint.rate();
            if (waits
                    && rate.isPresent()
                    && rule.endpoint().map(endpoint.name()::equals).orElse(true)) {
                double within = rate.get().messages()
                        * (double) grouping.window().toMillis()
                        / rate.get().per().toMillis();
                if (Math.min(within, grouping.count()) > most) {
                    warnings.add("rule " + rule.name() + ": the rate of endpoint " + endpoint.name() + " lets in "
                            + Math.round(within) + " messages within its window, and at most maxHeld, " + most
                            + ", wait for it: then the window ends early");
                }
            }
        }
    }

    private static void shared(List<EndpointSpec> endpoints, List<String> warnings) {
        for (int i = 0; i < endpoints.size(); i++) {
            for (EndpointSpec other : endpoints.subList(i + 1, endpoints.size())) {
                EndpointSpec one = endpoints.get(i);
                if (one.authentication().secrets().stream()
                        .anyMatch(other.authentication().secrets()::contains)) {
                    warnings.add("endpoints " + one.name() + " and " + other.name()
                            + " share a secret: who may send to one may send to the other; give each its own");
                }
            }
        }
    }

    private static void unprotected(ServeSettings settings, List<String> warnings) {
        if (settings.tls().isEmpty()
                && !settings.endpoints().isEmpty()
                && !settings.listen().isLocal()) {
            warnings.add("it listens on " + settings.listen().host()
                    + " without tls: secrets can be read on their way, unless a proxy in front speaks HTTPS");
        }
    }
}
