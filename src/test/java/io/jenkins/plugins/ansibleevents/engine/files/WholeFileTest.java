package io.jenkins.plugins.ansibleevents.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path directory;

    @Test
    void itsOwnerAloneReadsAFile() throws IOException {
        Path file = directory.resolve("a.json");

        WholeFile.put(file, out -> out.write('x'));

        assertThat(file).hasContent("x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void linkInThePlaceOfTheTemporaryFileIsNotFollowed() throws IOException {
        Path foreign = Files.writeString(directory.resolve("foreign"), "theirs");
        Files.createSymbolicLink(directory.resolve(".a.json.tmp"), foreign);
        Path file = directory.resolve("a.json");

        WholeFile.replace(file, out -> out.write('x'));

        assertThat(foreign).hasContent("theirs");
        assertThat(file).isRegularFile().hasContent("x");
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void whatWasThereStaysWhenTheNewContentCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("a.json"), "old");

        assertThatThrownBy(() -> WholeFile.replace(file, out -> {
                    out.write('x');
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");

        assertThat(file).hasContent("old");
        assertThat(directory.toFile().list()).containsExactly("a.json");
    }
}
