package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Notifies every listener; an exception of one is logged once and does not reach the others. */
final class Listeners implements RunListener {

    private static final Logger LOGGER = Logger.getLogger(Listeners.class.getName());

    private final String ident;
    private final List<RunListener> all;
    private final Set<RunListener> failed = Collections.newSetFromMap(new IdentityHashMap<>());

    Listeners(String ident, List<RunListener> all) {
        this.ident = ident;
        this.all = List.copyOf(all);
    }

    @Override
    public void status(StatusEvent status) {
        tell(listener -> listener.status(status));
    }

    @Override
    public void event(EventLine event) {
        tell(listener -> listener.event(event));
    }

    @Override
    public void held(RunTicket ticket) {
        tell(listener -> listener.held(ticket));
    }

    @Override
    public void heldOver(RunResult result) {
        tell(listener -> listener.heldOver(result));
    }

    @Override
    public void output(byte[] text, int offset, int length) {
        tell(listener -> listener.output(text, offset, length));
    }

    @Override
    public void ansible(AnsibleInfo info) {
        tell(listener -> listener.ansible(info));
    }

    @Override
    public void progress(Progress progress) {
        tell(listener -> listener.progress(progress));
    }

    @Override
    public void remark(Remark remark) {
        tell(listener -> listener.remark(remark));
    }

    @Override
    public void notice(String line) {
        tell(listener -> listener.notice(line));
    }

    private void tell(Consumer<RunListener> what) {
        for (RunListener listener : all) {
            try {
                what.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                logOnce(listener, e);
            }
        }
    }

    private void logOnce(RunListener listener, Throwable problem) {
        if (failed.add(listener)) {
            LOGGER.log(
                    Level.WARNING,
                    "run " + ident + ": a listener failed, the run goes on: "
                            + listener.getClass().getName(),
                    problem);
        }
    }
}
