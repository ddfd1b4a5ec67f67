package io.jenkins.plugins.ansibleevents.build.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.view.RunCounts;
import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import io.jenkins.plugins.ansibleevents.engine.view.ViewException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The documents of one run, {@code <name>?parameters}, for browsers and programs; docs/api.md describes them. They are read from
 * the recording while the run goes on, then from the artifacts.
 */
@Restricted(NoExternalUse.class)
public final class RunDocuments {

    private static final Logger LOGGER = Logger.getLogger(RunDocuments.class.getName());

    /** A run that is over does not change, but it may be deleted, and a user may lose a right. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final String RECORDING = "recording ";
    private static final String ARTIFACTS = "artifacts ";
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NO_METHOD = 405;
    private static final int ERROR = 500;

    private final String ident;
    private final Path recording;
    private final VirtualFile artifacts;
    private final boolean allowed;

    /**
     * @param recording where the run is recorded as long as it goes on
     * @param artifacts where its files are after that
     * @param allowed whether the present user may see them
     */
    public RunDocuments(String ident, Path recording, VirtualFile artifacts, boolean allowed) {
        this.ident = ident;
        this.recording = recording;
        this.artifacts = artifacts;
        this.allowed = allowed;
    }

    /** Answers with the document that the rest of the address names. */
    public HttpResponse doDynamic(StaplerRequest2 request) {
        if (!allowed) {
            return JsonReply.error(FORBIDDEN, Messages.RunDocuments_notAllowed());
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return JsonReply.error(NO_METHOD, Messages.RunDocuments_onlyGet());
        }
        String name = request.getRestOfPath().replaceFirst("^/", "");
        try {
            return Files.isDirectory(recording)
                    ? recorded(name, parameters(request))
                    : archived(name, parameters(request));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the run " + ident);
            return JsonReply.error(ERROR, Messages.RunDocuments_unreadable(ident, e.getMessage()));
        }
    }

    private HttpResponse recorded(String name, Map<String, String> parameters) throws IOException {
        try {
            return answer(RECORDING, RunFiles.of(new RunDirectory(recording)), name, parameters);
        } catch (IOException e) {
            if (Files.isDirectory(recording)) {
                throw e;
            }
            LOGGER.log(Level.FINE, e, () -> "the run " + ident + " was archived at this moment");
            return archived(name, parameters);
        }
    }

    private HttpResponse archived(String name, Map<String, String> parameters) throws IOException {
        if (!artifacts.child(RunDirectory.MANIFEST).isFile()) {
            return JsonReply.error(NOT_FOUND, Messages.RunDocuments_gone(ident));
        }
        return answer(ARTIFACTS, new ArchivedFiles(ident, artifacts), name, parameters);
    }

    private HttpResponse answer(String place, RunFiles files, String name, Map<String, String> parameters)
            throws IOException {
        return RunViews.ALL.with(place + ident, files, view -> answer(view, name, parameters));
    }

    /** The document is made here, and sent when others may use the view again. */
    private static HttpResponse answer(RunView view, String name, Map<String, String> parameters) throws IOException {
        var document = new ByteArrayOutputStream();
        String version = Jenkins.SESSION_HASH + "-" + view.version();
        boolean isFinal = view.isFinal();
        try {
            view.write(name, parameters, document);
        } catch (ViewException e) {
            return JsonReply.error(e.isNotFound() ? NOT_FOUND : BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        JsonReply reply = JsonReply.of(version, document::writeTo);
        return isFinal ? reply.keptFor(KEPT) : reply;
    }

    /** The hosts of the run by state; null when they are not known, or not for the present user. */
    @CheckForNull
    public RunCounts counts() {
        return allowed ? of(null, RunView::counts) : null;
    }

    /** What the files of the run say; the other value when they cannot be read. */
    private <T> T of(T otherwise, RunViews.Use<T> use) {
        boolean goesOn = Files.isDirectory(recording);
        RunFiles files = goesOn ? RunFiles.of(new RunDirectory(recording)) : new ArchivedFiles(ident, artifacts);
        try {
            return RunViews.ALL.with((goesOn ? RECORDING : ARTIFACTS) + ident, files, use);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the run " + ident + " cannot be read");
            return otherwise;
        }
    }

    /**
     * Finds why a host is red in the log.
     *
     * @param task as Ansible displays it
     * @return the counter of the event; 0 when it is not known
     */
    public long failure(String host, String task) {
        return allowed ? of(0L, view -> new FailureSearch(view).counter(host, task)) : 0;
    }

    private static Map<String, String> parameters(StaplerRequest2 request) {
        var parameters = new HashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length > 0) {
                parameters.put(name, values[0]);
            }
        });
        return parameters;
    }
}
