package io.jenkins.plugins.ansibleevents.emitter;

import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.util.List;

/**
 * An emitter whose settings are read when it is opened, with the credentials of that moment: a new password needs no
 * restart, and while a credential is missing, messages wait.
 */
final class LateEmitter implements Emitter {

    /** Reads settings with real credentials. */
    @FunctionalInterface
    interface Source {
        EmitterSpec read() throws SettingsException;
    }

    /**
     * Makes such emitters.
     *
     * @param checked the factory of the same settings with stand-ins for credentials
     * @param source reads the settings again
     * @param taken called when the receiver has taken messages
     */
    record Factory(EmitterFactory checked, Source source, Runnable taken) implements EmitterFactory {

        @Override
        public Emitter create() {
            return new LateEmitter(checked.create(), source, taken);
        }

        @Override
        public boolean isExclusive() {
            return checked.isExclusive();
        }
    }

    private final Source source;
    private final Runnable taken;
    private volatile Emitter emitter;

    private LateEmitter(Emitter checked, Source source, Runnable taken) {
        this.emitter = checked;
        this.source = source;
        this.taken = taken;
    }

    @Override
    public void open(EmitterContext context) throws IOException {
        try {
            emitter = source.read().factory().create();
        } catch (SettingsException e) {
            throw new IOException(e.getMessage(), e);
        }
        emitter.open(context);
    }

    @Override
    public Outcome send(List<EmitterMessage> batch) throws IOException, InterruptedException {
        return noted(emitter.send(batch));
    }

    @Override
    public List<Outcome> sendAtOnce(List<List<EmitterMessage>> batches) throws InterruptedException {
        List<Outcome> outcomes = emitter.sendAtOnce(batches);
        outcomes.forEach(this::noted);
        return outcomes;
    }

    private Outcome noted(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            taken.run();
        }
        return outcome;
    }

    @Override
    public int unconfirmed() {
        return emitter.unconfirmed();
    }

    @Override
    public Outcome settle() throws IOException, InterruptedException {
        return emitter.settle();
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
