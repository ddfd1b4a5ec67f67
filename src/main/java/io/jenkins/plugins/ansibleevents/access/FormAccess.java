package io.jenkins.plugins.ansibleevents.access;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Who gets an answer from the fields of a form. Anybody can send the fields' requests without the form. For users who
 * may not open the form a check is silent, and a list has only the current value.
 */
@Restricted(NoExternalUse.class)
public final class FormAccess {

    private final AccessControlled owner;
    private final Permission check;
    private final Permission list;

    private FormAccess(AccessControlled owner, Permission check, Permission list) {
        this.owner = owner;
        this.check = check;
        this.list = list;
    }

    /**
     * The form of an item.
     *
     * @param item the item; null for the page of Jenkins where readers put together a step of a Pipeline: there they get lists
     *     of words, and no checks
     */
    public static FormAccess of(@CheckForNull Item item) {
        return item == null
                ? new FormAccess(Jenkins.get(), Jenkins.ADMINISTER, Jenkins.READ)
                : new FormAccess(item, Item.CONFIGURE, Item.EXTENDED_READ);
    }

    /** The form of Jenkins' own configuration. */
    public static FormAccess ofJenkins() {
        return new FormAccess(Jenkins.get(), Jenkins.ADMINISTER, Jenkins.SYSTEM_READ);
    }

    /** Checks a field for those who may change it. */
    public FormValidation check(Supplier<FormValidation> answer) {
        return owner.hasPermission(check) ? answer.get() : FormValidation.ok();
    }

    /** Checks a field by a reader that throws: its message is the answer. */
    public FormValidation checkReading(Runnable reader) {
        return check(() -> {
            try {
                reader.run();
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        });
    }

    /** Lists the choices of a field, which hold no secret, for those who may see the form. */
    public ListBoxModel choices(String current, Supplier<ListBoxModel> choices) {
        if (owner.hasPermission(list)) {
            return choices.get();
        }
        var only = new ListBoxModel();
        only.add(current);
        return only;
    }
}
