package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places of files inside of an {@link Isolation}. Relative paths are the same in both.
 *
 * @param all each directory or file that is visible inside, in any order
 */
public record Mounts(List<Mount> all) {

    /**
     * One of them.
     *
     * @param outside its absolute path on the machine
     * @param inside its absolute path for Ansible
     */
    public record Mount(String outside, String inside) {}

    public Mounts {
        all = List.copyOf(all);
    }

    /** The path by which Ansible knows a file of the machine; the same one when no mount has it. */
    public String inside(String path) {
        return moved(path, Mount::outside, Mount::inside).orElse(path);
    }

    /** The path on the machine of a file that Ansible knows by this one; empty when no mount has it. */
    public Optional<String> outside(String path) {
        return moved(path, Mount::inside, Mount::outside);
    }

    /** Whether a mount has this file of the machine. */
    public boolean show(String path) {
        return moved(path, Mount::outside, Mount::inside).isPresent();
    }

    /** A word of a command line, whose path may follow {@code =} or {@code @}, as Ansible must be given it. */
    String insideWord(String word) {
        for (Mount mount : deepestFirst(Mount::outside)) {
            Matcher found = Pattern.compile("(^|[=@])" + Pattern.quote(mount.outside()) + "(?=/|$)")
                    .matcher(word);
            if (found.find()) {
                return found.replaceFirst("$1" + Matcher.quoteReplacement(mount.inside()));
            }
        }
        return word;
    }

    private Optional<String> moved(String path, Function<Mount, String> from, Function<Mount, String> to) {
        for (Mount mount : deepestFirst(from)) {
            String root = from.apply(mount);
            if (path.equals(root) || path.startsWith(root + "/")) {
                return Optional.of(to.apply(mount) + path.substring(root.length()));
            }
        }
        return Optional.empty();
    }

    private List<Mount> deepestFirst(Function<Mount, String> side) {
        return all.stream()
                .sorted(Comparator.comparing(mount -> -side.apply(mount).length()))
                .toList();
    }
}
