package io.jenkins.plugins.ansibleevents.engine.inbound;

/** One thing that must be true of a request before it is queued. Safe for use by several threads. */
@FunctionalInterface
interface EndpointCheck {

    /**
     * Passes and adds its findings, or ends the request.
     *
     * @throws Refusal with the answer for the sender
     */
    void pass(CheckedRequest delivery) throws Refusal;
}
