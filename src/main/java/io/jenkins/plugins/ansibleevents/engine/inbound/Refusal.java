package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyRefused;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.SchemaViolation;
import java.util.List;
import java.util.Map;

/**
 * A check has ended a request. {@link #answer()} is for the sender; {@link #getMessage()} is for the administrator and
 * may say more.
 */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private static final long QUEUE_RETRY_SECONDS = 5;

    private final Reason reason;
    private final transient Answer answer;

    private Refusal(Reason reason, String detail, Answer answer) {
        // No stack trace: refusing is everyday work and must stay cheap under a flood.
        super(detail, null, false, false);
        this.reason = reason;
        this.answer = answer;
    }

    /** Which check ended the request. */
    public Reason reason() {
        return reason;
    }

    /** The answer for the sender, which never says why its proof failed. */
    public Answer answer() {
        return answer;
    }

    private static Refusal of(Reason reason, String text) {
        return new Refusal(reason, text, Answer.error(reason.status(), text));
    }

    static Refusal unknown() {
        return of(Reason.UNKNOWN, "no such endpoint");
    }

    static Refusal method(String method, String allowed) {
        Answer answer = Answer.error(Reason.METHOD.status(), "use " + allowed);
        return new Refusal(
                Reason.METHOD,
                "method " + method,
                new Answer(answer.status(), Map.of("Allow", allowed), answer.body()));
    }

    static Refusal size(int limit) {
        return of(Reason.SIZE, "the body is larger than " + limit + " bytes");
    }

    static Refusal type(String problem) {
        return of(Reason.TYPE, problem);
    }

    /** A body that is refused; the answer does not say which limit was reached, nor how large it is. */
    static Refusal body(BodyRefused why) {
        return switch (why.kind()) {
            case TOO_LARGE -> of(Reason.SIZE, why.getMessage());
            case TOO_SLOW ->
                new Refusal(
                        Reason.SLOW, why.getMessage(), Answer.error(Reason.SLOW.status(), "the body came too slowly"));
            case NO_ROOM -> busy(why.getMessage());
            case CUT -> of(Reason.BODY, "the body could not be read to its end");
        };
    }

    /** No room for it now; the sender is not to blame. */
    static Refusal busy(String detail) {
        Answer answer = Answer.error(Reason.BUSY.status(), "too many requests at once; try again later");
        return new Refusal(Reason.BUSY, detail, answer.retryAfter(QUEUE_RETRY_SECONDS));
    }

    /** The same answer whatever was wrong: it must not help to guess. */
    static Refusal notAuthentic(String detail) {
        return new Refusal(Reason.AUTHENTICATION, detail, unauthorized());
    }

    static Refusal notFresh(String detail) {
        return new Refusal(Reason.FRESHNESS, detail, unauthorized());
    }

    private static Answer unauthorized() {
        return Answer.error(401, "not authenticated");
    }

    /** The sender may be honest, so it is asked to try again later. */
    static Refusal unproven(String detail) {
        Answer answer = Answer.error(Reason.UNPROVEN.status(), "cannot be checked at the moment; try again later");
        return new Refusal(Reason.UNPROVEN, detail, answer.retryAfter(QUEUE_RETRY_SECONDS));
    }

    static Refusal greeting(ObjectNode answer) {
        return new Refusal(Reason.GREETING, "no message", Answer.of(Reason.GREETING.status(), answer));
    }

    static Refusal permission(Answer granted) {
        return new Refusal(Reason.GREETING, "may send", granted);
    }

    static Refusal origin() {
        Refusal refusal = method("OPTIONS", "POST");
        return new Refusal(
                Reason.METHOD, "the WebHook-Request-Origin is not among the origins of the endpoint", refusal.answer);
    }

    static Refusal json(String problem) {
        return of(Reason.JSON, problem);
    }

    /** With every violation as {@code {"pointer": "/a/0", "message": "..."}}. */
    static Refusal schema(List<SchemaViolation> violations) {
        ObjectNode body = Answer.json().put("error", "the payload does not match the schema");
        var errors = body.putArray("errors");
        violations.forEach(v -> errors.addObject().put("pointer", v.pointer()).put("message", v.message()));
        return new Refusal(Reason.SCHEMA, violations.get(0).toString(), Answer.of(Reason.SCHEMA.status(), body));
    }

    /** The filter could not be evaluated, so the message does not count as filtered out. */
    static Refusal tooCostly(String filter, String detail) {
        String text = "filter " + filter + " takes too much time or memory with this payload";
        return new Refusal(Reason.SCHEMA, text + ": " + detail, Answer.error(Reason.SCHEMA.status(), text));
    }

    static Refusal filtered(String filter, String detail) {
        ObjectNode body = Answer.json().put("filtered", true).put("by", filter);
        return new Refusal(Reason.FILTER, detail, Answer.of(Reason.FILTER.status(), body));
    }

    static Refusal rate(long seconds) {
        Answer answer = Answer.error(Reason.RATE.status(), "too many messages; try again later");
        return new Refusal(Reason.RATE, "over the rate limit", answer.retryAfter(seconds));
    }

    static Refusal repeated(String firstId) {
        ObjectNode body = Answer.json().put("id", firstId).put("repeated", true);
        return new Refusal(Reason.REPEATED, "seen before as " + firstId, Answer.of(Reason.REPEATED.status(), body));
    }

    static Refusal queue(QueueException cause) {
        if (cause.kind() == QueueException.Kind.TOO_LARGE) {
            return of(Reason.SIZE, "the queue does not take messages of this size");
        }
        Answer answer = Answer.error(Reason.QUEUE.status(), "the message could not be stored; try again later");
        return new Refusal(Reason.QUEUE, cause.getMessage(), answer.retryAfter(QUEUE_RETRY_SECONDS));
    }
}
