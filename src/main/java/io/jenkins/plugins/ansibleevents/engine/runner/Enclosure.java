package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.playbook.CommandLine;
import io.jenkins.plugins.ansibleevents.engine.playbook.Container;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.Isolation;
import io.jenkins.plugins.ansibleevents.engine.playbook.Mounts;
import io.jenkins.plugins.ansibleevents.engine.playbook.NeededFile;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateFile;
import io.jenkins.plugins.ansibleevents.engine.playbook.RegistryLogin;
import io.jenkins.plugins.ansibleevents.engine.playbook.Sandbox;
import io.jenkins.plugins.ansibleevents.engine.playbook.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The words with which the launch script shuts Ansible in, as functions of {@code sh} in the file {@code isolation} of the
 * private directory. The file itself cannot be seen from inside, and neither can the launch script be changed from there: of
 * the private directory only the files are mounted that Ansible needs, one by one.
 *
 * <pre>
 * engine=PROGRAM
 * make_place        makes what must be there before: the copy of the project; removes what killed runs have left
 * isolated WORD...  runs the words inside, in place of the shell
 * unisolate         ends what is left of it
 * remove_place      takes away what make_place has made
 * </pre>
 *
 * <p>A container does not get the environment of its machine. Variables for Ansible are in a file that the launch script
 * reads inside, and never among the words of the engine or in what it says about the container.
 */
final class Enclosure {

    /** The file in the private directory. */
    static final String FILE = "isolation";

    /** The variables for Ansible in a container. */
    static final String ENVIRONMENT = "secrets/environment";

    /** The directory below the private one with what the engine needs for a registry; not mounted. */
    static final String REGISTRY = "registry";

    private static final String LOGIN = REGISTRY + "/auth.json";
    private static final String LOGIN_OF_DOCKER = REGISTRY + "/config.json";
    private static final String REGISTRIES = REGISTRY + "/registries.conf";

    /** What Ansible sees in place of a hidden file. */
    private static final String NOTHING = "nothing";

    /** A directory that lies over the private one where a mount shows it. */
    private static final String VEIL = "veil";

    /** Begins a word that stands for what hides a path; NUL is in no path. */
    private static final String HIDE = "\0";

    /** Docker's containers run as root unless they are told otherwise; the shell puts in the number. */
    private static final String OWN_USER = "--user=$(id -u)";

    /**
     * Sets the number of the user in a container of docker, as whom this user's files can be read there: a rootless engine,
     * which may be podman by docker's name, calls this user 0, and one that gives users other numbers can be told not to.
     */
    private static final String FIND_USER = """
            user=$(id -u) users=
            case $("$engine" info --format '{{json .}}' 2>/dev/null) in
              *'"name=rootless'* | *'"rootless":true'* | *'"rootless": true'*) user=0 ;;
              *'"name=userns'*) users=--userns=host ;;
            esac
            """;

    /** By this label the launch script finds containers of earlier runs, and whether they are over. */
    private static final String OWN_LABEL = "--label=ansible-events.run=\"$(birthplace)\"";

    /** Words in which the shell puts something in, and how it does. */
    private static final Map<String, String> FOR_SHELL =
            Map.of(OWN_USER, "--user=\"$user\" $users", OWN_LABEL, OWN_LABEL);

    /** The file with the login takes the place of docker's settings, which may say where the daemon is. */
    private static final String KEEP_DAEMON = """
            daemon=$("$engine" context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null)
            [ -z "$daemon" ] || export DOCKER_HOST="$daemon"
            """;

