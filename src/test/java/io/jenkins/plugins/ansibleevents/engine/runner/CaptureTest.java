package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureTest {

    /** What the listener got, in its order. */
    private final List<String> got = new ArrayList<>();

    private final OutputQueue output = new OutputQueue(() -> {});

    @BeforeEach
    void ansibleHasShownItsFirstPlay() throws IOException {
        output.write((RawRecord.MARK + "PLAY [all]\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whichAnsibleItIsIsKnownBeforeTheFirstPlayIsShown() throws IOException {
        byte[] record = new RawRecord().about().record();

        assertThat(capture((text, events) -> seen(record)).pump()).isTrue();

        assertThat(got).containsExactly("2.18.12", "PLAY [all]\n");
    }

    @Test
    void textIsShownThoughTheRecordCannotBeRead() {
        Capture.Look look = (text, events) -> {
            throw new IOException("the agent is gone");
        };

        assertThatThrownBy(() -> capture(look).pump()).hasMessage("the agent is gone");

        assertThat(got).containsExactly("PLAY [all]\n");
    }

    private static Seen seen(byte[] record) {
        return new Seen("run 2  \n", "", new byte[0], record, Duration.ZERO);
    }

    private Capture capture(Capture.Look look) {
        var listener = new RunListener() {
            @Override
            public void ansible(AnsibleInfo info) {
                got.add(info.coreVersion());
            }

            @Override
            public void output(byte[] text, int offset, int length) {
                got.add(new String(text, offset, length, StandardCharsets.UTF_8));
            }
        };
        var assembler = new EventAssembler(
                "run-1", Redactor.of(List.of()), CaptureOptions.defaults(), RawRecord.NONCE, listener);
        return new Capture(look, output, assembler);
    }
}
