package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What becomes of an entry of {@code env/passwords}, which is a regular expression for a prompt and the answer to it. The
 * passwords for which Ansible, ssh and ssh-add ask when they begin are handed over without being asked for, so this class
 * matches the expression with their prompts; the one of the connection only where an option asks for it. Whatever else an
 * entry may be the answer to comes up at a terminal, or never.
 */
final class PasswordPrompts {

    /** Asked by Ansible when it begins, if an option or ansible.cfg wants it. */
    private static final List<String> CONNECTION = List.of("SSH password: ");

    /** Asked by ssh itself, of a host on the way for example. */
    private static final List<String> OF_SSH = List.of("user@host's password: ");

    private static final List<String> BECOME = List.of("BECOME password: ", "SUDO password: ");
    private static final List<String> BECOME_AFTER_CONNECTION =
            List.of("BECOME password[defaults to SSH password]: ", "SUDO password[defaults to SSH password]: ");
    private static final List<String> PASSPHRASE = List.of(
            "Enter passphrase for /artifacts/ssh_key_data: ",
            "Enter passphrase for (stdin): ",
            "Bad passphrase, try again for /artifacts/ssh_key_data: ");

    /** An expression with none of these words, such as "[Pp]assword", may be the answer to any other prompt, too. */
    private static final List<String> SPECIFIC =
            List.of("ssh ", "'s password", "become", "sudo", "vault", "passphrase");

    /** Finds no prompt. */
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private static final Pattern LABEL = Pattern.compile("ault password *\\\\?\\(([A-Za-z0-9_.-]+)\\\\?\\)");

    private final AskingArguments asked;
    private final boolean hasKey;
    private final List<PromptAnswer> answers = new ArrayList<>();
    private @CheckForNull Secret connection;
    private @CheckForNull Secret become;
    private @CheckForNull Secret passphrase;
    private final Map<String, Secret> vaults = new LinkedHashMap<>();

    /** @param hasKey whether there is a private key for ssh-add */
    PasswordPrompts(AskingArguments asked, boolean hasKey) {
        this.asked = asked;
        this.hasKey = hasKey;
    }

    /** Adds an entry of the file; the first entry that fits a prompt answers it. */
    void add(String expression, Secret answer) {
        answers.add(new PromptAnswer(expression, answer, isOption(expression, answer)));
    }

    /** Uses the entry for options, and says whether it cannot be needed for anything else. */
    private boolean isOption(String expression, Secret answer) {
        Pattern pattern = PromptExpression.compile(expression).orElse(NOTHING);
        var uses = new ArrayList<Runnable>();
        var askedFor = new ArrayList<Runnable>();
        boolean ofAnsible = finds(pattern, CONNECTION);
        boolean ofSsh = finds(pattern, OF_SSH);
        // A connection password is given only when it is asked for: with one, Ansible's ssh does not run without
        // sshpass.
        boolean ofConnection = asked.connection() && (ofAnsible || ofSsh);
        note(uses, askedFor, ofConnection, true, () -> connection = first(connection, answer));
        boolean ofBecome =
                finds(pattern, BECOME) || (asked.connection() || !ofAnsible) && finds(pattern, BECOME_AFTER_CONNECTION);
        note(uses, askedFor, ofBecome, asked.become(), () -> become = first(become, answer));
        boolean ofKey = finds(pattern, PASSPHRASE);
        note(uses, askedFor, ofKey && hasKey, false, () -> passphrase = first(passphrase, answer));
        for (String label : labels(expression)) {
            boolean fits = finds(pattern, prompts(label)) || expression.contains("(" + label + ")");
            note(uses, askedFor, fits, asked.vaults().contains(label), () -> vaults.putIfAbsent(label, answer));
        }
        // An expression for several prompts, such as "[Pp]assword", answers those that Ansible would show.
        (uses.size() > 1 && !askedFor.isEmpty() ? askedFor : uses).forEach(Runnable::run);
        // Without a key of ours the passphrase may be that of a key that ssh itself finds.
        boolean isUsed = !uses.isEmpty() || ofKey && answer.isEmpty() || ofAnsible;
        return isUsed && isSpecific(expression) && (ofConnection || !ofSsh);
    }

    private static boolean isSpecific(String expression) {
        String text = expression.toLowerCase(Locale.ROOT);
        return SPECIFIC.stream().anyMatch(text::contains);
    }

    private static void note(List<Runnable> uses, List<Runnable> askedFor, boolean fits, boolean asked, Runnable use) {
        if (fits) {
            uses.add(use);
        }
        if (fits && asked) {
            askedFor.add(use);
        }
    }

    private static Secret first(@CheckForNull Secret before, Secret answer) {
        return before == null ? answer : before;
    }

    private TreeSet<String> labels(String expression) {
        var labels = new TreeSet<>(asked.vaults());
        var named = LABEL.matcher(expression);
        if (named.find()) {
            labels.add(named.group(1));
        } else {
            labels.add(VaultPassword.DEFAULT_LABEL);
        }
        return labels;
    }

    private static List<String> prompts(String label) {
        String named = "Vault password (" + label + "): ";
        return label.equals(VaultPassword.DEFAULT_LABEL) ? List.of("Vault password: ", named) : List.of(named);
    }

    private static boolean finds(Pattern pattern, List<String> prompts) {
        return prompts.stream().anyMatch(prompt -> pattern.matcher(prompt).find());
    }

    @CheckForNull
    Secret passphrase() {
        return unlessEmpty(passphrase);
    }

    /** AWX writes an empty answer to every prompt for which it has none. */
    private static @CheckForNull Secret unlessEmpty(@CheckForNull Secret password) {
        return password == null || password.isEmpty() ? null : password;
    }

    /** Adds the passwords to the request, and refuses arguments that ask for a password which is not given. */
    void apply(PlaybookRequestBuilder request) {
        mustHave(asked.connection(), connection, "--ask-pass", "SSH password:");
        mustHave(asked.become(), become, "--ask-become-pass", "BECOME password:");
        for (String label : asked.vaults()) {
            mustHave(
                    true, vaults.get(label), "the prompt for vault id " + label, "Vault password \\(" + label + "\\):");
        }
        request.connectionPassword(unlessEmpty(connection)).becomePassword(unlessEmpty(become));
        vaults.forEach((label, password) -> {
            if (!password.isEmpty()) {
                request.vaultPassword(label, password);
            }
        });
        answers.forEach(request::promptAnswer);
    }

    private static void mustHave(boolean asked, @CheckForNull Secret password, String asking, String pattern) {
        if (asked && password == null) {
            throw new PlaybookRequestException(
                    "env/cmdline", asking + " needs a password: add \"" + pattern + "\" to env/passwords");
        }
    }
}
