package io.jenkins.plugins.ansibleevents.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.Endpoint;
import io.jenkins.plugins.ansibleevents.engine.inbound.Reason;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.SampleMessage;
import io.jenkins.plugins.ansibleevents.webhook.authentication.WebhookAuthentication;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An endpoint on the page: its URL, a command to try it, its counts since its last change. */
@Restricted(NoExternalUse.class)
public final class EndpointRow {

    private final WebhookEndpoint settings;
    private final Optional<Endpoint> running;

    private EndpointRow(WebhookEndpoint settings, Optional<Endpoint> running) {
        this.settings = settings;
        this.running = running;
    }

    static EndpointRow of(WebhookEndpoint settings) {
        return new EndpointRow(settings, WebhookService.get().runtime().flatMap(r -> r.inbound()
                .endpoint(settings.getName())));
    }

    public String getName() {
        return settings.getName();
    }

    public String getScheme() {
        return settings.getAuthentication() == null
                ? ""
                : settings.getAuthentication().getDescriptor().getDisplayName();
    }

    public String getUrl() {
        return WebhookService.absolute(WebhookPaths.ROOT + "/webhook/" + settings.getName());
    }

    /** Which jobs may use it; empty when all may. */
    public String getJobs() {
        return JobPatterns.of(settings.getJobs()).toString();
    }

    public boolean isTestMode() {
        return settings.isTestMode();
    }

    public boolean isRunning() {
        return running.isPresent();
    }

    public long getAccepted() {
        return running.map(e -> e.counters().accepted()).orElse(0L);
    }

    /** The number of filtered and repeated messages and of greetings, which are answered with 200. */
    public long getPassedOver() {
        return count(Reason.FILTER) + count(Reason.REPEATED) + count(Reason.GREETING);
    }

    public long getRefused() {
        return Arrays.stream(Reason.values())
                .filter(Reason::isRefusal)
                .mapToLong(this::count)
                .sum();
    }

    /** The number of refused messages with the reasons, for example {@code 4 (authentication 3, schema 1)}. */
    public String getRefusedByReason() {
        String reasons = Arrays.stream(Reason.values())
                .filter(reason -> reason.isRefusal() && count(reason) > 0)
                .map(reason -> reason.label() + " " + count(reason))
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "0" : getRefused() + " (" + reasons + ")";
    }

    private long count(Reason reason) {
        return running.map(e -> e.counters().ended(reason)).orElse(0L);
    }

    /** A shell command that sends a message which fits the schema. */
    public String getSample() {
        var command = new StringBuilder(body());
        lines().forEach(line -> command.append(line).append('\n'));
        command.append("curl -i \"" + getUrl() + query() + "\" \\\n");
        command.append("  -H 'Content-Type: application/json' \\\n");
        for (String header : headers()) {
            command.append("  -H \"").append(header).append("\" \\\n");
        }
        return command.append("  --data-binary \"$BODY\"").toString();
    }

    private String body() {
        Optional<JsonNode> schema = settings.schemaTree();
        if (schema.isEmpty()) {
            return "BODY='{\"hello\": \"world\"}'\n";
        }
        return SampleMessage.of(schema.get())
                .map(sample -> "BODY='" + sample.toString().replace("'", "'\\''") + "'\n")
                .orElse("# the schema is too intricate for an example: put a message here that fits it\nBODY='{}'\n");
    }

    private List<String> lines() {
        WebhookAuthentication authentication = settings.getAuthentication();
        if (authentication == null || authentication.sampleHeaders().isEmpty() && query().isEmpty()) {
            return List.of();
        }
        return Stream.concat(Stream.of("SECRET=\"what the credentials hold\""), authentication.sampleLines().stream())
                .toList();
    }

    private String query() {
        return settings.getAuthentication() == null
                ? ""
                : settings.getAuthentication().sampleQuery();
    }

    private List<String> headers() {
        return settings.getAuthentication() == null
                ? List.of()
                : settings.getAuthentication().sampleHeaders();
    }
}
