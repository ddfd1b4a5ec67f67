package io.jenkins.plugins.ansibleevents.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.UnprotectedRootAction;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.InboundService;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodySource;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import io.jenkins.plugins.ansibleevents.webhook.trigger.BuildUrl;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;

/**
 * The URLs for senders: {@code POST <root>/ansible-events/webhook/ENDPOINT} and {@code GET .../messages/ID}. They are
 * open to the world on purpose: the engine's endpoint authenticates over the raw bytes, and before that only the
 * bounded body is read. An accepted message is in the queue; the request itself starts no build.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class WebhookRootAction implements UnprotectedRootAction {

    private static final Logger LOGGER = Logger.getLogger(WebhookRootAction.class.getName());
    private static final int HEADERS_TOO_LARGE = 431;
    private static final int UNAVAILABLE = 503;
    private static final long TRY_AGAIN_SECONDS = 10;

    /**
     * The most requests at once: each holds a thread of the web server, which has some 200. At most half of them wait
     * for bodies of unproven senders ({@link WebhookConfiguration#bodyLimits}), so the other senders are always served.
     */
    private static final int AT_ONCE = 2 * WebhookConfiguration.BODIES;

    private final Semaphore places = new Semaphore(AT_ONCE);

    @Override
    @CheckForNull
    public String getIconFileName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return WebhookPaths.ROOT;
    }

    /** Answers senders; the endpoint decides about every method. */
    @WebMethod(name = "webhook")
    @SuppressWarnings("lgtm[jenkins/no-permission-check]") // the endpoint authenticates the sender
    public void doWebhook(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        if (!places.tryAcquire()) {
            send(response, busy("too many requests at once"));
            return;
        }
        try {
            send(response, answer(request));
        } finally {
            places.release();
        }
    }

    private static Answer answer(StaplerRequest2 request) throws IOException {
        String path = WebhookPaths.below(request);
        var running = WebhookService.get().runtime();
        if (running.isEmpty() || isUnusable(running.get(), path)) {
            return isConfigured(path)
                    ? busy("cannot take messages at the moment")
                    : Answer.error(404, "no such endpoint");
        }
        try {
            Answer answer = running.get().inbound().answer(raw(request, path));
            if (path.contains("/messages/")) {
                inWordsOfJenkins(answer.body());
            }
            return answer;
        } catch (IllegalArgumentException flood) {
            return Answer.error(HEADERS_TOO_LARGE, flood.getMessage());
        } catch (RuntimeException e) {
            LOGGER.log(Level.SEVERE, "a webhook request could not be answered", e);
            return Answer.error(500, "internal error");
        }
    }

    /** Whether an endpoint is configured but not running, so that its senders should try again later. */
    private static boolean isUnusable(InboundService running, String path) {
        return isConfigured(path) && running.inbound().endpoint(name(path)).isEmpty();
    }

    private static boolean isConfigured(String path) {
        return WebhookService.isConfigured(name(path));
    }

    private static String name(String path) {
        String[] parts = path.split("/", -1);
        return parts.length > 2 ? parts[2] : "";
    }

    private static Answer busy(String why) {
        return Answer.error(UNAVAILABLE, why).retryAfter(TRY_AGAIN_SECONDS);
    }

    private static RawRequest raw(StaplerRequest2 request, String path) throws IOException {
        return new RawRequest(
                request.getMethod(),
                path,
                Util.fixNull(request.getQueryString()),
                headers(request),
                request.getContentLengthLong(),
                BodySource.of(request.getInputStream()),
                request.getRemoteAddr());
    }

    private static Headers headers(StaplerRequest2 request) {
        var headers = new Headers.Builder();
        for (String name : Collections.list(request.getHeaderNames())) {
            Collections.list(request.getHeaders(name)).forEach(value -> headers.add(name, value));
        }
        return headers.build();
    }

    /** Here a run is a build with a URL, which may have gone on or ended at a restart of Jenkins. */
    private static void inWordsOfJenkins(ObjectNode message) {
        boolean building = false;
        for (JsonNode run : message.path("runs")) {
            ObjectNode build = (ObjectNode) run;
            String url = build.path("run").asText();
            build.remove("run");
            build.put("build", WebhookService.absolute(url));
            if (build.path("state").asText().equals("interrupted")) {
                build.put(
                        "state",
                        BuildUrl.find(url).map(WebhookRootAction::state).orElse("unknown"));
            }
            building |= build.path("state").asText().equals("running");
        }
        if (message.path("state").asText().equals("running")) {
            message.put("state", building ? "building" : "done");
        }
    }

    private static String state(Run<?, ?> build) {
        return build.isBuilding() ? "running" : String.valueOf(build.getResult());
    }

    private static void send(StaplerResponse2 response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentType(Answer.CONTENT_TYPE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        byte[] body = answer.bytes();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
