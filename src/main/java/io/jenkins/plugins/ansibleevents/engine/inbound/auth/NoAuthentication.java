package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

/** No authentication: whoever reaches the port may send. Has to be written out, and is warned about at start. */
public record NoAuthentication() implements Authentication {

    @Override
    public Proof prove(SignedContent content) {
        return Proof.of("anyone");
    }

    @Override
    public String name() {
        return "none";
    }
}
