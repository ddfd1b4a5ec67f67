package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OutputQueueTest {

    private final List<Boolean> completeWhenNotified = new ArrayList<>();

    private final OutputQueue queue = new OutputQueue(this::noteEnd);

    private void noteEnd() {
        completeWhenNotified.add(queue.isComplete());
    }

    @Test
    void takesWhatWasWrittenSinceTheLastTime() throws IOException {
        write("one");
        write(" two");

        assertThat(taken()).isEqualTo("one two");
        assertThat(taken()).isEmpty();
    }

    @Test
    void endOfTheTextIsPassedOnAfterItIsKnown() {
        queue.close();

        assertThat(completeWhenNotified).containsExactly(true);
    }

    @Test
    void whatWasWrittenBeforeTheEndCanBeTakenAfterIt() throws IOException {
        write("last words");
        queue.close();

        assertThat(taken()).isEqualTo("last words");
    }

    @Test
    void writerOfAnAbandonedQueueNeitherFailsNorWaits() throws IOException {
        queue.write(new byte[OutputQueue.MAX_BYTES]);
        queue.abandon();

        write("more than it may hold");

        assertThat(queue.take()).hasSize(OutputQueue.MAX_BYTES);
    }

    private void write(String text) throws IOException {
        queue.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String taken() {
        return new String(queue.take(), StandardCharsets.UTF_8);
    }
}
