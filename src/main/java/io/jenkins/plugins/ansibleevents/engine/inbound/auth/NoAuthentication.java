package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;

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

    @Override
    public List<String> proofHeaders() {
        return List.of();
    }

    @Override
    public List<String> deliveryHeaders() {
        return List.of();
    }

    @Override
    public List<Secret> secrets() {
        return List.of();
    }
}
