package io.jenkins.plugins.ansibleevents.engine.inbound;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyRefused;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.IncomingBody;
import java.util.Optional;

/**
 * A request whose head has been checked: it is answered, or its body is needed. Then the body is {@link #open opened},
 * filled as bytes arrive, and {@link #complete completed}; or, when it cannot be read, {@link #refuse refused}. For one
 * thread at a time.
 */
public final class Reception {

    private final Endpoint endpoint;
    private final CheckedRequest delivery;

    @CheckForNull
    private final Answer answer;

    private Reception(
            @CheckForNull Endpoint endpoint, @CheckForNull CheckedRequest delivery, @CheckForNull Answer answer) {
        this.endpoint = endpoint;
        this.delivery = delivery;
        this.answer = answer;
    }

    /** Answered; the body is not read. */
    static Reception over(Answer answer) {
        return new Reception(null, null, answer);
    }

    static Reception wantsBody(Endpoint endpoint, CheckedRequest delivery) {
        return new Reception(endpoint, delivery, null);
    }

    /** The answer to a request whose body need not be read. */
    public Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    /**
     * Gives the body a place among all that are coming in.
     *
     * @param whenBrokenOff wakes the reader when the body is broken off; called on any thread
     * @throws BodyRefused when there is none
     */
    public IncomingBody open(Runnable whenBrokenOff) throws BodyRefused {
        return endpoint.open(delivery, whenBrokenOff);
    }

    /** The answer when all of the body is there; closes it. May block while the queue writes. */
    public Answer complete(IncomingBody body) {
        return endpoint.complete(delivery, body);
    }

    /** The answer when the body is refused. */
    public Answer refuse(BodyRefused why) {
        return endpoint.refuse(delivery, why);
    }
}
