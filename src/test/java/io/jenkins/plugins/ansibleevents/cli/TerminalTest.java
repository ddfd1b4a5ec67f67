package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The terminal obeys no control character of a host's text in our sentences. */
class TerminalTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Terminal terminal = new Terminal(stream, stream, true, 80);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void controlCharactersInOurSentencesAreShownHoweverTheyArePrinted() {
        String hostile = "\u001b]0;owned\u0007\u001b[2J";
        terminal.out().println(hostile);
        terminal.out().printf("%s%n", hostile);
        terminal.out().append(hostile).append('\n');
        terminal.complain(hostile);
        String shown = "\\u001b]0;owned\\u0007\\u001b[2J\n";
        assertThat(printed()).isEqualTo(shown.repeat(3) + "ansible-events: " + shown);
    }

    @Test
    void coloursOfOursStay() {
        terminal.out().println("\u001b[31mfailed\u001b[0m Größe");
        assertThat(printed()).isEqualTo("\u001b[31mfailed\u001b[0m Größe\n");
    }

    @Test
    void whatAnsibleDisplaysPassesAsItIs() {
        byte[] display = "\u001b[0;32mok\u001b[0m\r\n".getBytes(StandardCharsets.UTF_8);
        terminal.out().write(display, 0, display.length);
        assertThat(bytes.toByteArray()).isEqualTo(display);
    }
}
