package io.jenkins.plugins.ansibleevents.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jenkins.model.Jenkins;
import jenkins.security.BasicHeaderAuthenticator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/**
 * The login of a sender is not that of a Jenkins user. On the URLs of webhooks the security realm does not check it,
 * because that would refuse the request and might lock an account; the endpoint does. The request goes on as anonymous.
 */
@Extension(ordinal = 1000)
@Restricted(NoExternalUse.class)
public final class SenderLogin extends BasicHeaderAuthenticator {

    @Override
    @CheckForNull
    public Authentication authenticate2(
            HttpServletRequest request, HttpServletResponse response, String user, String password) {
        return WebhookPaths.below(request).isEmpty() ? null : Jenkins.ANONYMOUS2;
    }
}
