package io.jenkins.plugins.ansibleevents.engine.view;

/** A result that failed, whatever became of it. */
final class Failure {

    private final int task;
    private final int host;
    private final int counter;
    private final int message;
    private ResultState state;

    /**
     * A failure.
     *
     * @param message the number of its message, or -1
     */
    Failure(int task, int host, int counter, int message, ResultState state) {
        this.task = task;
        this.host = host;
        this.counter = counter;
        this.message = message;
        this.state = state;
    }

    int task() {
        return task;
    }

    int host() {
        return host;
    }

    int counter() {
        return counter;
    }

    int message() {
        return message;
    }

    ResultState state() {
        return state;
    }

    void turnsOut(ResultState other) {
        state = other;
    }
}
