package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What the server itself refuses (bad HTTP, shutdown) is answered as JSON too, and quotes nothing of the request. */
final class JsonErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String text = status == 503 ? "stopping; try again later" : "the request was not understood";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.CONTENT_TYPE);
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
        }
        response.write(true, ByteBuffer.wrap(Answer.error(status, text).bytes()), callback);
        return true;
    }
}
