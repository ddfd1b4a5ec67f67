package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file or directory that a request names and that must exist on the host of the run before Ansible starts. Ansible
 * passes over some of them in silence (an inventory, an ansible.cfg), and finds others missing only in the middle of a run.
 *
 * @param what the kind of file, for a message
 * @param path as it was given; a relative one is resolved against the request's directory, as Ansible does
 */
public record NeededFile(String what, String path) {

    private static final String INVENTORY = "inventory";
    private static final String VARIABLES = "file of extra variables";
    private static final String VAULT_PASSWORD = "vault password file";

    /** Options among the extra arguments whose value names a file, by the kind of file. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("-i", INVENTORY),
            Map.entry("--inventory", INVENTORY),
            Map.entry("--inventory-file", INVENTORY),
            Map.entry("-e", VARIABLES),
            Map.entry("--extra-vars", VARIABLES),
            Map.entry("--vault-password-file", VAULT_PASSWORD),
            Map.entry("--vault-pass-file", VAULT_PASSWORD),
            Map.entry("--vault-id", VAULT_PASSWORD),
            Map.entry("--private-key", "private key file"),
            Map.entry("--key-file", "private key file"),
            Map.entry("--connection-password-file", "connection password file"),
            Map.entry("--conn-pass-file", "connection password file"),
            Map.entry("--become-password-file", "become password file"),
            Map.entry("--become-pass-file", "become password file"));

    /** The files that a request names, in the order of its options. */
    public static List<NeededFile> of(PlaybookRequest request) {
        var files = new ArrayList<NeededFile>();
        for (Inventory source : request.inventories()) {
            if (source instanceof Inventory.PathSource named) {
                files.add(new NeededFile(INVENTORY, named.path()));
            }
        }
        for (ExtraVars source : request.extraVars()) {
            if (source instanceof ExtraVars.FileSource named) {
                files.add(new NeededFile(VARIABLES, named.path()));
            }
        }
        String config = request.surroundings().config();
        if (config != null) {
            files.add(new NeededFile("ansible.cfg", config));
        }
        request.surroundings().rolesPath().forEach(path -> files.add(new NeededFile("directory of roles", path)));
        files.addAll(amongArguments(request.extraArguments()));
        files.removeIf(file -> !file.isPlain());
        Isolation isolation = request.surroundings().isolation();
        return isolation instanceof Container container ? onTheMachine(files, container.mounts()) : files;
    }

    /** In a container an absolute path may also be one of the image, of which nobody knows before it begins. */
    private static List<NeededFile> onTheMachine(List<NeededFile> files, Mounts mounts) {
        var known = new ArrayList<NeededFile>();
        for (NeededFile file : files) {
            if (!file.path.startsWith("/") || mounts.show(file.path)) {
                known.add(file);
            } else {
                mounts.outside(file.path).ifPresent(path -> known.add(new NeededFile(file.what, path)));
            }
        }
        return known;
    }

    private static List<NeededFile> amongArguments(List<String> words) {
        var files = new ArrayList<NeededFile>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            if (equals > 0) {
                value(word.substring(0, equals), word.substring(equals + 1)).ifPresent(files::add);
            } else if (OPTIONS.containsKey(word) && i + 1 < words.size()) {
                i++;
                value(word, words.get(i)).ifPresent(files::add);
            } else if (word.startsWith("-i") || word.startsWith("-e")) {
                value(word.substring(0, 2), word.substring(2)).ifPresent(files::add);
            }
        }
        return files;
    }

    private static Optional<NeededFile> value(String option, String value) {
        String what = OPTIONS.get(option);
        if (what == null || value.isEmpty() || what.equals(INVENTORY) && value.indexOf(',') >= 0) {
            return Optional.empty();
        }
        if (what.equals(VARIABLES)) {
            return value.startsWith("@") ? Optional.of(new NeededFile(what, value.substring(1))) : Optional.empty();
        }
        boolean labelled = option.equals("--vault-id") && value.indexOf('@') >= 0;
        return Optional.of(new NeededFile(what, labelled ? value.substring(value.indexOf('@') + 1) : value));
    }

    /**
     * Whether a shell can look for it: no variable and no other user's home is in it, which Ansible would expand. An
     * inventory such as {@code @controller_inventory} is a word for an inventory plugin and no file.
     */
    private boolean isPlain() {
        boolean expands = path.indexOf('$') >= 0 || path.startsWith("~") && !path.equals("~") && !path.startsWith("~/");
        boolean forPlugin = what.equals(INVENTORY) && path.startsWith("@");
        return !expands && !forPlugin && path.indexOf('\n') < 0 && path.indexOf('\r') < 0 && !path.isBlank();
    }

    /** Whether it is an inventory, which may also be the name of a host. */
    public boolean isInventory() {
        return what.equals(INVENTORY);
    }

    /**
     * A sentence for the end of the run.
     *
     * @param place the absolute path at which the host of the run has nothing
     */
    public String missing(String place) {
        String where = place.isEmpty() ? path : place;
        boolean mayBeHost = isInventory() && path.indexOf('/') < 0;
        return "the " + what + " \"" + path + "\" does not exist: there is no " + where
                + " on the machine where Ansible runs; name an existing file or directory"
                + (mayBeHost ? ", or give a list of hosts with a comma: \"" + path + ",\"" : "");
    }
}
