package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.runner.Progress;
import io.jenkins.plugins.ansibleevents.engine.text.VisibleText;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Passes Ansible's display text to a terminal and keeps a line below it that says how far the run is. The line is
 * removed before text is written and drawn again when the text has ended its line, so that copied text never contains
 * it.
 */
final class ProgressLine implements Closeable {

    private static final String ERASE = "\r\u001b[2K";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final Terminal terminal;
    private final RunProgress progress;
    private final long startedNanos = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "ansible-events progress");
        thread.setDaemon(true);
        return thread;
    });
    private Supplier<String> words;
    private boolean shown;
    private boolean atLineStart = true;
    private boolean closed;

    ProgressLine(Terminal terminal, RunProgress progress) {
        this.terminal = terminal;
        this.progress = progress;
        this.words = this::howFar;
    }

    void start() {
        clock.scheduleAtFixedRate(this::draw, 0, 1, TimeUnit.SECONDS);
    }

    synchronized void event(EventLine event) {
        EventHead head = event.head();
        progress.event(head);
        // A long task displays no text for a while, so its start redraws the line; otherwise text or the clock does.
        if (head.event().equals(EventType.PLAYBOOK_ON_TASK_START)) {
            draw();
        }
    }

    synchronized void progress(Progress place) {
        progress.place(place);
    }

    synchronized void output(byte[] text, int offset, int length) {
        erase();
        terminal.out().write(text, offset, length);
        terminal.out().flush();
        if (length > 0) {
            atLineStart = text[offset + length - 1] == '\n';
        }
        draw();
    }

    /** From now on the line shows these words; there is no line while they are empty. */
    synchronized void say(Supplier<String> otherWords) {
        words = otherWords;
        draw();
    }

    private synchronized void draw() {
        if (closed || !atLineStart) {
            return;
        }
        control(ERASE + DIM);
        terminal.out().print(Columns.shortened(VisibleText.line(words.get()), room()));
        control(PLAIN);
        terminal.out().flush();
        shown = true;
    }

    /** Writes codes that the terminal obeys. */
    private void control(String codes) {
        terminal.out().writeBytes(codes.getBytes(StandardCharsets.US_ASCII));
    }

    private void erase() {
        if (shown) {
            control(ERASE);
            shown = false;
        }
    }

    private String howFar() {
        String elapsed = ", " + elapsed();
        return progress.inWords(room() - elapsed.length()) + elapsed;
    }

    /** A character in the last column would make some terminals begin another line. */
    private int room() {
        return terminal.columns() - 1;
    }

    private String elapsed() {
        Duration time = Duration.ofNanos(System.nanoTime() - startedNanos);
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    @Override
    public synchronized void close() {
        closed = true;
        clock.shutdownNow();
        erase();
        terminal.out().flush();
    }
}
