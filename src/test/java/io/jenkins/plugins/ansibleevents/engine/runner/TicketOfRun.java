package io.jenkins.plugins.ansibleevents.engine.runner;

import java.util.concurrent.CompletableFuture;

/** Holds a run, and has its ticket as soon as there is one. */
final class TicketOfRun implements RunListener {

    final CompletableFuture<RunTicket> ticket = new CompletableFuture<>();

    @Override
    public void held(RunTicket given) {
        ticket.complete(given);
    }
}
