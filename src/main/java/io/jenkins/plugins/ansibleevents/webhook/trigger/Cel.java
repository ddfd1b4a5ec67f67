package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionException;

/** Expressions of forms and Pipelines: one rule for both, checked before they are taken. */
final class Cel {

    private Cel() {}

    /** An expression of any type, or nothing. */
    static String checked(String option, @CheckForNull String source) {
        String text = Util.fixNull(source).strip();
        if (!text.isEmpty()) {
            try {
                Expression.compile(text);
            } catch (ExpressionException e) {
                throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
            }
        }
        return text;
    }

    /** A condition, or nothing. */
    static String checkedCondition(String option, @CheckForNull String source) {
        String text = Util.fixNull(source).strip();
        if (!text.isEmpty()) {
            try {
                Condition.compile(text);
            } catch (ExpressionException e) {
                throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
            }
        }
        return text;
    }

    /** The same for a field of a form; silent for those who may not configure the job. */
    static FormValidation check(@CheckForNull Item item, String source, boolean required) {
        if (source.isBlank()) {
            return FormAccess.of(item)
                    .check(() -> required ? FormValidation.error(Messages.Cel_required()) : FormValidation.ok());
        }
        return check(item, () -> checked("", source));
    }

    static FormValidation checkCondition(@CheckForNull Item item, String source) {
        return check(item, () -> checkedCondition("", source));
    }

    private static FormValidation check(@CheckForNull Item item, Runnable compile) {
        return FormAccess.of(item).check(() -> {
            try {
                compile.run();
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage().substring(2));
            }
        });
    }
}
