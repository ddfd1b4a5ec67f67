package io.jenkins.plugins.ansibleevents.engine.inbound;

import java.util.Map;

/**
 * A request that was refused, without anything secret.
 *
 * @param time when, ISO 8601 in UTC
 * @param endpoint whose; for an unknown one empty
 * @param reason why, see {@link Reason#label}
 * @param detail the same in one sentence, for an administrator
 * @param remoteAddress who asked
 * @param headers the visible header fields
 * @param body the redacted beginning of the body, only of authentic requests; otherwise empty
 */
public record RefusedRequest(
        String time,
        String endpoint,
        String reason,
        String detail,
        String remoteAddress,
        Map<String, String> headers,
        String body) {}
