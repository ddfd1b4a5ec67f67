package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.TrustedProxies;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands between senders and this server.
 *
 * @param basePath what every URL begins with, for example {@code /hooks}, for a proxy that passes paths on unchanged; or
 *     empty
 * @param proxies which proxies may name the sender's address
 */
record Front(String basePath, TrustedProxies proxies) {

    /** Nothing. */
    static final Front NONE = new Front("", TrustedProxies.NONE);

    private static final Pattern BASE = Pattern.compile("(/[A-Za-z0-9._~-]*[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

    static Front read(Section top) throws SettingsException {
        String base = top.string("basePath").orElse("");
        String plain = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        if (!BASE.matcher(plain).matches()) {
            throw top.error("basePath", "must be a path such as /hooks, is \"" + base + "\"");
        }
        try {
            return new Front(plain, TrustedProxies.of(top.strings("trustedProxies")));
        } catch (IllegalArgumentException e) {
            throw top.error("trustedProxies", e.getMessage());
        }
    }

    /** The path below the base path; empty for one that is not below it. */
    Optional<String> below(String path) {
        return path.startsWith(basePath + "/") ? Optional.of(path.substring(basePath.length())) : Optional.empty();
    }
}
