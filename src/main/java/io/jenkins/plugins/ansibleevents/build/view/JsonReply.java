package io.jenkins.plugins.ansibleevents.build.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * An answer in JSON. Browsers keep it, and no proxy does: others may not see it. A version makes that a browser is told in a few
 * bytes that what it has is still true (304).
 */
@Restricted(NoExternalUse.class)
public final class JsonReply implements HttpResponse {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final int code;
    private final String version;
    private final Duration age;
    private final Body body;

    /** Writes a document. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private JsonReply(int code, String version, Duration age, Body body) {
        this.code = code;
        this.version = version;
        this.age = age;
        this.body = body;
    }

    /**
     * A document that may be another one the next time.
     *
     * @param version changes with the document; text without quotes
     */
    public static JsonReply of(String version, Body body) {
        return new JsonReply(OK, version, Duration.ZERO, body);
    }

    /** The same; for some time nobody needs to ask whether it has changed. */
    public JsonReply keptFor(Duration time) {
        return new JsonReply(code, version, time, body);
    }

    /** {@code {"error": "..."}}. */
    public static JsonReply error(int code, String sentence) {
        var json = JsonNodeFactory.instance.objectNode().put("error", sentence);
        return new JsonReply(
                code,
                "",
                Duration.ZERO,
                out -> out.write(json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setHeader("Vary", "Cookie"); // another user of the same browser may not see it either
        response.setHeader("Cache-Control", age.isZero() ? "private, no-cache" : "private, max-age=" + age.toSeconds());
        if (!version.isEmpty()) {
            String tag = "\"" + version + "\"";
            response.setHeader("ETag", tag);
            if (isKnown(request.getHeader("If-None-Match"), tag)) {
                response.setStatus(NOT_MODIFIED);
                return;
            }
        }
        var document = new ByteArrayOutputStream(); // first: what goes wrong is told by the code of the answer
        body.writeTo(document);
        response.setStatus(code);
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        document.writeTo(response.getOutputStream());
    }

    /** Servers that compress an answer put {@code --gzip} into its tag. */
    private static boolean isKnown(String known, String tag) {
        return known != null && known.replace("--gzip", "").contains(tag);
    }
}
