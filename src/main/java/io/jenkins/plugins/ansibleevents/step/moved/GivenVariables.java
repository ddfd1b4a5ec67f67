package io.jenkins.plugins.ansibleevents.step.moved;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The extra variables of a step as a script gives them, of whatever type. Pipeline prints all arguments when it cannot use
 * one of them, so this class has no text.
 *
 * @param value the value of the argument
 */
@Restricted(NoExternalUse.class)
public record GivenVariables(Object value) {

    @Override
    public String toString() {
        return "GivenVariables";
    }
}
