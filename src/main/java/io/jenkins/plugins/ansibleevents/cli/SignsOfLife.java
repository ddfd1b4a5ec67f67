package io.jenkins.plugins.ansibleevents.cli;

import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says what the command waits for where no line can be redrawn: soon, and then so seldom that no log is filled. */
final class SignsOfLife implements Closeable {

    private static final int FIRST_SECONDS = 2;
    private static final int EVERY_SECONDS = 10;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "ansible-events signs of life");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<String> words;
    private final Consumer<String> out;
    private boolean closed;

    private SignsOfLife(Supplier<String> words, Consumer<String> out) {
        this.words = words;
        this.out = out;
    }

    /**
     * Starts the thread that prints.
     *
     * @param words what the command waits for; nothing is printed while it is empty
     */
    static SignsOfLife start(Supplier<String> words, Consumer<String> out) {
        var signs = new SignsOfLife(words, out);
        signs.clock.scheduleWithFixedDelay(signs::say, FIRST_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        return signs;
    }

    private void say() {
        String line = words.get();
        synchronized (this) {
            if (!closed && !line.isEmpty()) {
                out.accept(line);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        clock.shutdownNow();
    }
}
