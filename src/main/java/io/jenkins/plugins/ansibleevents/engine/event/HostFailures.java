package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * Hosts of a recap in a sentence: their names, and the reason of the first failure with the number of hosts that share it.
 * Both are bounded, because a run may have thousands of hosts.
 *
 * @param hosts in the order of their names
 */
public record HostFailures(List<Recap.Host> hosts) {

    private static final int MAX_NAMES = 5;

    public HostFailures {
        hosts = hosts.stream()
                .sorted(Comparator.comparing(Recap.Host::name, NaturalOrder.NAMES))
                .toList();
    }

    /** The hosts of a recap with a count above 0, for example {@code Recap.Host::failed}. */
    public static HostFailures having(Recap recap, ToIntFunction<Recap.Host> count) {
        return new HostFailures(recap.hosts().stream()
                .filter(host -> count.applyAsInt(host) > 0)
                .toList());
    }

    /** The first names, and how many hosts there are besides: {@code web1, web2 and 7 more}. */
    public String names() {
        return names(hosts.stream().map(Recap.Host::name).toList());
    }

    /** The same of names. */
    public static String names(List<String> names) {
        int more = names.size() - MAX_NAMES;
        String shown = String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())));
        return more > 0 ? shown + " and " + Quantity.grouped(more) + " more" : shown;
    }

    /**
     * The first failure, and on how many hosts there is the same or another one: {@code "Install" on web1: no such package
     * (/site.yml:7); the same on 2 more hosts; another failure on 1 more host}. Empty when no failure is known.
     */
    public String reason() {
        List<Recap.Host> known =
                hosts.stream().filter(host -> host.firstFailure() != null).toList();
        var first = known.stream()
                .min(Comparator.comparingLong(
                        host -> Objects.requireNonNull(host.firstFailure()).counter()))
                .orElse(null);
        if (first == null) {
            return "";
        }
        long same = known.stream().filter(host -> isSame(host, first)).count() - 1;
        long other = known.size() - 1 - same;
        return inWords(first)
                + (same == 0 ? "" : "; the same on " + Quantity.of(same, "more host"))
                + (other == 0 ? "" : "; another failure on " + Quantity.of(other, "more host"));
    }

    private static String inWords(Recap.Host host) {
        Recap.Failure failure = Objects.requireNonNull(host.firstFailure());
        return "\"" + failure.task() + "\" on " + host.name()
                + (failure.message().isEmpty() ? "" : ": " + failure.message())
                + (failure.path().isEmpty() ? "" : " (" + failure.path() + ")");
    }

    /** Messages about a connection name the host, which makes no other reason of them. */
    private static boolean isSame(Recap.Host one, Recap.Host other) {
        Recap.Failure failure = Objects.requireNonNull(one.firstFailure());
        Recap.Failure another = Objects.requireNonNull(other.firstFailure());
        return failure.path().equals(another.path())
                && failure.message()
                        .replace(one.name(), "")
                        .equals(another.message().replace(other.name(), ""));
    }
}
