package io.jenkins.plugins.ansibleevents.webhook;

import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The raw paths of the webhooks below the root of Jenkins: a path that equals one only after decoding does not count.
 */
final class WebhookPaths {

    /** The URL of the root action. */
    static final String ROOT = "ansible-events";

    private static final String MOUNT = "/" + ROOT;
    private static final String PREFIX = MOUNT + "/webhook/";

    private WebhookPaths() {}

    /** The raw path below the mount point, as the engine knows it: {@code /webhook/...}; otherwise empty. */
    static String below(HttpServletRequest request) {
        String path = raw(request);
        return path.startsWith(PREFIX) ? path.substring(MOUNT.length()) : "";
    }

    /** Whether this is exactly the URL to which senders of an endpoint post; a slash at its end makes no difference. */
    static boolean isEndpoint(HttpServletRequest request) {
        String path = raw(request);
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return plain.startsWith(PREFIX) && EndpointSpec.isName(plain.substring(PREFIX.length()));
    }

    private static String raw(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        return uri.startsWith(context) ? uri.substring(context.length()) : "";
    }
}
