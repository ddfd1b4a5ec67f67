package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import hudson.Util;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import okhttp3.HttpUrl;

/**
 * The proxy that Jenkins is configured with (Manage Jenkins, System).
 *
 * @param host its name or address
 * @param port its port
 * @param user our name there, or null for a proxy without login
 * @param password of that user, or null
 */
record JenkinsProxy(
        String host,
        int port,
        @CheckForNull String user,
        @CheckForNull Secret password) {

    /** Names that mean the same address everywhere: other names may be known to the proxy alone. */
    private static final Pattern LITERAL = Pattern.compile("localhost|[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** The proxy for a host; empty when there is none, and for hosts that need none. */
    static Optional<JenkinsProxy> to(String host) {
        ProxyConfiguration configured = Jenkins.get().getProxy();
        if (configured == null || configured.createProxy(host).type() == Proxy.Type.DIRECT) {
            return Optional.empty();
        }
        String user = Util.fixEmptyAndTrim(configured.getUserName());
        return Optional.of(new JenkinsProxy(
                configured.getName(),
                configured.getPort(),
                user,
                user == null ? null : Secret.of(configured.getSecretPassword().getPlainText())));
    }

    /** The value of {@code proxy} in the settings of an emitter. */
    SettingsBuilder settings() {
        HttpUrl url = new HttpUrl.Builder().scheme("http").host(host).port(port).build();
        var settings = new SettingsBuilder().text("url", url.toString());
        return password == null ? settings : settings.text("username", user).secret("password", password);
    }

    /**
     * The policy for connections to a proxy: it may have any address, because administrators have chosen it. The
     * receiver behind it is checked by name.
     *
     * @param proxy the proxy's host
     * @param receiver the host behind it
     */
    static DestinationPolicy policy(String proxy, String receiver, OutboundPolicy policy) {
        DestinationPolicy direct = DestinationPolicy.guarded(policy.allowedHosts());
        return address -> {
            if (address.getHostString().equals(proxy)) {
                checkByName(receiver, direct, !policy.allowedHosts().isEmpty());
            } else {
                direct.check(address);
            }
        };
    }

    private static void checkByName(String receiver, DestinationPolicy direct, boolean listed) throws IOException {
        if (listed) {
            direct.check(InetSocketAddress.createUnresolved(receiver, 0));
        } else if (LITERAL.matcher(receiver).matches()) {
            direct.check(new InetSocketAddress(address(receiver), 0));
        }
    }

    private static InetAddress address(String literal) throws IOException {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IOException("the host " + literal + " is not known", e);
        }
    }
}
