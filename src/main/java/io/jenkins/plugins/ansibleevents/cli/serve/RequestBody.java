package io.jenkins.plugins.ansibleevents.cli.serve;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.Reception;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyRefused;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.IncomingBody;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads a body without holding a thread while it comes in: thousands of slow senders cost no more than their
 * connections, and what the limits of all bodies allow.
 */
final class RequestBody {

    private static final Logger LOGGER = Logger.getLogger(RequestBody.class.getName());

    private final Request request;
    private final Reception reception;
    private final Connections.Held connection;
    private final Consumer<Answer> answered;
    private final AtomicBoolean over = new AtomicBoolean();

    @CheckForNull
    private IncomingBody body;

    private RequestBody(Request request, Reception reception, Connections.Held connection, Consumer<Answer> answered) {
        this.request = request;
        this.reception = reception;
        this.connection = connection;
        this.answered = answered;
    }

    /**
     * Reads the body that a reception wants.
     *
     * @param connection is notified when others may have its place, and when not
     * @param answered is called with the answer, once, whatever happens to the body
     */
    static void read(Request request, Reception reception, Connections.Held connection, Consumer<Answer> answered) {
        new RequestBody(request, reception, connection, answered).begin();
    }

    private void begin() {
        try {
            body = reception.open(this::brokenOff);
        } catch (BodyRefused e) {
            refuse(e);
            return;
        }
        if (!body.isVouched()) {
            connection.reads();
        }
        more();
    }

    private void brokenOff() {
        refuse(new BodyRefused(BodyRefused.Kind.CUT, "it was broken off"));
    }

    private void more() {
        try {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this::more);
                    return;
                }
                if (take(chunk)) {
                    complete();
                    return;
                }
            }
        } catch (BodyRefused e) {
            refuse(e);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.SEVERE, "a body could not be read", e);
            close();
            end(() -> Answer.error(500, "internal error"));
        }
    }

    /** Whether it was the last one. */
    private boolean take(Content.Chunk chunk) throws BodyRefused {
        if (Content.Chunk.isFailure(chunk)) {
            LOGGER.log(Level.FINE, "a body was broken off", chunk.getFailure());
            throw BodyRefused.of(chunk.getFailure());
        }
        try {
            Objects.requireNonNull(body).add(chunk.getByteBuffer());
            return chunk.isLast();
        } finally {
            chunk.release();
        }
    }

    private void complete() {
        connection.works();
        end(() -> reception.complete(body));
    }

    private void refuse(BodyRefused why) {
        BodyRefused reason = body == null ? why : body.why(why);
        close();
        end(() -> reception.refuse(reason));
    }

    private void close() {
        if (body != null) {
            body.close();
        }
    }

    private void end(Supplier<Answer> answer) {
        if (over.compareAndSet(false, true)) {
            answered.accept(answer.get());
        }
    }
}
