package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A container for one run of Ansible, made of an image and removed at the end. {@code podman} and {@code docker} are known.
 *
 * @param program the engine: its name, or its path
 * @param image the image, as the engine names it; it has ansible-core in it
 * @param home a directory that is mounted, and its place inside
 * @param shared whether the home may belong to other containers at the same time (SELinux)
 * @param volumes what is mounted besides
 * @param options further words for {@code run} of the engine
 * @param login how the image may be fetched, or null
 */
public record Container(
        String program,
        String image,
        Mounts.Mount home,
        boolean shared,
        List<Volume> volumes,
        List<String> options,
        @CheckForNull RegistryLogin login)
        implements Isolation {

    /** The place of ansible-runner's private data directory in a container. */
    public static final String RUNNER = "/runner";

    /** Engines by the names of their programs. */
    public static final Set<String> ENGINES = Set.of("podman", "docker");

    /** Registry, name, tag and digest; podman also takes a transport in front, such as {@code oci:/srv/image}. */
    private static final Pattern IMAGE = Pattern.compile("[\\p{Alnum}._:/@+-]+");

    /** A container is found by its name, and removed by whoever waits for its end. */
    private static final Set<String> OURS = Set.of("--name", "--detach", "-d", "--cidfile");

    public Container {
        checkProgram(program);
        checkImage(image);
        options.forEach(Container::checkOption);
        volumes = List.copyOf(volumes);
        options = List.copyOf(options);
    }

    /** Refuses an engine that is not known. */
    public static void checkProgram(String program) {
        RequestCheck.word("containerEngine", program);
        if (!ENGINES.contains(nameOf(program))) {
            throw new PlaybookRequestException(
                    "containerEngine", "\"" + program + "\" is not known here; podman and docker are");
        }
    }

    /** Refuses what names no image. */
    public static void checkImage(@CheckForNull String image) {
        if (image == null || image.isBlank()) {
            throw new PlaybookRequestException(
                    "containerImage",
                    "is missing; name an image with ansible-core in it, for example registry/name:tag");
        }
        RequestCheck.word("containerImage", image);
        if (!IMAGE.matcher(image).matches()) {
            throw new PlaybookRequestException(
                    "containerImage", "\"" + image + "\" is no name of an image; it is for example registry/name:tag");
        }
    }

    /** Refuses an option that would take the container from the run. */
    public static void checkOption(String option) {
        RequestCheck.line("containerOptions", option);
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new PlaybookRequestException(
                    "containerOptions",
                    name + " cannot be given: the container is named after the run, and the run ends with it");
        }
    }

    /** The name of a program that may be given by its path. */
    public static String nameOf(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    public boolean isPodman() {
        return nameOf(program).equals("podman");
    }

    @Override
    public Mounts mounts() {
        var all = new ArrayList<Mounts.Mount>();
        all.add(home);
        volumes.forEach(volume -> all.add(volume.mount()));
        return new Mounts(all);
    }
}
