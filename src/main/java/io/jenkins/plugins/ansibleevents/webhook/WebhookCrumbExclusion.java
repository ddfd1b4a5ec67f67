package io.jenkins.plugins.ansibleevents.webhook;

import hudson.Extension;
import hudson.security.csrf.CrumbExclusion;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Senders have no crumb, so the URLs of endpoints need none; all URLs below or beside them do. */
@Extension
@Restricted(NoExternalUse.class)
public final class WebhookCrumbExclusion extends CrumbExclusion {

    @Override
    public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!WebhookPaths.isEndpoint(request)) {
            return false;
        }
        chain.doFilter(request, response);
        return true;
    }
}
