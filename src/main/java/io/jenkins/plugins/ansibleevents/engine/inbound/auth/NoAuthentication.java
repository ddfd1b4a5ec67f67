package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

/** No authentication: anybody who reaches the port may send. It must be written out, and the start warns about it. */
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
