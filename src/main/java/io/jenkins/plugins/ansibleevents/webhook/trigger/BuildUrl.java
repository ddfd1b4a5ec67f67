package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds a build again by its URL below the root of Jenkins: {@code job/FOLDER/job/NAME/NUMBER/}. */
@Restricted(NoExternalUse.class)
public final class BuildUrl {

    private static final Pattern FORM = Pattern.compile("job/(.+)/(\\d{1,9})/");

    private BuildUrl() {}

    /** The build, whoever asks; empty when it or its job is gone. */
    @SuppressWarnings("try") // the context is held, not used
    public static Optional<Run<?, ?>> find(String url) {
        Matcher match = FORM.matcher(url);
        if (!match.matches()) {
            return Optional.empty();
        }
        // A plus sign stands for itself in a path.
        String path = match.group(1).replace("/job/", "/").replace("+", "%2B");
        String name = URLDecoder.decode(path, StandardCharsets.UTF_8);
        try (var system = ACL.as2(ACL.SYSTEM2)) {
            Job<?, ?> job = Jenkins.get().getItemByFullName(name, Job.class);
            return Optional.ofNullable(job).map(j -> j.getBuildByNumber(Integer.parseInt(match.group(2))));
        }
    }
}
