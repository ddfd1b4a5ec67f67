package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.Authentication;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.AuthenticationSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.Habits;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.HttpsFetch;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.JavaHttpsFetch;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.NoAuthentication;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionException;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.MessageSchema;
import io.jenkins.plugins.ansibleevents.engine.settings.Mistakes;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads one endpoint:
 *
 * <pre>
 * auth: {...}                     # AuthenticationSettings
 * schema: FILE or an inline JSON Schema
 * filter: CEL                     # or filters: { name: CEL, ... }
 * maxBodyBytes: 1048576
 * deliveryId: { header: H }       # or { expression: CEL }; window: 3d
 * redelivery: ignore | run
 * origins: [HOST, ...]            # or '*'
 * rate: { messages: 100, per: 1s }
 * orderingKey: CEL
 * test: false
 * </pre>
 */
public final class EndpointSettings {

    private static final String SCHEMA = "schema";

    private EndpointSettings() {}

    /** Reads everything below an endpoint's name and refuses unknown keys. */
    public static EndpointSpec read(String name, Section section) throws SettingsException {
        return read(name, section, new JavaHttpsFetch());
    }

    /**
     * The same.
     *
     * @param fetch gets what an authentication needs from elsewhere
     */
    public static EndpointSpec read(String name, Section section, HttpsFetch fetch) throws SettingsException {
        var mistakes = new Mistakes();
        Authentication authentication =
                mistakes.read(() -> AuthenticationSettings.read(section, fetch), new NoAuthentication());
        EndpointSpec spec = spec(name, section, authentication, mistakes);
        mistakes.check(section::finish);
        mistakes.refuse();
        return spec;
    }

    private static EndpointSpec spec(String name, Section section, Authentication authentication, Mistakes mistakes)
            throws SettingsException {
        try {
            return new EndpointSpec(
                    name,
                    authentication,
                    mistakes.read(() -> schema(section), Optional.empty()),
                    mistakes.read(() -> filters(section), Map.of()),
                    mistakes.read(
                                    () -> section.integer("maxBodyBytes", 1, EndpointSpec.LARGEST_BODY),
                                    OptionalInt.empty())
                            .orElse(EndpointSpec.DEFAULT_BODY),
                    mistakes.read(
                            () -> deliveryKey(section, authentication),
                            new DeliveryKey(List.of(), Optional.empty(), DeliveryKey.WINDOW)),
                    mistakes.read(() -> redelivery(section, authentication), Redelivery.IGNORE),
                    new LinkedHashSet<>(mistakes.read(() -> section.strings("origins"), List.of())),
                    mistakes.read(() -> rate(section), Optional.empty()),
                    mistakes.read(() -> ExpressionSettings.expression(section, "orderingKey"), Optional.empty()),
                    mistakes.read(() -> section.bool("test", false), false));
        } catch (IllegalArgumentException e) {
            throw section.error("", e.getMessage());
        }
    }

    /** Reads {@code schema}: a path of a JSON file, or the schema itself. */
    public static Optional<MessageSchema> schema(Section section) throws SettingsException {
        if (!section.has(SCHEMA)) {
            return Optional.empty();
        }
        JsonNode inline = section.raw(SCHEMA);
        if (!inline.isTextual()) {
            return Optional.of(parsed(section, "", inline));
        }
        Path file = section.path(SCHEMA).orElseThrow();
        return Optional.of(parsed(section, file + ": ", tree(section, file)));
    }

    private static JsonNode tree(Section section, Path file) throws SettingsException {
        try {
            return StrictJson.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw section.error(SCHEMA, "cannot read " + file + ": " + IoReason.of(e));
        } catch (StrictJson.MalformedJson e) {
            throw section.error(SCHEMA, file + ": " + e.getMessage());
        }
    }

    private static MessageSchema parsed(Section section, String place, JsonNode tree) throws SettingsException {
        try {
            return MessageSchema.of(tree);
        } catch (IllegalArgumentException e) {
            throw section.error(SCHEMA, place + e.getMessage());
        }
    }

    /** Reads {@code filter} and {@code filters}; the single one is called {@code filter}. */
    public static Map<String, Condition> filters(Section section) throws SettingsException {
        var filters = new LinkedHashMap<String, Condition>();
        ExpressionSettings.condition(section, "filter").ifPresent(c -> filters.put("filter", c));
        filters.putAll(ExpressionSettings.conditions(section, "filters"));
        return filters;
    }

    private static DeliveryKey deliveryKey(Section section, Authentication authentication) throws SettingsException {
        Optional<Section> settings = section.section("deliveryId");
        if (settings.isEmpty()) {
            return usualKey(authentication);
        }
        Section delivery = settings.get();
        List<String> headers = delivery.strings("header");
        Optional<Expression> expression = ExpressionSettings.expression(delivery, "expression");
        if (headers.isEmpty() == expression.isEmpty()) {
            throw section.error("deliveryId", "needs either header or expression");
        }
        Duration window = delivery.duration("window").orElse(DeliveryKey.WINDOW);
        delivery.finish();
        return new DeliveryKey(headers, expression, window);
    }

    private static DeliveryKey usualKey(Authentication authentication) {
        String id = Habits.of(authentication.name()).deliveryExpression();
        try {
            Optional<Expression> expression = id.isEmpty() ? Optional.empty() : Optional.of(Expression.compile(id));
            return new DeliveryKey(authentication.deliveryHeaders(), expression, DeliveryKey.WINDOW);
        } catch (ExpressionException e) {
            throw new IllegalStateException("the delivery id of " + authentication.name(), e);
        }
    }

    private static Redelivery redelivery(Section section, Authentication authentication) throws SettingsException {
        boolean byHand = Habits.of(authentication.name()).repeatsByHand();
        return section.choice("redelivery", Redelivery.class).orElse(byHand ? Redelivery.RUN : Redelivery.IGNORE);
    }

    private static Optional<RateLimit> rate(Section section) throws SettingsException {
        Optional<Section> settings = section.section("rate");
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Section rate = settings.get();
        long messages = rate.number("messages", 1, 1_000_000).orElseThrow(() -> rate.missing("messages"));
        Duration per = rate.duration("per").orElse(Duration.ofSeconds(1));
        rate.finish();
        return Optional.of(new RateLimit(messages, per));
    }
}
