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
        return checked(option + ": ", source, Expression::compile);
    }

    /** A condition, or nothing. */
    static String checkedCondition(String option, @CheckForNull String source) {
        return checked(option + ": ", source, Condition::compile);
    }

    /** The same for a field of a form; silent for those who may not configure the job. */
    static FormValidation check(@CheckForNull Item item, String source, boolean required) {
        if (source.isBlank()) {
            return FormAccess.of(item)
                    .check(() -> required ? FormValidation.error(Messages.Cel_required()) : FormValidation.ok());
        }
        return FormAccess.of(item).checkReading(() -> checked("", source, Expression::compile));
    }

    static FormValidation checkCondition(@CheckForNull Item item, String source) {
        return FormAccess.of(item).checkReading(() -> checked("", source, Condition::compile));
    }

    private interface Compiler {
        void compile(String source) throws ExpressionException;
    }

    private static String checked(String place, @CheckForNull String source, Compiler compiler) {
        String text = Util.fixNull(source).strip();
        if (!text.isEmpty()) {
            try {
                compiler.compile(text);
            } catch (ExpressionException e) {
                throw new IllegalArgumentException(place + e.getMessage(), e);
            }
        }
        return text;
    }
}
