package io.jenkins.plugins.ansibleevents.step;

import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The recap of a run in the log of a build, for any number of hosts. */
final class RecapLines {

    /** Most hosts with a line of their own. */
    private static final int HOSTS = 20;

    private RecapLines() {}

    /** Lines of hosts in Ansible's form, those that failed first, and the sum of all. */
    static List<String> of(Recap recap, boolean everyHost) {
        List<Recap.Host> hosts = recap.hosts();
        boolean all = everyHost && hosts.size() <= HOSTS;
        List<Recap.Host> listed = hosts.stream()
                .filter(host -> all || everyHost && !host.isGood())
                .limit(HOSTS)
                .toList();
        return Stream.concat(listed.stream().map(RecapLines::line), Stream.of(sum(hosts)))
                .toList();
    }

    private static String line(Recap.Host host) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%-26s :", VisibleText.line(host.name())));
        host.counts().forEach((word, count) -> line.append(' ').append(String.format("%s=%-4d", word, count)));
        return line.toString().stripTrailing();
    }

    private static String sum(List<Recap.Host> hosts) {
        var parts = new ArrayList<String>();
        for (HostState state : HostState.values()) {
            add(parts, hosts, state.word(), host -> host.state() == state);
        }
        return Quantity.of(hosts.size(), "host") + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private static void add(List<String> parts, List<Recap.Host> hosts, String word, Predicate<Recap.Host> which) {
        long count = hosts.stream().filter(which).count();
        if (count > 0) {
            parts.add(Quantity.grouped(count) + " " + word);
        }
    }
}
