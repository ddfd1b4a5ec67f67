package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import hudson.Util;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpSettings.HttpProxy;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/**
 * The way to a receiver through the proxy that Jenkins is configured with (Manage Jenkins, System). Hosts that need no
 * proxy there are connected to directly.
 */
final class JenkinsProxy {

    /** What means the same address everywhere: behind a proxy other names may be known to the proxy alone. */
    private static final Pattern LITERAL = Pattern.compile("localhost|[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private JenkinsProxy() {}

    /** The proxy for a host; null for none. */
    @CheckForNull
    static HttpProxy to(String host) {
        ProxyConfiguration configured = Jenkins.get().getProxy();
        if (configured == null || configured.createProxy(host).type() == Proxy.Type.DIRECT) {
            return null;
        }
        String user = Util.fixEmptyAndTrim(configured.getUserName());
        return new HttpProxy(
                configured.getName(),
                configured.getPort(),
                user,
                user == null ? null : Secret.of(configured.getSecretPassword().getPlainText()));
    }

    /**
     * The policy for the connections to the proxy: it may be anywhere, because administrators have chosen it. What is
     * behind it is checked here, by name.
     *
     * @throws IllegalStateException saying why the host may not be reached
     */
    static DestinationPolicy policy(HttpProxy proxy, String host, OutboundPolicy policy) {
        DestinationPolicy direct = DestinationPolicy.guarded(policy.allowedHosts());
        try {
            if (!policy.allowedHosts().isEmpty()) {
                direct.check(InetSocketAddress.createUnresolved(host, 0));
            } else if (LITERAL.matcher(host).matches()) {
                direct.check(new InetSocketAddress(InetAddress.getByName(host), 0));
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the host " + host + " is not known", e);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return address -> {
            if (!address.getHostString().equals(proxy.host())) {
                direct.check(address);
            }
        };
    }
}
