package io.jenkins.plugins.ansibleevents.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many plays playbooks have, as far as that can be seen without running them. */
final class PlaybookOutline {

    private PlaybookOutline() {}

    /** The number of plays, or 0 when it is not known: a playbook imports others, is encrypted or is not YAML. */
    static int plays(List<Path> playbooks) {
        int plays = 0;
        for (Path playbook : playbooks) {
            int count = plays(playbook);
            if (count == 0) {
                return 0;
            }
            plays += count;
        }
        return plays;
    }

    private static int plays(Path playbook) {
        try {
            JsonNode tree = SettingsFile.parseTree(Files.readString(playbook), playbook.toString());
            for (JsonNode entry : tree) {
                if (!entry.has("hosts")) {
                    return 0;
                }
            }
            return tree.isArray() ? tree.size() : 0;
        } catch (IOException | SettingsException e) {
            return 0;
        }
    }
}
