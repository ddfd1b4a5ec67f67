package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadingOptionsTest {

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --debug run DIR -p site.yml        | run --debug DIR -p site.yml
                    --logfile run run DIR              | run --logfile run DIR
                    --logfile=log -vq start DIR        | start --logfile=log -vq DIR
                    -i stop stop DIR                   | stop -i stop DIR
                    run DIR --debug                    | run DIR --debug
                    --help run                         | --help run
                    --version                          | --version
                    --debug                            | --debug
                    --debug jump DIR                   | --debug jump DIR
                    --logfile                          | --logfile
                    DIR run                            | DIR run
                    """)
    void optionsBeforeTheCommandAreOptionsOfIt(String given, String moved) {
        var commands = AnsibleEvents.commandLine(new Terminal(NOWHERE, NOWHERE, false, 80));

        assertThat(String.join(" ", LeadingOptions.moved(commands, given.split(" "))))
                .isEqualTo(moved);
    }
}
