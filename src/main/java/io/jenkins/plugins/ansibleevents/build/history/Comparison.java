package io.jenkins.plugins.ansibleevents.build.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/**
 * The bad hosts of a build beside those of an earlier one, its reference. A bad host has failed or was not reached.
 *
 * @param build the build
 * @param reference the earlier build; null when there is none, and every bad host is a new one
 * @param fresh bad now, and not in the reference
 * @param outstanding bad in both
 * @param fixed bad in the reference, and well now
 * @param absent bad in the reference, and not in this build, which says nothing of them
 */
record Comparison(
        BuildPast build,
        @CheckForNull BuildPast reference,
        List<Entry> fresh,
        List<Entry> outstanding,
        List<Entry> fixed,
        List<Entry> absent) {

    /** Which earlier build is the reference. */
    enum Reference {
        /** The build before. */
        PREVIOUS,
        /** The last build before in which every run was successful. */
        SUCCESSFUL
    }

    /**
     * A host in one of the lists.
     *
     * @param host the host where it was bad: in this build, of the last two lists in the reference
     * @param since the number of the first build of those in a row that ended with this one (of the last two lists: with the
     *     reference) in which it was bad; builds without the host do not interrupt the row
     */
    record Entry(BuildPast.Host host, int since) {

        String name() {
            return host.past().name();
        }
    }

    /**
     * Compares the newest build.
     *
     * @param builds at least one, the newest first
     */
    static Comparison of(List<BuildPast> builds, Reference which) {
        BuildPast build = builds.get(0);
        List<BuildPast> earlier = builds.subList(1, builds.size());
        BuildPast reference = earlier.stream()
                .filter(past -> which == Reference.PREVIOUS || past.isSuccessful())
                .findFirst()
                .orElse(null);
        var all = new Comparison(
                build, reference, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        build.hosts().forEach((name, host) -> {
            if (host.state().isBad()) {
                boolean before = reference != null && reference.isBad(name);
                (before ? all.outstanding : all.fresh).add(new Entry(host, since(name, builds)));
            }
        });
        if (reference != null) {
            all.addRepaired(builds.subList(builds.indexOf(reference), builds.size()));
        }
        return all;
    }

    /** @param builds the reference and those before it */
    private void addRepaired(List<BuildPast> builds) {
        builds.get(0).hosts().forEach((name, host) -> {
            if (host.state().isBad() && !build.isBad(name)) {
                (build.hosts().containsKey(name) ? fixed : absent).add(new Entry(host, since(name, builds)));
            }
        });
    }

    private static int since(String name, List<BuildPast> builds) {
        int since = builds.get(0).number();
        for (BuildPast earlier : builds) {
            if (earlier.isBad(name)) {
                since = earlier.number();
            } else if (earlier.hosts().containsKey(name)) {
                return since;
            }
        }
        return since;
    }
}
