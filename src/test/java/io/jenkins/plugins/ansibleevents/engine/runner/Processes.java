package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of this machine as {@code /proc} shows them. */
final class Processes {

    private Processes() {}

    /** Command lines of living processes that contain this text. */
    static List<String> with(String text) throws IOException {
        return all("cmdline").stream().filter(line -> line.contains(text)).toList();
    }

    /** The contents of one file of every process: {@code cmdline} or {@code environ}. */
    static List<String> all(String file) throws IOException {
        var found = new ArrayList<String>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    found.add(Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1)
                            .replace('\0', ' '));
                } catch (IOException e) {
                    continue; // it has ended meanwhile, or is somebody else's
                }
            }
        }
        return found;
    }
}
