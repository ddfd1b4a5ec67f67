package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.HostFailures;
import io.jenkins.plugins.ansibleevents.engine.event.NaturalOrder;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Facts from the events that an exit code leaves open: which hosts failed, whether anything was done, the first error.
 */
final class RunTally implements RunListener {

    private static final Logger LOGGER = Logger.getLogger(RunTally.class.getName());

    /** The messages of {@code ssh} and Ansible's paramiko plugin about a host key that is unknown or has changed. */
    private static final Pattern HOST_KEY = Pattern.compile(
            "Host key verification failed|authenticity of host|host key mismatch|Host key for .* does not match");

    /** Until 2.18 Ansible breaks the lines of its warnings. */
    private static final Pattern UNREAD_INVENTORY =
            Pattern.compile("Unable\\s+to\\s+parse\\s+(.+?)\\s+as\\s+an\\s+inventory\\s+source", Pattern.DOTALL);

    private static final int MAX_INVENTORIES = 5;

    /** What Ansible says, once, when there is no terminal for the prompts of a play. */
    private static final Pattern NOT_PROMPTING = Pattern.compile("Not\\s+prompting\\s+as\\s+we\\s+are\\s+not");

    private final Runnable playing;
    private boolean played;
    private boolean tasksRun;
    private boolean noHosts;
    private boolean nothingLeft;
    private String error = "";
    private List<String> failed = List.of();
    private List<String> unreachable = List.of();
    private final Set<String> unreadInventories = new LinkedHashSet<>();
    private final Set<String> hostKeys = new TreeSet<>(NaturalOrder.NAMES);
    private final RecapBuilder recap = new RecapBuilder();
    private final Set<String> prompted = new LinkedHashSet<>();
    private boolean notPrompting;
    private int hosts;

    /** @param playing called once, at the first play */
    RunTally(Runnable playing) {
        this.playing = playing;
    }

    @Override
    public void event(EventLine event) {
        recap.add(event);
        switch (event.head().event()) {
            case EventType.PLAYBOOK_ON_PLAY_START -> play();
            case "playbook_on_no_hosts_matched" -> noHosts = true;
            case "playbook_on_vars_prompt" -> prompt(data(event));
            case EventType.RUNNER_ON_START -> tasksRun = true;
            case EventType.RUNNER_ON_UNREACHABLE -> unreachable(event);
            case EventType.PLAYBOOK_ON_STATS -> stats(event);
            default -> {}
        }
    }

    @Override
    public void progress(Progress progress) {
        nothingLeft |= progress.nothingLeft();
    }

    private void prompt(JsonNode data) {
        if (data.path("default").isNull()) {
            prompted.add(data.path("varname").asText());
        }
    }

    /** The variables of prompts without default for which nobody could be asked. */
    Set<String> unanswered() {
        return notPrompting ? prompted : Set.of();
    }

    private void unreachable(EventLine event) {
        String message = data(event).path("res").path("msg").asText();
        String host = event.head().host();
        if (host != null && HOST_KEY.matcher(message).find()) {
            hostKeys.add(host);
        }
    }

    private void play() {
        if (!played) {
            played = true;
            playing.run();
        }
    }

    /** Takes errors of the run only: text within an event is about a task and a host. */
    @Override
    public void remark(Remark remark) {
        if (remark.kind() == Remark.Kind.ERROR && remark.own()) {
            error = ErrorText.inALine(remark);
        }
        notPrompting |= NOT_PROMPTING.matcher(remark.text()).find();
        Matcher unread = UNREAD_INVENTORY.matcher(AnsiCodes.removed(remark.text()));
        if (remark.own() && unread.find() && unreadInventories.size() < MAX_INVENTORIES) {
            unreadInventories.add(unread.group(1).replaceAll("\\s+", " "));
        }
    }

    private void stats(EventLine event) {
        JsonNode data = data(event);
        failed = names(data.path("failures"));
        unreachable = names(data.path("dark"));
        hosts = data.path("processed").size();
    }

    private static List<String> names(JsonNode counts) {
        var names = new ArrayList<String>();
        counts.fieldNames().forEachRemaining(names::add);
        names.sort(NaturalOrder.NAMES);
        return names;
    }

    private static JsonNode data(EventLine event) {
        try {
            return event.data();
        } catch (EventFormatException e) {
            LOGGER.log(Level.FINE, e, () -> "not counted: " + event);
            return MissingNode.getInstance();
        }
    }

    boolean hasPlayed() {
        return played;
    }

    /** Whether a play found no host and no host ran a task, by events and Ansible's statistics. */
    boolean nothingDone() {
        return noHosts && !tasksRun && hosts == 0;
    }

    /** Whether the plays had hosts and tasks, and tags and the task to start at left none of these tasks. */
    boolean nothingLeft() {
        return nothingLeft;
    }

    /** The sources that Ansible could not read as an inventory, by its warnings. */
    List<String> unreadInventories() {
        return List.copyOf(unreadInventories);
    }

    /** The last error of Ansible itself, which ended it, and its place; empty when there was none. */
    String error() {
        return error;
    }

    List<String> failed() {
        return failed;
    }

    List<String> unreachable() {
        return unreachable;
    }

    /** The reason of the first failure among the failed hosts; empty when none is known. */
    String failedReason() {
        return HostFailures.having(recap.end(), Recap.Host::failed).reason();
    }

    /** The reason why hosts could not be reached; empty when none is known. */
    String unreachableReason() {
        return HostFailures.having(recap.end(), Recap.Host::unreachable).reason();
    }

    /** The hosts whose SSH keys were refused, by name. */
    List<String> hostKeys() {
        return List.copyOf(hostKeys);
    }

    /** Number of hosts that took part. */
    int hosts() {
        return hosts;
    }
}
