package io.jenkins.plugins.ansibleevents.webhook.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Job;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Which endpoints a job may use. An administrator decides it by the full name of the job: who has configured a trigger is
 * not known when a message comes.
 */
@Restricted(NoExternalUse.class)
public interface EndpointAccess extends ExtensionPoint {

    /** The names of all endpoints, in the order of the settings. */
    List<String> endpointNames();

    /**
     * Whether a job may have the messages of an endpoint.
     *
     * @param endpoint its name, or empty for all messages of the queue
     * @param job the full name of the job as it is now
     */
    boolean isOpen(String endpoint, String job);

    /** The JSON Schema of an endpoint; empty when it has none, or does not exist. */
    Optional<JsonNode> schema(String endpoint);

    /** The access of this Jenkins. */
    static EndpointAccess get() {
        return ExtensionList.lookupSingleton(EndpointAccess.class);
    }

    /** The names of the endpoints that a job may use. */
    static List<String> open(Job<?, ?> job) {
        EndpointAccess access = get();
        return access.endpointNames().stream()
                .filter(name -> access.isOpen(name, job.getFullName()))
                .toList();
    }

    /**
     * Why a job gets no message of an endpoint, in the same words for one that is not open to it and one that does not
     * exist; empty when it does get them.
     */
    static Optional<String> problem(String endpoint, Job<?, ?> job) {
        if (get().isOpen(endpoint, job.getFullName())) {
            return Optional.empty();
        }
        return Optional.of(
                endpoint.isEmpty()
                        ? Messages.EndpointAccess_unnamed(job.getFullName())
                        : Messages.EndpointAccess_closed(endpoint, job.getFullName()));
    }
}
