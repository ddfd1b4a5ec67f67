package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import java.io.IOException;

/**
 * The progress of a run as far as Ansible itself knows it; for a person who watches.
 *
 * <p>The tasks of a play are those that Ansible lists before it starts the play (roles, blocks with their rescue and
 * always sections; tags are respected). Fact gathering, included tasks and handlers are added when they start. So
 * {@code tasks} may grow, and {@code task} is never beyond it.
 *
 * @param plays plays of the playbook, imported ones included; 0 when it is not known
 * @param task place of the task that starts next among the tasks of its play, from 1; 0 when it is not known
 * @param tasks tasks of the play; 0 when it is not known
 * @param rescued true only in a message without the other values: a block rescues the failure that is reported next
 * @param nothingLeft true only in a message without the other values, before the statistics: the plays had hosts and tasks,
 *     and tags and the task to start at left none of these tasks
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Progress(
        @JsonProperty("plays") int plays,
        @JsonProperty("task") int task,
        @JsonProperty("tasks") int tasks,
        @JsonProperty("rescued") boolean rescued,
        @JsonProperty("nothing_left") boolean nothingLeft) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Progress {
        if (task < 1 || task > tasks) {
            task = 0;
            tasks = 0;
        }
    }

    /** The place of the next task. */
    public Progress(int plays, int task, int tasks) {
        this(plays, task, tasks, false, false);
    }

    /**
     * Reads a line of kind {@code T} of our callback's record: {@code {"plays": 3, "task": 2, "tasks": 12}} {@code
     * {"rescued": true}} or {@code {"nothing_left": true}}; a missing key is 0.
     *
     * @throws EventFormatException when it is not such an object
     */
    static Progress fromJson(byte[] json) throws EventFormatException {
        try {
            return JSON.readValue(json, Progress.class);
        } catch (IOException e) {
            throw new EventFormatException("not a progress of a run", e);
        }
    }

    /** Whether the place of the next task is known. */
    public boolean knowsTask() {
        return tasks > 0;
    }
}
