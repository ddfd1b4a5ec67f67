package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.playbook.IsolationSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code run} about containers and sandboxes, named as ansible-runner's. */
final class IsolationOptions {

    @Option(names = "--process-isolation", description = "Run Ansible in a container, or in a sandbox (bwrap).")
    private boolean isolated;

    @Option(
            names = "--process-isolation-executable",
            paramLabel = "PROGRAM",
            description = "podman, docker or bwrap. Default: podman.")
    private String executable;

    @Option(
            names = "--process-isolation-path",
            paramLabel = "DIR",
            description = "Where the private files of the run are kept. Default: the directory for temporary files.")
    private Path staging;

    @Option(
            names = "--process-isolation-hide-paths",
            paramLabel = "PATH",
            arity = "1..*",
            description = "With bwrap: files and directories in whose place Ansible sees empty ones.")
    private List<Path> hidden = new ArrayList<>();

    @Option(
            names = "--process-isolation-show-paths",
            paramLabel = "PATH",
            arity = "1..*",
            description = "With bwrap: files and directories that Ansible sees and may change.")
    private List<Path> shown = new ArrayList<>();

    @Option(
            names = "--process-isolation-ro-paths",
            paramLabel = "PATH",
            arity = "1..*",
            description = "With bwrap: files and directories that Ansible sees.")
    private List<Path> readOnly = new ArrayList<>();

    @Option(
            names = "--directory-isolation-base-path",
            paramLabel = "DIR",
            description = "With bwrap: run a copy of the project, made in this directory.")
    private Path copies;

    @Option(names = "--container-image", paramLabel = "IMAGE", description = "The image to run Ansible in.")
    private String image;

    @Option(
            names = "--container-volume-mount",
            paramLabel = "DIR:DIR",
            description = "Mount a directory of this machine into the container. May be given several times.")
    private List<String> volumes = new ArrayList<>();

    @Option(
            names = "--container-option",
            paramLabel = "OPTION",
            preprocessor = DashedValue.class,
            description =
                    "A further word for podman run, or docker run: --container-option=--network=host. May be given"
                            + " several times.")
    private List<String> options = new ArrayList<>();

    IsolationSettings settings() {
        return new IsolationSettings(
                isolated ? Optional.of(true) : Optional.empty(),
                Optional.ofNullable(executable),
                absolute(staging),
                new IsolationSettings.OfSandbox(
                        absolute(hidden), absolute(shown), absolute(readOnly), absolute(copies), Optional.empty()),
                new IsolationSettings.OfContainer(Optional.ofNullable(image), volumes, options, Optional.empty()));
    }

    private static Optional<String> absolute(@CheckForNull Path path) {
        return Optional.ofNullable(path)
                .map(given -> given.toAbsolutePath().normalize().toString());
    }

    private static List<String> absolute(List<Path> paths) {
        return paths.stream()
                .map(path -> path.toAbsolutePath().normalize().toString())
                .toList();
    }
}
