package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.List;

/**
 * A source of hosts. Ansible merges several in their order, as with several {@code -i}. Immutable; a value that Ansible
 * would read as another kind of source is refused with {@link PlaybookRequestException}. The host of the run checks
 * whether a path exists.
 */
public sealed interface Inventory {

    /** A file, a directory or an executable script on the host of the run. */
    static Inventory path(String path) {
        return new PathSource(path);
    }

    /** Host names, without a file. */
    static Inventory hosts(List<String> names) {
        return new HostList(names);
    }

    /** Text in INI, YAML or JSON, kept in a private file while the run lasts. */
    static Inventory text(String text) {
        return new InlineText(text, false);
    }

    /** The text of a dynamic inventory: a program with {@code #!} line, kept in a private file while the run lasts. */
    static Inventory script(String text) {
        return new InlineText(text, true);
    }

    /** The meaning of ansible-runner's {@code -i}: a value with a comma is a host list, any other is a path. */
    static Inventory argument(String argument) {
        RequestCheck.word("inventory", argument);
        if (argument.indexOf(',') < 0) {
            return path(argument);
        }
        return hosts(List.of(argument.split(",")).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
    }

    /** @param path a relative one is resolved against the request's directory */
    record PathSource(String path) implements Inventory {

        public PathSource {
            RequestCheck.word("inventory", path);
            if (path.indexOf(',') >= 0) {
                throw new PlaybookRequestException(
                        "inventory", "the path \"" + path + "\" has a comma, Ansible would read it as a list of hosts");
            }
        }
    }

    /** @param names at least one; Ansible expands ranges such as {@code web[1:9]} */
    record HostList(List<String> names) implements Inventory {

        public HostList {
            if (names.isEmpty()) {
                throw new PlaybookRequestException("inventory", "the list of hosts is empty");
            }
            names = RequestCheck.words("inventory", names);
            for (String name : names) {
                if (name.indexOf(',') >= 0) {
                    throw new PlaybookRequestException("inventory", "a host name has a comma: \"" + name + "\"");
                }
            }
        }
    }

    /**
     * @param text INI, YAML, JSON or a program
     * @param executable whether it is a program whose output is the inventory
     */
    record InlineText(String text, boolean executable) implements Inventory {

        public InlineText {
            if (text == null || text.isBlank()) {
                throw new PlaybookRequestException("inventory", "the inline text is empty");
            }
            RequestCheck.noNul("inventory", text);
            if (executable && !text.startsWith("#!")) {
                throw new PlaybookRequestException(
                        "inventory", "an inline script must start with \"#!\" and its interpreter");
            }
        }
    }
}
