package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureTest {

    /** What the listener got, in its order. */
    private final List<String> got = new ArrayList<>();

    private final OutputQueue output = new OutputQueue();

    @BeforeEach
    void ansibleHasShownItsFirstPlay() throws IOException {
        output.write((RawRecord.MARK + "PLAY [all]\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whichAnsibleItIsIsKnownBeforeTheFirstPlayIsShown() throws IOException {
        byte[] record = new RawRecord().about().record();
        RunHost host = host((offset, into) -> {
            int length = (int) (record.length - offset);
            System.arraycopy(record, (int) offset, into, 0, length);
            return length;
        });

        assertThat(capture(host).pump()).isTrue();

        assertThat(got).containsExactly("2.18.12", "PLAY [all]\n");
    }

    @Test
    void textIsShownThoughTheRecordCannotBeRead() {
        RunHost host = host((offset, into) -> {
            throw new IOException("the agent is gone");
        });

        assertThatThrownBy(() -> capture(host).pump()).hasMessage("the agent is gone");

        assertThat(got).containsExactly("PLAY [all]\n");
    }

    /** The record as the host has it. */
    private interface RecordFile {
        int read(long offset, byte[] into) throws IOException;
    }

    private static RunHost host(RecordFile file) {
        return (RunHost) Proxy.newProxyInstance(
                RunHost.class.getClassLoader(),
                new Class<?>[] {RunHost.class},
                (proxy, method, arguments) -> file.read((long) arguments[1], (byte[]) arguments[2]));
    }

    private Capture capture(RunHost host) {
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
        return new Capture(host, "events.raw", output, assembler);
    }
}
