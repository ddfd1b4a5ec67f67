package io.jenkins.plugins.ansibleevents.engine.playbook;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What options or {@code env/settings} say about isolation, by ansible-runner's names. What is empty is left open.
 *
 * @param wanted {@code process_isolation}
 * @param executable {@code process_isolation_executable}: {@code podman}, {@code docker} or {@code bwrap}
 * @param staging {@code process_isolation_path}: where the private directory of the run is made
 * @param sandbox what a sandbox shows
 * @param container what a container is made of
 */
public record IsolationSettings(
        Optional<Boolean> wanted,
        Optional<String> executable,
        Optional<String> staging,
        OfSandbox sandbox,
        OfContainer container) {

    /** Nothing is said. */
    public static final IsolationSettings NONE = new IsolationSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new OfSandbox(List.of(), List.of(), List.of(), Optional.empty(), Optional.empty()),
            new OfContainer(Optional.empty(), List.of(), List.of(), Optional.empty()));

    /** The keys in a file. */
    static final Set<String> KEYS = Set.of(
            "process_isolation",
            "process_isolation_executable",
            "process_isolation_path",
            "process_isolation_hide_paths",
            "process_isolation_show_paths",
            "process_isolation_ro_paths",
            "directory_isolation_base_path",
            "directory_isolation_cleanup",
            "container_image",
            "container_volume_mounts",
            "container_options",
            "container_auth_data");

    /** The names of options here, by those of requests. */
    private static final Map<String, String> NAMES = Map.of(
            "containerEngine", "process_isolation_executable",
            "isolationExecutable", "process_isolation_executable",
            "containerImage", "container_image",
            "containerVolumes", "container_volume_mounts",
            "containerOptions", "container_options",
            "hidePaths", "process_isolation_hide_paths",
            "showPaths", "process_isolation_show_paths",
            "roPaths", "process_isolation_ro_paths");

    private static final String DEFAULT_ENGINE = "podman";

    /**
     * The part about sandboxes.
     *
     * @param hidden {@code process_isolation_hide_paths}
     * @param shown {@code process_isolation_show_paths}
     * @param readOnly {@code process_isolation_ro_paths}
     * @param copies {@code directory_isolation_base_path}: where the project is copied for the run
     * @param cleanup {@code directory_isolation_cleanup}: whether the copy goes at the end
     */
    public record OfSandbox(
            List<String> hidden,
            List<String> shown,
            List<String> readOnly,
            Optional<String> copies,
            Optional<Boolean> cleanup) {

        private boolean isEmpty() {
            return hidden.isEmpty()
                    && shown.isEmpty()
                    && readOnly.isEmpty()
                    && copies.isEmpty()
                    && cleanup.orElse(true);
        }

        private OfSandbox or(OfSandbox other) {
            return new OfSandbox(
                    hidden.isEmpty() ? other.hidden : hidden,
                    shown.isEmpty() ? other.shown : shown,
                    readOnly.isEmpty() ? other.readOnly : readOnly,
                    copies.or(other::copies),
                    cleanup.or(other::cleanup));
        }
    }

    /**
     * The part about containers.
     *
     * @param image {@code container_image}
     * @param volumes {@code container_volume_mounts}
     * @param options {@code container_options}
     * @param login {@code container_auth_data}
     */
    public record OfContainer(
            Optional<String> image, List<String> volumes, List<String> options, Optional<RegistryLogin> login) {

        private boolean isEmpty() {
            return image.isEmpty() && volumes.isEmpty() && options.isEmpty() && login.isEmpty();
        }

        private OfContainer or(OfContainer other) {
            return new OfContainer(
                    image.or(other::image),
                    volumes.isEmpty() ? other.volumes : volumes,
                    options.isEmpty() ? other.options : options,
                    login.or(other::login));
        }
    }

    /** Reads the keys of a file. */
    public static IsolationSettings read(Section section) throws SettingsException {
        return new IsolationSettings(
                bool(section, "process_isolation"),
                section.string("process_isolation_executable"),
                section.string("process_isolation_path"),
                new OfSandbox(
                        section.strings("process_isolation_hide_paths"),
                        section.strings("process_isolation_show_paths"),
                        section.strings("process_isolation_ro_paths"),
                        section.string("directory_isolation_base_path"),
                        bool(section, "directory_isolation_cleanup")),
                new OfContainer(
                        section.string("container_image"),
                        section.strings("container_volume_mounts"),
                        section.strings("container_options"),
                        login(section)));
    }

    private static Optional<Boolean> bool(Section section, String key) throws SettingsException {
        return section.has(key) ? Optional.of(section.bool(key, false)) : Optional.empty();
    }

    private static Optional<RegistryLogin> login(Section section) throws SettingsException {
        Optional<Section> data = section.section("container_auth_data");
        if (data.isEmpty()) {
            return Optional.empty();
        }
        Section login = data.get();
        Secret password = login.secret("password").orElseThrow(() -> login.missing("password"));
        var read = new RegistryLogin(
                login.requiredString("host"),
                login.requiredString("username"),
                password,
                login.bool("verify_ssl", true));
        login.finish();
        return Optional.of(read);
    }

    /** These settings, completed by others. */
    public IsolationSettings or(IsolationSettings other) {
        return new IsolationSettings(
                wanted.or(other::wanted),
                executable.or(other::executable),
                staging.or(other::staging),
                sandbox.or(other.sandbox),
                container.or(other.container));
    }

    /** Whether the run is to be shut in. */
    public boolean isWanted() {
        return wanted.orElse(false);
    }

    private String program() {
        return executable.orElse(DEFAULT_ENGINE);
    }

    private boolean isContainer() {
        return Container.ENGINES.contains(Container.nameOf(program()));
    }

    /** Whether the run is to be in a container, rather than in a sandbox or nowhere. */
    public boolean inContainer() {
        return isWanted() && isContainer();
    }

    /** What is said and has no effect, for the user. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (!isWanted()) {
            if (!container.isEmpty() || !sandbox.isEmpty() || !program().equals(DEFAULT_ENGINE)) {
                warnings.add(
                        "nothing is isolated, so that the other settings of containers and sandboxes have no effect;"
                                + " process_isolation (--process-isolation) switches it on");
            }
            return warnings;
        }
        if (isContainer() && !sandbox.isEmpty()) {
            warnings.add(
                    "hidden, shown and read-only paths, and a copy of the project, are for bwrap; a container sees only"
                            + " what is mounted (container_volume_mounts)");
        }
        boolean unverified = container.login().filter(login -> !login.verify()).isPresent();
        if (isContainer() && unverified && !Container.nameOf(program()).equals(DEFAULT_ENGINE)) {
            warnings.add("verify_ssl in container_auth_data has no effect with " + program()
                    + ", whose daemon decides: insecure-registries in /etc/docker/daemon.json");
        }
        if (!isContainer() && !container.isEmpty()) {
            warnings.add("container_image and what belongs to it have no effect with " + program());
        }
        if (!isContainer() && !sandbox.cleanup.orElse(true) && sandbox.copies.isEmpty()) {
            warnings.add(
                    "directory_isolation_cleanup has no effect without directory_isolation_base_path: nothing is copied");
        }
        return warnings;
    }

    /**
     * The place for a run of a private data directory.
     *
     * @param home the private data directory
     * @param project where the playbooks are
     * @param ident the name of the run
     * @throws PlaybookRequestException when no place can be made of what is said
     */
    public Optional<Isolation> place(Path home, Path project, String ident) {
        if (!isWanted()) {
            return Optional.empty();
        }
        try {
            return Optional.of(made(home, project, ident));
        } catch (PlaybookRequestException e) {
            throw new PlaybookRequestException(NAMES.getOrDefault(e.option(), e.option()), e.reason());
        }
    }

    private Isolation made(Path home, Path project, String ident) {
        if (isContainer()) {
            return new Container(
                    program(),
                    container.image.orElse(""),
                    new Mounts.Mount(home.toString(), Container.RUNNER),
                    false,
                    container.volumes.stream().map(Volume::of).toList(),
                    container.options,
                    container.login.orElse(null));
        }
        if (!Container.nameOf(program()).equals(Sandbox.BWRAP)) {
            throw new PlaybookRequestException(
                    "containerEngine", "\"" + program() + "\" is not known here; podman, docker and bwrap are");
        }
        return new Sandbox(
                program(),
                home.toString(),
                sandbox.hidden,
                sandbox.shown,
                sandbox.readOnly,
                sandbox.copies.map(base -> copy(base, project, ident)).orElse(null));
    }

    private Sandbox.Copy copy(String base, Path project, String ident) {
        Path to = Path.of(base)
                .toAbsolutePath()
                .resolve("ansible-events-" + ident + "-" + Long.toString(System.nanoTime(), 36));
        return new Sandbox.Copy(project.toString(), to.toString(), !sandbox.cleanup.orElse(true));
    }
}
