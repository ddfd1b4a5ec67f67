package io.jenkins.plugins.ansibleevents.webhook.trigger;

import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.RuleSettings;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;

/**
 * A trigger as a rule of the engine: the settings that {@code ansible-events serve} reads from its file, so that both
 * mean the same.
 */
final class TriggerRule {

    private final AnsibleEventTrigger trigger;
    private final String name;
    private final boolean oneByOne;

    /**
     * Names a rule.
     *
     * @param name the same after a restart
     * @param oneByOne whether the job builds one after the other: then it gets one message after the other, and the rest
     *     stays in the durable queue
     */
    TriggerRule(AnsibleEventTrigger trigger, String name, boolean oneByOne) {
        this.trigger = trigger;
        this.name = name;
        this.oneByOne = oneByOne;
    }

    /**
     * Reads it.
     *
     * @param home what relative paths would be relative to
     * @throws SettingsException when it cannot be used
     */
    Rule read(Path home) throws SettingsException {
        Section section = SettingsFile.of(settings().build(), "trigger", home);
        var expressions = ExpressionSettings.expressions(section, "parameters");
        var hosts = ExpressionSettings.expression(section, "limit");
        Rule rule = RuleSettings.read(section, expressions, hosts);
        section.finish();
        return rule;
    }

    private SettingsBuilder settings() {
        var rule = new SettingsBuilder()
                .text("name", name)
                .text("endpoint", trigger.getEndpoint())
                .text("condition", trigger.getCondition())
                .text("split", trigger.getSplit())
                .section("parameters", parameters())
                .text("limit", trigger.getLimit())
                .text("acknowledge", trigger.getAcknowledge())
                .text("onInterrupted", onInterrupted())
                .section("retry", retry());
        trigger.getGrouping().addTo(rule);
        if (builds() > 0) {
            rule.section(
                    "concurrency",
                    new SettingsBuilder().number("max", builds(), 0).text("key", trigger.getConcurrencyKey()));
        }
        return rule;
    }

    /**
     * A build that has begun is Jenkins': a Pipeline goes on after a restart, another job stands in the history as what it
     * is. Only where the message waits for the build's end is it looked for, and asked how it ended.
     */
    private String onInterrupted() {
        return trigger.getAcknowledge().equals(Acknowledgement.STARTED) ? "drop" : "again";
    }

    private SettingsBuilder parameters() {
        var values = new SettingsBuilder();
        trigger.getParameters().forEach(p -> values.text(p.getName(), p.getExpression()));
        return values;
    }

    private SettingsBuilder retry() {
        return new SettingsBuilder().number("times", trigger.getRetries(), -1).text("delay", trigger.getRetryDelay());
    }

    private int builds() {
        return oneByOne && trigger.getConcurrencyKey().isEmpty() ? 1 : trigger.getMaxBuilds();
    }
}
