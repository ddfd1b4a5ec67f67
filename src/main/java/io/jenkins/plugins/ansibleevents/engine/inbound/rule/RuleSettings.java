package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one rule:
 *
 * <pre>
 * name: fix
 * endpoint: alerts
 * condition: CEL
 * split: CEL list
 * throttle: { onceWithin: 10m, key: CEL }                      # one of onceWithin, onceAfter,
 *                                                              # accumulateWithin with threshold
 * combine: { within: 30s, max: 40, key: CEL }                  # instead of throttle
 * concurrency: { max: 1, key: CEL }
 * retry: { times: 3, delay: 30s }
 * acknowledge: started | finished | successful
 * onInterrupted: again | dead | drop
 * run: {...}                                                   # the caller's, with the expressions
 * </pre>
 */
public final class RuleSettings {

    /** As good as no limit. */
    static final int MANY = 10_000;

    private static final Duration LONGEST = Duration.ofHours(6);

    private RuleSettings() {}

    /**
     * Reads all but what a run is made of.
     *
     * @param parameters the values for the run, read by the caller
     * @param limit the host limit, read by the caller
     */
    public static Rule read(Section section, Map<String, Expression> parameters, Optional<Expression> limit)
            throws SettingsException {
        try {
            return new Rule(
                    section.requiredString("name"),
                    section.string("endpoint"),
                    ExpressionSettings.condition(section, "condition"),
                    ExpressionSettings.expression(section, "split"),
                    parameters,
                    limit,
                    grouping(section),
                    concurrency(section),
                    retry(section),
                    section.choice("acknowledge", Acknowledge.class).orElse(Acknowledge.STARTED),
                    section.choice("onInterrupted", OnInterrupted.class).orElse(OnInterrupted.AGAIN));
        } catch (IllegalArgumentException e) {
            throw section.error("name", e.getMessage());
        }
    }

    private static Grouping grouping(Section section) throws SettingsException {
        Optional<Section> throttle = section.section("throttle");
        Optional<Section> combine = section.section("combine");
        if (throttle.isPresent() && combine.isPresent()) {
            throw section.error("combine", "cannot be used together with throttle");
        }
        if (throttle.isPresent()) {
            return throttle(section, throttle.get());
        }
        return combine.isPresent() ? combine(combine.get()) : Grouping.EACH;
    }

    private static Grouping throttle(Section rule, Section throttle) throws SettingsException {
        Optional<Expression> key = ExpressionSettings.expression(throttle, "key");
        Optional<Duration> within = window(throttle, "onceWithin");
        Optional<Duration> after = window(throttle, "onceAfter");
        Optional<Duration> accumulate = window(throttle, "accumulateWithin");
        int threshold = throttle.integer("threshold", 2, MANY).orElse(0);
        throttle.finish();
        if (within.isPresent() && after.isEmpty() && accumulate.isEmpty() && threshold == 0) {
            return new Grouping(Grouping.Kind.ONCE_WITHIN, key, within.get(), 1);
        }
        if (after.isPresent() && within.isEmpty() && accumulate.isEmpty() && threshold == 0) {
            return new Grouping(Grouping.Kind.COMBINE, key, after.get(), MANY);
        }
        if (accumulate.isPresent() && threshold > 0 && within.isEmpty() && after.isEmpty()) {
            return new Grouping(Grouping.Kind.ACCUMULATE, key, accumulate.get(), threshold);
        }
        throw rule.error("throttle", "needs either onceWithin, or onceAfter, or accumulateWithin with threshold");
    }

    private static Grouping combine(Section combine) throws SettingsException {
        Optional<Expression> key = ExpressionSettings.expression(combine, "key");
        Duration within = window(combine, "within").orElseThrow(() -> combine.missing("within"));
        int max = combine.integer("max", 2, MANY).orElse(MANY);
        combine.finish();
        return new Grouping(Grouping.Kind.COMBINE, key, within, max);
    }

    private static Optional<Duration> window(Section section, String key) throws SettingsException {
        Optional<Duration> window = section.duration(key);
        if (window.isPresent() && (window.get().isZero() || window.get().compareTo(LONGEST) > 0)) {
            throw section.error(key, "must be more than 0 s and at most 6 h");
        }
        return window;
    }

    private static Concurrency concurrency(Section section) throws SettingsException {
        Optional<Section> settings = section.section("concurrency");
        if (settings.isEmpty()) {
            return Concurrency.UNLIMITED;
        }
        Section concurrency = settings.get();
        var read = new Concurrency(
                ExpressionSettings.expression(concurrency, "key"),
                concurrency.integer("max", 1, MANY).orElse(1));
        concurrency.finish();
        return read;
    }

    private static Retry retry(Section section) throws SettingsException {
        Optional<Section> settings = section.section("retry");
        if (settings.isEmpty()) {
            return Retry.DEFAULT;
        }
        Section retry = settings.get();
        var read = new Retry(
                retry.integer("times", 0, MANY).orElse(Retry.DEFAULT.times()),
                retry.duration("delay").orElse(Retry.DEFAULT.delay()));
        retry.finish();
        return read;
    }
}
