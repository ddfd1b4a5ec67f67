package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An emitter that rests after every batch, longer than the batch took, to leave the processor and the line to others.
 */
final class Unhurried implements Emitter {

    private static final int RESTS = 4;
    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Emitter emitter;

    private Unhurried(Emitter emitter) {
        this.emitter = emitter;
    }

    static EmitterSpec of(EmitterSpec spec) {
        return new EmitterSpec(
                spec.name(),
                spec.target(),
                spec.filter(),
                spec.batch(),
                spec.retry(),
                EmitterSpec.OnError.WARN,
                spec.spool(),
                1,
                () -> new Unhurried(spec.factory().create()));
    }

    @Override
    public void open(EmitterContext context) throws IOException {
        emitter.open(context);
    }

    @Override
    public Outcome send(List<EmitterMessage> batch) throws IOException, InterruptedException {
        long before = System.nanoTime();
        Outcome outcome = emitter.send(batch);
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(LONGEST_REST_NANOS, RESTS * (System.nanoTime() - before)));
        } catch (InterruptedException e) {
            // The interrupt ends the rest only; the batch was sent.
            Thread.currentThread().interrupt();
        }
        return outcome;
    }

    @Override
    public Outcome settle() throws IOException, InterruptedException {
        return emitter.settle();
    }

    @Override
    public int unconfirmed() {
        return emitter.unconfirmed();
    }

    @Override
    public void breakOff() {
        emitter.breakOff();
    }

    @Override
    public void close() {
        emitter.close();
    }
}
