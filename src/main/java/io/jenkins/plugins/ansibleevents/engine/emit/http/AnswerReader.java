package io.jenkins.plugins.ansibleevents.engine.emit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.emit.RefusedDestinationException;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Turns the receiver's answer into an outcome with a reason for the user. */
final class AnswerReader {

    /**
     * Most bytes of an answer to read, so that the connection can be used again; a longer answer closes the connection.
     */
    private static final long MAX_BODY = 64 * 1024;

    /** Most characters of a refusal to show. */
    private static final int EXCERPT = 200;

    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private final Redactor redactor;
    private final boolean showsNothing;
    private volatile boolean answered;

    /**
     * Safe for use by several threads.
     *
     * @param secrets values that no text of an answer may show
     * @param showsNothing whether connections are TLS without a certificate of ours
     */
    AnswerReader(Collection<Secret> secrets, boolean showsNothing) {
        this.redactor = Redactor.of(secrets);
        this.showsNothing = showsNothing;
    }

    /** Reads the answer to its end: an answer that is cut off counts as none. */
    Outcome outcome(Response response, Instant now) throws IOException {
        answered = true;
        int code = response.code();
        Buffer content = content(response);
        if (response.isSuccessful()) {
            return Outcome.accepted("the receiver answered " + code);
        }
        if (code >= 500 || LATER.contains(code)) {
            return Outcome.retryLater(
                    "the receiver answered " + code, RetryAfter.parse(response.header("Retry-After"), now));
        }
        String excerpt = excerpt(content);
        return Outcome.refused("the receiver answered " + code + (excerpt.isEmpty() ? "" : ": " + excerpt));
    }

    private static Buffer content(Response response) throws IOException {
        BufferedSource source = response.body().source();
        var content = new Buffer();
        while (content.size() < MAX_BODY && source.read(content, MAX_BODY) != -1) {
            // The loop reads on.
        }
        return content;
    }

    private String excerpt(Buffer content) throws IOException {
        byte[] bytes = content.readByteArray(Math.min(content.size(), EXCERPT * 4L));
        String text = redactor.redact(new String(bytes, StandardCharsets.UTF_8))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return Excerpt.of(text, EXCERPT);
    }

    /** The reason of a failed call, without address or query. */
    String problem(@CheckForNull Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedDestinationException refused) {
                return "nothing was sent: " + redactor.redact(String.valueOf(refused.getMessage()));
            }
        }
        if (failure instanceof UnknownHostException) {
            return "the receiver's name is not known: " + redactor.redact(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof ConnectException) {
            return "cannot connect to the receiver";
        }
        if (failure instanceof InterruptedIOException) {
            String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
            return message.contains("connect")
                    ? "cannot connect to the receiver in time"
                    : "the receiver did not answer in time";
        }
        String words = words(failure);
        boolean perhaps = showsNothing && !answered && !words.contains("certificat");
        return words + (perhaps ? "; does the receiver demand a client certificate?" : "");
    }

    /** With TLS 1.3 a receiver refuses us after our handshake; it depends on the moment whether its reason arrives. */
    private String words(@CheckForNull Throwable failure) {
        if (failure instanceof SSLException) {
            return "no trust between us and the receiver (TLS): "
                    + redactor.redact(String.valueOf(failure.getMessage()));
        }
        return "the connection broke: " + redactor.redact(String.valueOf(failure == null ? "" : failure.getMessage()));
    }
}
