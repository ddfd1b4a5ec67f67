package io.jenkins.plugins.ansibleevents.build;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.HostFailures;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import io.jenkins.plugins.ansibleevents.engine.index.TaskCounter;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The recap of a run and its values of {@code set_stats}. The counts of a finished run are those of Ansible's own
 * recap, those of a canceled one are of the events so far.
 *
 * <p>Called by one thread at a time; read after the run.
 */
@Restricted(NoExternalUse.class)
public final class HostTally implements RunListener {

    private static final Logger LOGGER = Logger.getLogger(HostTally.class.getName());

    private @CheckForNull Recap recorded;
    private final RecapBuilder builder = new RecapBuilder();
    private ObjectNode data = JsonNodeFactory.instance.objectNode();
    private int plays;
    private final TaskCounter tasks = new TaskCounter();

    @Override
    public void event(EventLine event) {
        builder.add(event);
        tasks.add(event.head());
        switch (event.head().event()) {
            case EventType.PLAYBOOK_ON_PLAY_START -> plays++;
            case EventType.PLAYBOOK_ON_STATS -> noteData(event);
            default -> {
                // counted by the builder
            }
        }
    }

    private void noteData(EventLine event) {
        try {
            if (event.data().path("artifact_data") instanceof ObjectNode custom) {
                data = custom;
            }
        } catch (EventFormatException e) {
            LOGGER.log(Level.WARNING, "The statistics of a run cannot be read; its recap is drawn from results", e);
        }
    }

    /** {@link Recap.Host#counts} of every host, by name. */
    public Map<String, Map<String, Integer>> recap() {
        var recap = new TreeMap<String, Map<String, Integer>>();
        all().forEach(host -> recap.put(host.name(), host.counts()));
        return recap;
    }

    /** Takes the recap of a record, which has counted data that the recorded events omit. */
    void recorded(Recap recap) {
        recorded = recap;
    }

    private List<Recap.Host> all() {
        return result().hosts();
    }

    private Recap result() {
        return recorded == null ? builder.end() : recorded;
    }

    /** The values that the playbook set by {@code set_stats}. */
    public ObjectNode data() {
        return data;
    }

    /** Number of hosts that took part. */
    public int hosts() {
        return all().size();
    }

    /** Hosts with a failure that was neither rescued nor ignored. */
    public Set<String> failed() {
        return names(failures());
    }

    /** The failures of {@link #failed}. */
    public HostFailures failures() {
        return having(Recap.Host::failed);
    }

    public Set<String> unreachable() {
        return names(notReached());
    }

    /** The hosts of {@link #unreachable}, with the reasons. */
    public HostFailures notReached() {
        return having(Recap.Host::unreachable);
    }

    public Set<String> changed() {
        return names(having(Recap.Host::changed));
    }

    /** Number of hosts that changed and are otherwise well. */
    int onlyChanged() {
        return count(HostState.CHANGED);
    }

    /** Number of hosts that are well and were not changed. */
    int untouched() {
        return count(HostState.OK);
    }

    private int count(HostState state) {
        return (int) all().stream().filter(host -> host.state() == state).count();
    }

    /** Number of plays that began. */
    int plays() {
        return plays;
    }

    /** Number of tasks and handlers that began on a host, counted as on the pages of the run. */
    int tasks() {
        return tasks.count();
    }

    /** Number of ignored failures on all hosts. */
    public int ignored() {
        return all().stream().mapToInt(Recap.Host::ignored).sum();
    }

    private HostFailures having(ToIntFunction<Recap.Host> count) {
        return HostFailures.having(result(), count);
    }

    private static Set<String> names(HostFailures hosts) {
        return hosts.hosts().stream().map(Recap.Host::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
