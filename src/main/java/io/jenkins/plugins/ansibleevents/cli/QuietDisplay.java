package io.jenkins.plugins.ansibleevents.cli;

/** {@code -q}: nothing but errors, on standard error. */
final class QuietDisplay implements RunDisplay {

    private final Terminal terminal;

    QuietDisplay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void ended(RunEnd end) {
        new RecapTable(terminal).complain(end);
    }
}
