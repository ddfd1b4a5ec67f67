package io.jenkins.plugins.ansibleevents.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoReasonTest {

    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/a"), "no such file or directory"),
                Arguments.of(new AccessDeniedException("/a"), "permission denied"),
                Arguments.of(new FileAlreadyExistsException("/a"), "something of that name is in its place"),
                Arguments.of(new FileSystemException("/a", null, "No space left on device"), "no space left on device"),
                Arguments.of(new MalformedInputException(1), "it is not UTF-8 text"),
                Arguments.of(new IOException("Broken pipe"), "broken pipe"),
                Arguments.of(new IOException(), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aFailureIsSaidInTheWordsThatUsersKnow(IOException problem, String words) {
        assertThat(IoReason.of(problem)).isEqualTo(words);
    }
}
