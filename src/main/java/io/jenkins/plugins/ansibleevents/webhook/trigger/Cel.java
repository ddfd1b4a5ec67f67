package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
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
        if (item != null && !item.hasPermission(Item.CONFIGURE)) {
            return FormValidation.ok();
        }
        if (source.isBlank()) {
            return required ? FormValidation.error(Messages.Cel_required()) : FormValidation.ok();
        }
        return check(() -> checked("", source));
    }

    static FormValidation checkCondition(@CheckForNull Item item, String source) {
        if (item != null && !item.hasPermission(Item.CONFIGURE)) {
            return FormValidation.ok();
        }
        return check(() -> checkedCondition("", source));
    }

    private static FormValidation check(Runnable compile) {
        try {
            compile.run();
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage().substring(2));
        }
    }
}
