package io.jenkins.plugins.ansibleevents.access;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/** Lists of credentials for forms: complete for those who may use them, for others only the current choice. */
@Restricted(NoExternalUse.class)
public final class CredentialsChoice {

    private CredentialsChoice() {}

    /**
     * The credentials of these kinds that an item can use.
     *
     * @param item the item whose form is shown, or null outside of one
     * @param current the id that is chosen now
     */
    @SafeVarargs
    public static ListBoxModel forItem(
            @CheckForNull Item item, String current, Class<? extends StandardCredentials>... kinds) {
        var choices = new StandardListBoxModel();
        if (!mayChoose(item)) {
            return choices.includeCurrentValue(current);
        }
        choices.includeEmptyValue();
        for (Class<? extends StandardCredentials> kind : kinds) {
            choices.includeMatchingAs(
                    authentication(item), item, kind, List.of(), CredentialsMatchers.instanceOf(kind));
        }
        return choices.includeCurrentValue(current);
    }

    /** As {@link #forItem}, of all credentials that hold one secret text: secret text, a secret file, the password of a login. */
    public static ListBoxModel ofSecrets(@CheckForNull Item item, String current) {
        return forItem(
                item,
                current,
                StringCredentials.class,
                FileCredentials.class,
                StandardUsernamePasswordCredentials.class);
    }

    /** The credentials of these kinds that Jenkins itself can use; for administrators. */
    @SafeVarargs
    public static ListBoxModel forSystem(String current, Class<? extends StandardCredentials>... kinds) {
        var choices = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return choices.includeCurrentValue(current);
        }
        choices.includeEmptyValue();
        for (Class<? extends StandardCredentials> kind : kinds) {
            choices.includeMatchingAs(
                    ACL.SYSTEM2, Jenkins.get(), kind, List.of(), CredentialsMatchers.instanceOf(kind));
        }
        return choices.includeCurrentValue(current);
    }

    /** Says when there is no credential of this id; silent for those who may not list credentials. */
    public static FormValidation check(@CheckForNull Item item, String id) {
        if (!mayChoose(item) || id.isBlank() || id.contains("$")) {
            return FormValidation.ok();
        }
        var found = CredentialsProvider.findCredentialByIdInItem(
                id, StandardCredentials.class, item, authentication(item), List.of());
        return found == null ? FormValidation.error(Messages.CredentialsChoice_notFound(id)) : FormValidation.ok();
    }

    private static boolean mayChoose(@CheckForNull Item item) {
        if (item == null) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }
        return item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    private static Authentication authentication(@CheckForNull Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }
}
