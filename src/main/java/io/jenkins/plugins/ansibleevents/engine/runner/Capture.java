package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes what comes out of Ansible, as it comes.
 *
 * <p>Not safe for use by several threads.
 */
final class Capture {

    private final OutputQueue output;
    private final OutputStream display;

    Capture(OutputQueue output, Redactor redactor, RunListener listener) {
        this.output = output;
        this.display = redactor.filter(new ListenerStream(listener));
    }

    /** Takes what has come since the last call; false when nothing has. */
    boolean pump() throws IOException {
        byte[] text = output.take();
        if (text.length == 0) {
            return false;
        }
        display.write(text);
        display.flush();
        return true;
    }

    /** Nothing comes any more. */
    void end() throws IOException {
        pump();
        display.close();
    }

    long events() {
        return 0;
    }

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
            listener.output(bytes, offset, length);
        }
    }
}