    /**
     * What root could use to take a sandbox down: to unmount what hides a path, to mount anew what is read-only, to open a
     * file by its number on the disk, to get at the memory of processes and of the machine, to make a device of a disk.
     * Other users have none of them inside.
     */
    private static final List<String> BREAKING_OUT = List.of(
            "CAP_SYS_ADMIN", "CAP_DAC_READ_SEARCH", "CAP_SYS_PTRACE", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_MKNOD");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final RunHost host;
    private final PlaybookRequest request;
    private final Isolation isolation;
    private final String directory;
    private final String name;
    private final Mounts mounts;
    private final List<FixedDirectory> fixed;

    /** @param options name the container, and what must stay in its place */
    Enclosure(RunHost host, PlaybookRequest request, Isolation isolation, String directory, RunOptions options) {
        this.host = host;
        this.request = request;
        this.isolation = isolation;
        this.directory = directory;
        this.mounts = isolation.mounts();
        this.fixed = options.fixed();
        this.name = "ansible_events_" + options.ident() + "_"
                + directory.substring(Math.max(directory.lastIndexOf('-'), directory.lastIndexOf('/')) + 1);
    }

    boolean isContainer() {
        return isolation instanceof Container;
    }

    /** The directory in which Ansible runs, as Ansible knows it. */
    String workingDirectory() {
        return mounts.inside(request.surroundings().directory());
    }

    /** The path on the machine of a file that Ansible knows by this one; an empty text for a file of the image. */
    String outside(String path) {
        return isContainer() ? mounts.outside(path).orElse("") : path;
    }

    /**
     * The words by which the run is known: those of the engine, without what it needs of the private directory, then those
     * of Ansible.
     *
     * @param ansible the words of Ansible
     */
    List<String> shown(List<String> ansible) throws IOException {
        var all = new ArrayList<String>();
        for (String word : words(List.of(), false)) {
            if (word.startsWith(HIDE)) {
                all.addAll(List.of("--tmpfs", word.substring(HIDE.length())));
            } else {
                all.add(word);
            }
        }
        all.addAll(ansible);
        return all;
    }

    /**
     * The files for the launch script.
     *
     * @param files those that Ansible needs in the private directory
     * @param asked whether Ansible gets a terminal
     * @param environment the variables for Ansible
     */
    List<PrivateFile> files(List<PrivateFile> files, boolean asked, Map<String, String> environment)
            throws IOException {
        var needed = new ArrayList<>(files);
        if (asked) {
            needed.add(file(Launch.TERMINAL, ""));
            needed.add(file(CommandLine.SECRETS + "/", ""));
        }
        var all = new ArrayList<PrivateFile>();
        all.add(file(FILE, script(needed)));
        all.add(file("problem", ""));
        all.add(file(NOTHING, ""));
        if (isContainer()) {
            all.add(file(ENVIRONMENT, exports(environment)));
            all.add(file(VEIL + "/" + NOTHING, ""));
        }
        RegistryLogin login = login();
        if (login != null) {
            loginFiles(login, all);
        }
        return all;
    }

    private @CheckForNull RegistryLogin login() {
        return isolation instanceof Container container ? container.login() : null;
    }

    private @CheckForNull Sandbox.Copy copy() {
        return isolation instanceof Sandbox sandbox ? sandbox.copy() : null;
    }

    private boolean isPodman() {
        return isolation instanceof Container container && container.isPodman();
    }

    private void loginFiles(RegistryLogin login, List<PrivateFile> all) {
        all.add(new PrivateFile(isPodman() ? LOGIN : LOGIN_OF_DOCKER, login.file(), false));
        if (!login.verify()) {
            all.add(file(REGISTRIES, "[[registry]]\nlocation = \"" + login.host() + "\"\ninsecure = true\n"));
        }
    }

    private static PrivateFile file(String name, String text) {
        return new PrivateFile(name, text.getBytes(StandardCharsets.UTF_8), false);
    }

    private static String exports(Map<String, String> environment) throws IOException {
        var text = new StringBuilder();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (NAME.matcher(variable.getKey()).matches()) {
                text.append("export ")
                        .append(variable.getKey())
                        .append('=')
                        .append(CarriedWords.quoted(variable.getValue(), "the variable " + variable.getKey()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private String script(List<PrivateFile> files) throws IOException {
        return "engine=" + quoted(isolation.program()) + "\n"
                + function("make_place", makePlace())
                + function("isolated", isolated(files))
                + function("unisolate", unisolate())
                + function("remove_place", removePlace());
    }

    private static String function(String name, String body) {
        return name + "() {\n  " + (body.isEmpty() ? ":" : body) + "\n}\n";
    }

    /** The words are put together from the last one on, because a shell has one list, and what is hidden is known late. */
    private String isolated(List<PrivateFile> files) throws IOException {
        var command = new StringBuilder();
        RegistryLogin login = login();
        if (login != null && !login.verify()) {
            // The second name is for podman before 3.1.
            String file = quoted(path(REGISTRIES));
            command.append("export CONTAINERS_REGISTRIES_CONF=" + file + " REGISTRIES_CONFIG_PATH=" + file + "\n  ");
        }
        if (isContainer() && !isPodman()) {
            command.append(login == null ? "" : KEEP_DAEMON).append(FIND_USER);
        }
        String rest = "\"$@\"";
        List<String> words = words(files, true);
        for (int i = words.size() - 1; i >= 0; i--) {
            String word = words.get(i);
            if (word.startsWith(HIDE)) {
                command.append("set -- ").append(rest).append("\n  ").append(hiding(word.substring(HIDE.length())));
                rest = "\"$@\"";
            } else {
                rest = FOR_SHELL.getOrDefault(word, quoted(word)) + " " + rest;
            }
        }
        return command.append("exec ").append(rest).toString();
    }

    private String hiding(String path) throws IOException {
        String found = quoted(path);
        return "hidden=$(readlink -f " + found
                + ") && if [ -d \"$hidden\" ]; then set -- --tmpfs \"$hidden\" \"$@\"; elif [ -e"
                + " \"$hidden\" ]; then set -- --ro-bind " + quoted(path(NOTHING)) + " \"$hidden\" \"$@\"; fi\n  ";
    }

    private String makePlace() throws IOException {
        if (isPodman()) {
            // Docker's daemon lives on, and removes them itself.
            return "remove_ended </dev/null >/dev/null 2>&1 3<&- &";
        }
        Sandbox.Copy copy = copy();
        if (copy == null) {
            return "";
        }
        String to = quoted(copy.to());
        return "mkdir -m 700 " + to + " && cp -a " + quoted(copy.of() + "/.") + " " + to;
    }

    private String removePlace() throws IOException {
        Sandbox.Copy copy = copy();
        return copy == null || copy.kept() ? "" : "rm -rf " + quoted(copy.to());
    }

    private String unisolate() throws IOException {
        if (isolation instanceof Sandbox) {
            return ""; // its processes end with the one that the launch script ends
        }
        String engine = quoted(isolation.program());
        return engine + " kill " + name + "\n  " + engine + " rm --force " + name;
    }

    private List<String> words(List<PrivateFile> files, boolean own) throws IOException {
        List<Visible> ownFiles = own ? ownFiles(files) : List.of();
        return isolation instanceof Container container
                ? container(container, ownFiles, own)
                : sandbox((Sandbox) isolation, ownFiles);
    }

    private List<String> container(Container container, List<Visible> ownFiles, boolean own) throws IOException {
        var words = new ArrayList<String>();
        words.add(container.program());
        boolean hasLogin = login() != null;
        if (hasLogin && !container.isPodman()) {
            words.add("--config=" + path(REGISTRY));
        }
        // Without a log of its own the engine keeps none of the display text, in which no secret is masked yet.
        words.addAll(List.of("run", "--rm", "--name", name, "--workdir", workingDirectory(), "--log-driver=none"));
        if (container.isPodman()) {
            words.add("--quiet");
            if (own) {
                words.add(OWN_LABEL);
            }
            if (hasLogin) {
                words.add("--authfile=" + path(LOGIN));
            }
        } else {
            words.add(OWN_USER);
        }
        String label = container.shared() ? "z" : "Z";
        volume(words, container.home(), label);
        for (Volume volume : container.volumes()) {
            volume(words, volume.mount(), volume.options());
        }
        List<Visible> further = furtherFiles();
        List<Root> roots = roots(container, further);
        for (Visible file : further) {
            volume(words, new Mounts.Mount(file.path(), file.path()), file.writable() ? "" : "ro");
        }
        for (FixedPlace directory : fixed(roots)) {
            // They have the SELinux label of the mount in which they lie.
            volume(words, directory.mount(), directory.writable() ? "" : "ro");
        }
        knownHosts(words);
        if (own) {
            // A mount such as /tmp may show the private directory, with the launch script that runs outside. It is no
            // tmpfs, into which podman would copy what it covers.
            for (String place : ways(directory, roots)) {
                volume(words, new Mounts.Mount(path(VEIL), place), "Z");
            }
        }
        for (Visible file : ownFiles) {
            volume(words, new Mounts.Mount(file.path(), file.path()), file.writable() ? "Z" : "ro,Z");
        }
        words.addAll(container.options());
        words.add(container.image());
        return words;
    }

    private static void volume(List<String> words, Mounts.Mount mount, String options) throws IOException {
        try {
            Volume.check(mount.outside());
        } catch (PlaybookRequestException e) {
            throw new IOException(e.reason(), e);
        }
        words.add("-v");
        words.add(mount.outside() + ":" + mount.inside() + (options.isEmpty() ? "" : ":" + options));
    }

    /** The keys of hosts that this user knows, where ssh looks for them whoever runs it. */
    private void knownHosts(List<String> words) throws IOException {
        String home = host.environment().getOrDefault("HOME", "");
        for (Mounts.Mount mount : List.of(
                new Mounts.Mount("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts"),
                new Mounts.Mount(home + "/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts2"))) {
            boolean given = mounts.outside(mount.inside()).isPresent();
            if (!given && mount.outside().indexOf(':') < 0 && host.mode(mount.outside()) >= 0) {
                volume(words, mount, "ro");
            }
        }
    }

    /** A file or directory that has the same path on both sides. */
    private record Visible(String path, boolean writable) {}

    /** A mount by which a fixed directory may be reached. */
    private record Root(Mounts.Mount mount, boolean writable) {

        static Root of(Visible file) {
            return new Root(new Mounts.Mount(file.path(), file.path()), file.writable());
        }

        /** The place inside of a file of the machine; null when it is not below this one. */
        @CheckForNull
        String below(String path) {
            return isBelow(path, mount.outside())
                    ? mount.inside() + path.substring(mount.outside().length())
                    : null;
        }

        /** Whether it lies over this place in another mount. */
        boolean liesOver(String place, Root other) {
            String inside = mount.inside();
            return inside.length() > other.mount.inside().length() && (place.equals(inside) || isBelow(place, inside));
        }
    }

    private static List<Root> roots(Container container, List<Visible> further) {
        var roots = new ArrayList<Root>();
        further.forEach(file -> roots.add(Root.of(file)));
        roots.add(new Root(container.home(), true));
        for (Volume volume : container.volumes()) {
            boolean writable = !List.of(volume.options().split(",")).contains("ro");
            roots.add(new Root(volume.mount(), writable));
        }
        return roots;
    }

    private static List<Root> roots(Sandbox sandbox, List<Visible> further) {
        var visible = new ArrayList<>(further);
        visible.add(new Visible(sandbox.home(), true));
        sandbox.shown().forEach(path -> visible.add(new Visible(path, true)));
        sandbox.hidden().forEach(path -> visible.add(new Visible(path, false)));
        sandbox.readOnly().forEach(path -> visible.add(new Visible(path, false)));
        return visible.stream().map(Root::of).toList();
    }

    private static boolean isCovered(String place, Root root, List<Root> roots) {
        return roots.stream().anyMatch(over -> over.liesOver(place, root));
    }

    /** The places inside at which a directory of the machine is seen. */
    private static List<String> ways(String directory, List<Root> roots) {
        var ways = new LinkedHashSet<String>();
        for (Root root : roots) {
            String place = root.below(directory);
            if (place != null && !isCovered(place, root, roots)) {
                ways.add(place);
            }
        }
        return List.copyOf(ways);
    }

    /** A fixed directory, or one above it, by one of the ways that lead there. */
    private record FixedPlace(Mounts.Mount mount, boolean writable) {}

    /**
     * The fixed directories that could be replaced inside, and those above each, which could be as well; each as often as
     * there are mounts through which it is seen.
     *
     * @param roots what is mounted
     */
    private List<FixedPlace> fixed(List<Root> roots) {
        var all = new LinkedHashMap<String, FixedPlace>();
        var above = new LinkedHashMap<String, FixedPlace>();
        for (FixedDirectory directory : fixed) {
            if (host.mode(directory.path()) < 0) {
                continue;
            }
            for (Root root : roots) {
                String place = root.below(directory.path());
                if (place != null && root.writable() && !isCovered(place, root, roots)) {
                    all.put(place, new FixedPlace(new Mounts.Mount(directory.path(), place), directory.writable()));
                    above.putAll(above(directory, root));
                }
            }
        }
        above.forEach(all::putIfAbsent);
        return List.copyOf(all.values());
    }

    private static Map<String, FixedPlace> above(FixedDirectory directory, Root root) {
        var above = new LinkedHashMap<String, FixedPlace>();
        String path = parent(directory.path());
        for (String place = root.below(path); place != null; place = root.below(path)) {
            above.put(place, new FixedPlace(new Mounts.Mount(path, place), true));
            path = parent(path);
        }
        return above;
    }

    private static boolean isBelow(String path, String directory) {
        return path.startsWith(directory + "/");
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** What Ansible needs of the private directory. */
    private List<Visible> ownFiles(List<PrivateFile> files) {
        var own = new LinkedHashMap<String, Boolean>();
        own.put("launch.sh", false);
        own.put("callback", false);
        own.put("life", false);
        own.put("state", true);
        own.put("problem", true);
        own.put("events.raw", true);
        if (isContainer() || files.stream().anyMatch(file -> file.name().startsWith("secrets/")) || hasPassphrase()) {
            own.put("secrets", true); // the answers to prompts are removed as soon as they are read
        }
        files.stream()
                .map(PrivateFile::name)
                .filter(file -> !file.startsWith("secrets/"))
                .map(file -> file.replaceFirst("/.*", ""))
                .forEach(file -> own.put(file, false));
        int keys = request.connection().keys().size();
        for (int i = 0; i < keys; i++) {
            own.put("key-" + i, false);
        }
        if (keys > 0) {
            own.put("askpass", false);
        }
        return own.entrySet().stream()
                .map(file -> new Visible(path(file.getKey()), file.getValue()))
                .toList();
    }

    private boolean hasPassphrase() {
        return request.connection().keys().stream().anyMatch(key -> key.passphrase() != null);
    }

    /** What the request names and no mount has, as long as the machine has it. */
    private List<Visible> furtherFiles() {
        var further = new LinkedHashMap<String, Boolean>();
        var surroundings = request.surroundings();
        further.put(surroundings.directory(), true);
        if (surroundings.factCache() != null) {
            further.put(surroundings.factCache(), true);
        }
        for (NeededFile file : NeededFile.of(request.toBuilder().isolation(null).build())) {
            further.putIfAbsent(file.path(), false);
        }
        for (Inventory inventory : request.inventories()) {
            if (inventory instanceof Inventory.PathSource source
                    && source.path().lastIndexOf('/') > 0) {
                String parent = source.path().substring(0, source.path().lastIndexOf('/'));
                further.putIfAbsent(parent + "/group_vars", false);
                further.putIfAbsent(parent + "/host_vars", false);
            }
        }
        if (!isContainer() && surroundings.installation() != null) {
            further.putIfAbsent(surroundings.installation(), false);
        }
        return further.entrySet().stream()
                .map(file -> new Visible(file.getKey(), file.getValue()))
                .filter(file -> file.path().startsWith("/"))
                .filter(file -> !mounts.show(file.path())
                        && mounts.outside(file.path()).isEmpty()
                        && host.mode(file.path()) >= 0)
                .toList();
    }

    private List<String> sandbox(Sandbox sandbox, List<Visible> ownFiles) {
        var words = new ArrayList<>(List.of(sandbox.program(), "--die-with-parent", "--unshare-pid"));
        BREAKING_OUT.forEach(capability -> words.addAll(List.of("--cap-drop", capability)));
        words.addAll(List.of("--dev-bind", "/dev", "/dev", "--proc", "/proc", "--dir", "/tmp"));
        var places = new ArrayList<Place>();
        // Ansible itself, its Python and ssh are there, and what they load.
        for (String path : List.of("/bin", "/etc", "/usr", "/opt", "/lib", "/lib32", "/lib64", "/sbin")) {
            places.add(new Place("--ro-bind-try", path));
        }
        List<Visible> further = furtherFiles();
        further.forEach(file -> places.add(Place.of(file)));
        sandbox.hidden().forEach(path -> places.add(new Place(HIDE, path)));
        sandbox.readOnly().forEach(path -> places.add(new Place("--ro-bind-try", path)));
        places.add(new Place("--bind", sandbox.home()));
        sandbox.shown().forEach(path -> places.add(new Place("--bind-try", path)));
        Sandbox.Copy copy = copy();
        if (copy != null) {
            places.add(new Place("--bind", copy.to()));
        }
        fixed(roots(sandbox, further))
                .forEach(directory ->
                        places.add(Place.of(new Visible(directory.mount().inside(), directory.writable()))));
        // The deepest path decides: bwrap does one after the other, and a later one lies over those before it.
        places.sort(Comparator.comparing(place -> place.path().length()));
        places.forEach(place -> place.addTo(words));
        if (!ownFiles.isEmpty()) {
            // A shown path such as /tmp may have the private directory in it, with the launch script that runs outside.
            words.addAll(List.of("--tmpfs", directory));
        }
        ownFiles.forEach(file -> Place.of(file).addTo(words));
        words.addAll(List.of("--chdir", workingDirectory()));
        return words;
    }

    /** A path in a sandbox, and how it is there. */
    private record Place(String option, String path) {

        static Place of(Visible file) {
            return new Place(file.writable() ? "--bind" : "--ro-bind", file.path());
        }

        void addTo(List<String> words) {
            if (option.equals(HIDE)) {
                words.add(HIDE + path);
            } else {
                words.addAll(List.of(option, path, path));
            }
        }
    }

    private String path(String name) {
        return directory + "/" + name;
    }

    private static String quoted(String word) throws IOException {
        return CarriedWords.quoted(word, "a word for the container or the sandbox");
    }
}
