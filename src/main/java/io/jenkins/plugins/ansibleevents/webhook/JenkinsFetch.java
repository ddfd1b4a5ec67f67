package io.jenkins.plugins.ansibleevents.webhook;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.HttpsFetch;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.JavaHttpsFetch;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/** Fetches through the proxy of Jenkins; when there is a list of allowed hosts, only from those. */
final class JenkinsFetch implements HttpsFetch {

    @Override
    public byte[] get(URI uri) throws IOException {
        Set<String> allowed = OutboundPolicy.current().allowedHosts();
        if (!allowed.isEmpty() && !allowed.contains(uri.getHost())) {
            throw new IOException("the host " + uri.getHost() + " is not on the list of allowed hosts");
        }
        return new JavaHttpsFetch(ProxyConfiguration.newHttpClientBuilder()).get(uri);
    }
}
