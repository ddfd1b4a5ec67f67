package io.jenkins.plugins.ansibleevents.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory to follow a page in: the files of a checkout, the examples as a copy, and {@code ansible-events} on the
 * PATH. Ports of the page are replaced by free ones, and the place of the installed jar by that of the built one.
 */
final class Workshop {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath();

    /**
     * The result of the commands.
     *
     * @param failed the first that ended otherwise than the page says; empty when none did
     * @param output of all of them
     */
    record Result(String failed, String output) {}

    private final Path place;
    private final Map<String, String> replaced = new TreeMap<>();

    Workshop(Path place) throws IOException {
        this.place = place;
        replaced.put("127.0.0.1:8080", "127.0.0.1:" + freePort());
        String receiver = freePort();
        replaced.put("127.0.0.1:8081", "127.0.0.1:" + receiver);
        replaced.put("(\"127.0.0.1\", 8081)", "(\"127.0.0.1\", " + receiver + ")");
        replaced.put("receiver.py 8081", "receiver.py " + receiver);
        replaced.put(
                "/usr/share/ansible-events/ansible-events.jar",
                REPOSITORY.resolve("target/ansible-events.jar").toString());
        for (String name : List.of("bin", "docs", "target")) {
            Files.createSymbolicLink(place.resolve(name), REPOSITORY.resolve(name));
        }
        Files.createDirectories(place.resolve("home"));
        copyExamples();
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }

    /** Those that git knows: a run in the checkout may have left something. */
    private void copyExamples() throws IOException {
        for (Path file : files(REPOSITORY.resolve("examples"))) {
            Path relative = REPOSITORY.relativize(file);
            if (relative.toString().matches(".*/(artifacts|delivery|state|__pycache__)/.*")) {
                continue;
            }
            file(relative, Files.readString(file));
            assertThat(place.resolve(relative).toFile().setExecutable(Files.isExecutable(file)))
                    .isTrue();
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    void file(Path relative, String text) throws IOException {
        Path file = place.resolve(relative);
        Files.createDirectories(file.getParent());
        Files.writeString(file, inPlace(text));
    }

    private String inPlace(String text) {
        String result = text;
        for (Map.Entry<String, String> entry : replaced.entrySet()) {
            result = result.replace(entry.getKey(), entry.getValue());
        }
        return result;
    }

    Result run(List<Block> blocks) throws IOException, InterruptedException {
        var script = new StringBuilder("""
                check() {
                  case " $2 " in *" $1 "*) ;; *) echo "$3" >failed; echo "ended with $1" >>failed; exit 1 ;; esac
                }
                command -v jq >/dev/null || jq() { cat >/dev/null; echo "jq is not installed: not run"; }
                trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
                """);
        for (Block block : blocks) {
            for (String command : block.commands()) {
                script.append(inPlace(command)).append('\n');
                script.append("check $? '")
                        .append(String.join(" ", block.exitCodes()))
                        .append("' ");
                script.append(quoted(command)).append('\n');
            }
        }
        var process = new ProcessBuilder("bash", "-c", script.toString())
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("output").toFile());
        process.environment().merge("PATH", REPOSITORY.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        process.environment().put("HOME", place.resolve("home").toString());
        Process running = process.start();
        if (!running.waitFor(20, TimeUnit.MINUTES)) {
            running.destroy();
            throw new IllegalStateException("the commands did not end: " + Files.readString(place.resolve("output")));
        }
        Path failed = place.resolve("failed");
        return new Result(
                Files.exists(failed) ? Files.readString(failed) : "",
                original(Files.readString(place.resolve("output"))));
    }

    /** With the ports of the page. */
    private String original(String output) {
        String result = output;
        for (Map.Entry<String, String> entry : replaced.entrySet()) {
            result = result.replace(entry.getValue(), entry.getKey());
        }
        return result;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Files below the examples, and those of the checkout's root, that git would show. */
    List<String> leftovers() throws IOException {
        return Stream.concat(files(place.resolve("examples")).stream(), Stream.of(place.resolve("received.jsonl")))
                .map(place::relativize)
                .filter(file -> !Files.exists(REPOSITORY.resolve(file)))
                .map(Path::toString)
                .filter(file -> !isIgnored(file))
                .toList();
    }

    private static boolean isIgnored(String file) {
        try {
            Process git = new ProcessBuilder("git", "check-ignore", "--no-index", "-q", file)
                    .directory(REPOSITORY.toFile())
                    .redirectErrorStream(true)
                    .start();
            git.getInputStream().readAllBytes();
            return git.waitFor() != 1; // 128: no checkout, and nobody to ask
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** That a shell can read it. */
    static void checkShell(String script, Path directory) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("script.sh"), script);
        Process bash = new ProcessBuilder("bash", "-n", file.toString())
                .redirectErrorStream(true)
                .start();
        String complaint = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(complaint).isZero();
    }
}
