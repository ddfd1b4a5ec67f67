package io.jenkins.plugins.ansibleevents.engine.playbook;

import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What to run, checked and immutable. Made by {@link #builder()}:
 *
 * <pre>{@code
 * PlaybookRequest.builder()
 *         .directory("/srv/project")
 *         .playbook("site.yml")
 *         .inventory(Inventory.path("hosts.ini"))
 *         .limit("web")
 *         .vaultPassword("prod", secret)
 *         .build();
 * }</pre>
 *
 * <p>All paths are paths on the host of the run, which may be another machine and checks whether they exist.
 * {@link #toBuilder()} makes a copy with changes. Safe for use by several threads. Two requests of equal values are
 * equal.
 *
 * @param work the playbooks or the ad-hoc module
 * @param inventories sources of hosts, in their order; empty for ansible.cfg's
 * @param selection which hosts and tasks take part
 * @param mode forks, check, diff, verbosity
 * @param become privilege escalation
 * @param connection how hosts are reached
 * @param vaultPasswords passwords of vault ids, in their order
 * @param extraVars sources of extra variables, the last one wins
 * @param surroundings directory, installation, configuration, environment
 * @param extraArguments further words for the command line, before the product's own
 * @param promptAnswers answers to whatever else is asked; the first whose expression is found is given
 * @param masked further values to mask in everything the product writes
 */
public record PlaybookRequest(
        Work work,
        List<Inventory> inventories,
        Selection selection,
        Mode mode,
        Become become,
        Connection connection,
        List<VaultPassword> vaultPasswords,
        List<ExtraVars> extraVars,
        Surroundings surroundings,
        List<String> extraArguments,
        List<PromptAnswer> promptAnswers,
        List<Secret> masked) {

    public PlaybookRequest {
        inventories = List.copyOf(inventories);
        vaultPasswords = List.copyOf(vaultPasswords);
        extraVars = List.copyOf(extraVars);
        extraArguments = List.copyOf(extraArguments);
        promptAnswers = List.copyOf(promptAnswers);
        masked = List.copyOf(masked);
    }

    /** An empty builder. */
    public static PlaybookRequestBuilder builder() {
        return new PlaybookRequestBuilder();
    }

    /** A builder that starts from this request. */
    public PlaybookRequestBuilder toBuilder() {
        return new PlaybookRequestBuilder(this);
    }

    /** The extra argument with which Ansible only says something and runs nothing, such as {@code --list-hosts}. */
    public Optional<String> listing() {
        return ListingArgument.in(extraArguments);
    }

    /** Whether changes are only predicted, be it by an extra argument. */
    public boolean isCheck() {
        return mode.check() || ModeOption.CHECK.isIn(extraArguments);
    }

    /** Whether anything may be asked for which there is an answer that Ansible does not get as an option. */
    public boolean mayBeAsked() {
        return !promptAnswers.stream().allMatch(PromptAnswer::isOption);
    }

    /** Every secret the request holds, for a {@link Redactor}. */
    public Collection<Secret> secrets() {
        var secrets = new ArrayList<>(masked);
        addUnlessNull(secrets, become.password());
        addUnlessNull(secrets, connection.password());
        vaultPasswords.forEach(vault -> secrets.add(vault.password()));
        extraVars.forEach(source -> secrets.addAll(source.secrets()));
        promptAnswers.stream()
                .filter(PromptAnswer::isSecret)
                .map(prompt -> Secret.of(prompt.typed()))
                .forEach(secrets::add);
        if (surroundings.isolation() instanceof Container container) {
            RegistryLogin login = container.login();
            secrets.addAll(login == null ? List.of() : login.secrets());
        }
        for (SshKey key : connection.keys()) {
            secrets.add(key.pem());
            addUnlessNull(secrets, key.passphrase());
        }
        return secrets;
    }

    private static void addUnlessNull(List<Secret> secrets, Secret secret) {
        if (secret != null) {
            secrets.add(secret);
        }
    }
}
