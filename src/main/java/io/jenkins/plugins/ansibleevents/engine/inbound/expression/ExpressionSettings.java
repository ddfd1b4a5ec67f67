package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Expressions in settings. An expression that does not compile is refused with a {@link SettingsException} that has
 * file, key, line and column; an absent key is no expression. Nothing is evaluated here.
 */
public final class ExpressionSettings {

    private ExpressionSettings() {}

    /** An optional condition. */
    public static Optional<Condition> condition(Section section, String key) throws SettingsException {
        Optional<String> source = section.string(key);
        return source.isEmpty() ? Optional.empty() : Optional.of(compileCondition(section, key, source.get()));
    }

    /** A mapping of names to conditions, in the order of the file. */
    public static Map<String, Condition> conditions(Section section, String key) throws SettingsException {
        var conditions = new LinkedHashMap<String, Condition>();
        for (var entry : section.stringMap(key).entrySet()) {
            conditions.put(entry.getKey(), compileCondition(section, key + "." + entry.getKey(), entry.getValue()));
        }
        return conditions;
    }

    /** An optional expression of any type. */
    public static Optional<Expression> expression(Section section, String key) throws SettingsException {
        Optional<String> source = section.string(key);
        return source.isEmpty() ? Optional.empty() : Optional.of(compile(section, key, source.get()));
    }

    /** A mapping of names to expressions, in the order of the file. */
    public static Map<String, Expression> expressions(Section section, String key) throws SettingsException {
        var expressions = new LinkedHashMap<String, Expression>();
        for (var entry : section.stringMap(key).entrySet()) {
            expressions.put(entry.getKey(), compile(section, key + "." + entry.getKey(), entry.getValue()));
        }
        return expressions;
    }

    private static Condition compileCondition(Section section, String key, String source) throws SettingsException {
        try {
            return Condition.compile(source);
        } catch (ExpressionException e) {
            throw section.error(key, e.getMessage());
        }
    }

    private static Expression compile(Section section, String key, String source) throws SettingsException {
        try {
            return Expression.compile(source);
        } catch (ExpressionException e) {
            throw section.error(key, e.getMessage());
        }
    }
}
