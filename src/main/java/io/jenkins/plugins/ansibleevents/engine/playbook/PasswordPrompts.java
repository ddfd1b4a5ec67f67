package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the option for an entry of {@code env/passwords}, which is a regular expression for a prompt and the answer to
 * it. Ansible never asks here, so this class matches the expression with the prompts of Ansible, ssh-add and ssh.
 */
final class PasswordPrompts {

    private static final String OPTION = "env/passwords";

    private static final List<String> CONNECTION = List.of("SSH password: ", "user@host's password: ");
    private static final List<String> BECOME = List.of(
            "BECOME password: ",
            "BECOME password[defaults to SSH password]: ",
            "SUDO password: ",
            "SUDO password[defaults to SSH password]: ");
    private static final List<String> PASSPHRASE =
            List.of("Enter passphrase for /artifacts/ssh_key_data: ", "Enter passphrase for (stdin): ");
    private static final Pattern LABEL = Pattern.compile("ault password *\\\\?\\(([A-Za-z0-9_.-]+)\\\\?\\)");

    private final AskingArguments asked;
    private @CheckForNull Secret connection;
    private @CheckForNull Secret become;
    private @CheckForNull Secret passphrase;
    private final Map<String, Secret> vaults = new LinkedHashMap<>();

    PasswordPrompts(AskingArguments asked) {
        this.asked = asked;
    }

    /** Adds an entry of the file; the first entry that fits a prompt answers it. */
    void add(String expression, Secret answer) {
        Pattern pattern = compile(expression);
        var uses = new ArrayList<Runnable>();
        var askedFor = new ArrayList<Runnable>();
        note(
                uses,
                askedFor,
                finds(pattern, CONNECTION),
                asked.connection(),
                () -> connection = first(connection, answer));
        note(uses, askedFor, finds(pattern, BECOME), asked.become(), () -> become = first(become, answer));
        note(uses, askedFor, finds(pattern, PASSPHRASE), false, () -> passphrase = first(passphrase, answer));
        for (String label : labels(expression)) {
            boolean fits = finds(pattern, prompts(label)) || expression.contains("(" + label + ")");
            note(uses, askedFor, fits, asked.vaults().contains(label), () -> vaults.putIfAbsent(label, answer));
        }
        if (uses.isEmpty()) {
            throw unknown(expression);
        }
        // An expression for several prompts, such as "[Pp]assword", answers those that Ansible would show.
        (uses.size() > 1 && !askedFor.isEmpty() ? askedFor : uses).forEach(Runnable::run);
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

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression, Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            throw new PlaybookRequestException(
                    OPTION, "\"" + expression + "\" is not a regular expression: " + e.getDescription());
        }
    }

    private static PlaybookRequestException unknown(String expression) {
        return new PlaybookRequestException(
                OPTION,
                "\"" + expression + "\" fits no prompt that can be answered without a terminal: \"SSH password:\", "
                        + "\"BECOME password:\", \"Vault password (label):\", \"Enter passphrase for\"");
    }

    @CheckForNull
    Secret passphrase() {
        return passphrase;
    }

    /** Adds the passwords to the request, and refuses arguments that ask for a password which is not given. */
    void apply(PlaybookRequestBuilder request) {
        mustHave(asked.connection(), connection, "--ask-pass", "SSH password:");
        mustHave(asked.become(), become, "--ask-become-pass", "BECOME password:");
        for (String label : asked.vaults()) {
            mustHave(
                    true, vaults.get(label), "the prompt for vault id " + label, "Vault password \\(" + label + "\\):");
        }
        request.connectionPassword(connection).becomePassword(become);
        vaults.forEach(request::vaultPassword);
    }

    private static void mustHave(boolean asked, @CheckForNull Secret password, String asking, String pattern) {
        if (asked && password == null) {
            throw new PlaybookRequestException(
                    "env/cmdline", asking + " needs a password: add \"" + pattern + "\" to env/passwords");
        }
    }
}
