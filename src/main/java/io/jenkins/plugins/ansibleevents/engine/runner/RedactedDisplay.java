package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Redacts display text for the listener. Text that may begin a secret is held back until more text arrives, or until
 * the end.
 */
final class RedactedDisplay {

    private final OutputStream filter;

    RedactedDisplay(Redactor redactor, RunListener listener) {
        this.filter = redactor.filter(new ListenerStream(listener));
    }

    void show(byte[] bytes, int offset, int length) {
        try {
            filter.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands over all text that cannot begin a secret. */
    void flush() {
        try {
            filter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands over everything, because the text is complete. */
    void end() {
        try {
            filter.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stream from the redactor to the listener. */
    private static final class ListenerStream extends OutputStream {

        private final RunListener listener;

        ListenerStream(RunListener listener) {
            this.listener = listener;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length > 0) {
                listener.output(bytes, offset, length);
            }
        }
    }
}
