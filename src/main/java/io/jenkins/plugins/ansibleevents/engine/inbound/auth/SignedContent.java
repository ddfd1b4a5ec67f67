package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;

/**
 * What a sender vouches for.
 *
 * @param headers all header fields
 * @param bytes the raw body; for a request that has none by its nature (a status query) the raw path, so that a
 *     signature is good for one path only
 */
public record SignedContent(Headers headers, byte[] bytes) {}
