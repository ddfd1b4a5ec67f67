package io.jenkins.plugins.ansibleevents.webhook.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.inbound.UnknownKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Compares expressions with the schema of their endpoint. A condition that reads a key which no message has is never met,
 * and nobody would see that.
 */
@Restricted(NoExternalUse.class)
public final class SchemaCheck {

    private SchemaCheck() {}

    /** In words, for each key that the schema does not have. */
    public static List<String> words(String source, String split, JsonNode schema) {
        return UnknownKey.in(source, split, schema).stream()
                .map(SchemaCheck::words)
                .toList();
    }

    private static String words(UnknownKey key) {
        String what = key.never() ? Messages.SchemaCheck_never(key.path()) : Messages.SchemaCheck_unknown(key.path());
        return key.known().isEmpty() ? what : what + " " + Messages.SchemaCheck_known(String.join(", ", key.known()));
    }

    /** The answer of a field with an expression that compiles: an error when no message can have the key. */
    public static FormValidation check(String source, String split, JsonNode schema) {
        List<UnknownKey> unknown = UnknownKey.in(source, split, schema);
        if (unknown.isEmpty()) {
            return FormValidation.ok();
        }
        String words = unknown.stream().map(SchemaCheck::words).collect(Collectors.joining(" "));
        return unknown.stream().anyMatch(UnknownKey::never)
                ? FormValidation.error(words)
                : FormValidation.warning(words);
    }

    /**
     * The answer of a field of a trigger, for those who may read the messages of its endpoint.
     *
     * @param compiled the answer of the compiler, which is given back unless it is good
     */
    static FormValidation check(
            FormValidation compiled,
            @CheckForNull Item item,
            String source,
            @CheckForNull String split,
            @CheckForNull String endpoint) {
        String name = Util.fixNull(endpoint).strip();
        if (compiled.kind != FormValidation.Kind.OK
                || !(item instanceof Job<?, ?> job)
                || !job.hasPermission(Item.CONFIGURE)
                || !EndpointAccess.get().isOpen(name, job.getFullName())) {
            return compiled;
        }
        return EndpointAccess.get()
                .schema(name)
                .map(schema -> check(source, Util.fixNull(split), schema))
                .orElse(compiled);
    }

    /** The unknown keys of all expressions of a trigger, by option. */
    static List<String> words(AnsibleEventTrigger trigger, Optional<JsonNode> schema) {
        var found = new ArrayList<String>();
        schema.ifPresent(keys -> expressions(trigger).forEach((option, source) -> {
            String split = option.equals("split") ? "" : trigger.getSplit();
            words(source, split, keys).forEach(words -> found.add(option + ": " + words));
        }));
        return found;
    }

    private static Map<String, String> expressions(AnsibleEventTrigger trigger) {
        var all = new LinkedHashMap<String, String>();
        all.put("condition", trigger.getCondition());
        all.put("split", trigger.getSplit());
        trigger.getParameters()
                .forEach(parameter -> all.put("parameters." + parameter.getName(), parameter.getExpression()));
        all.put("limit", trigger.getLimit());
        all.put("concurrencyKey", trigger.getConcurrencyKey());
        if (trigger.getGrouping() instanceof WindowGrouping window) {
            all.put("grouping.key", window.getKey());
        }
        all.values().removeIf(String::isBlank);
        return all;
    }
}
