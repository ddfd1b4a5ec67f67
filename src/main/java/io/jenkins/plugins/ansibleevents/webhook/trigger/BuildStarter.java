package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueListener;
import hudson.model.queue.QueueTaskDispatcher;
import hudson.security.ACL;
import io.jenkins.plugins.ansibleevents.access.MessageParameters;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.EarlierRun;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunStarter;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunWatcher;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventTriggers.Subscription;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Starts builds for messages and notifies the dispatcher of their progress.
 *
 * <p>A scheduled build is not a started one: Jenkins may lose its queue for up to a minute in a crash, and a user may
 * cancel it. So a message is only reported as started when its build runs <em>and</em> {@code build.xml}, with the ids
 * of the messages in it, is on disk.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class BuildStarter extends RunListener<Run<?, ?>> implements RunStarter {

    private static final Logger LOGGER = Logger.getLogger(BuildStarter.class.getName());

    private final Map<String, PendingBuild> pending = new ConcurrentHashMap<>();
    private final KnownBuilds known = new KnownBuilds();
    private final BackPressure pressure = new BackPressure();
    private volatile Redactor redactor = Redactor.of(List.of());

    /** The starter of this Jenkins. */
    public static BuildStarter get() {
        return ExtensionList.lookupSingleton(BuildStarter.class);
    }

    /** Sets what is masked in the payloads that builds keep. */
    public void redactWith(Redactor secrets) {
        redactor = secrets;
    }

    /** The payload of a message as builds keep it, without secrets; empty when it is not JSON. */
    public String payload(Message message) {
        try {
            return PayloadFile.text(message, redactor);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "the payload of " + message.id() + " cannot be shown", e);
            return "";
        }
    }

    /** The gate that holds messages back while Jenkins cannot take more. */
    public BackPressure pressure() {
        return pressure;
    }

    @Override
    public boolean paused() {
        return pressure.isHigh(scheduled());
    }

    private long scheduled() {
        return pending.values().stream().filter(p -> !p.isStarted()).count();
    }

    /** Builds of messages that are in the queue of Jenkins or running. */
    public int underWay() {
        return pending.size();
    }

    @Override
    @SuppressWarnings("try") // the context is held, not used
    public void start(Action action, RunWatcher watcher) {
        Optional<Subscription> subscription = EventTriggers.get().subscription(action.rule());
        if (subscription.isEmpty()) {
            // When it has none for long, no rule wants the message any more.
            watcher.postponed(Messages.BuildStarter_noTrigger());
            return;
        }
        // The message may have waited while the administrator closed the endpoint.
        Optional<String> closed = subscription.get().problem();
        if (closed.isPresent()) {
            watcher.refused(closed.get());
            return;
        }
        Job<?, ?> job = subscription.get().job();
        var build = new PendingBuild(action, watcher, subscription.get().trigger());
        try (var system = ACL.as2(ACL.SYSTEM2)) {
            Optional<Run<?, ?>> earlier = known.find(job, action).filter(build::isDoneBy);
            if (earlier.isPresent()) {
                adopt(earlier.get(), build);
            } else {
                schedule(job, subscription.get().trigger(), build);
            }
        }
    }

    /** A build outlives the process that started it: it is asked itself. */
    @Override
    public EarlierRun earlier(String rule, String run) {
        return BuildUrl.find(run).map(build -> earlier(rule, build)).orElse(EarlierRun.UNKNOWN);
    }

    private static EarlierRun earlier(String rule, Run<?, ?> build) {
        Result result = build.getResult();
        if (build.isBuilding() || result == null) {
            return EarlierRun.GOES_ON;
        }
        Result worst = EventTriggers.get()
                .subscription(rule)
                .map(subscription -> Result.fromString(subscription.trigger().getWorstResult()))
                .orElse(Result.SUCCESS);
        return EarlierRun.ended(result.toString(), result.isBetterOrEqualTo(worst));
    }

    private void adopt(Run<?, ?> earlier, PendingBuild build) {
        LOGGER.info(() -> earlier + " was started before for " + build.action());
        build.started(earlier);
        pending.put(build.key(), build);
        if (!earlier.isBuilding() && pending.remove(build.key(), build)) {
            build.finished(earlier);
        }
    }

    private void schedule(Job<?, ?> job, AnsibleEventTrigger trigger, PendingBuild build) {
        EventTriggers triggers = EventTriggers.get();
        var parameters = new JobParameters(job, triggers.parameters(job), trigger, build.action());
        if (!parameters.undeclared().isEmpty() && triggers.isBeingSaved(job)) {
            build.postponed(Messages.BuildStarter_beingSaved(job.getFullDisplayName()));
            return;
        }
        hudson.model.Action[] actions;
        try {
            actions = actions(parameters, trigger, build.action());
        } catch (IllegalArgumentException e) {
            build.refused(e.getMessage());
            return;
        }
        // Before it is scheduled: it may start at once.
        pending.put(build.key(), build);
        Queue.Item item = ParameterizedJobMixIn.scheduleBuild2(job, 0, actions);
        if (item == null) {
            pending.remove(build.key(), build);
            build.postponed(Messages.BuildStarter_notBuildable(job.getFullDisplayName()));
        } else {
            build.scheduled(item.getId());
            // It may have been asked about before its id was known here.
            Jenkins.get().getQueue().scheduleMaintenance();
        }
    }

    private static hudson.model.Action[] actions(JobParameters parameters, AnsibleEventTrigger trigger, Action action) {
        var origin = Stream.of(
                new MessageParameters(parameters.names(), trigger.isLimitGroups()),
                new WebhookMessagesAction(action),
                new CauseAction(new WebhookCause(action)));
        return Stream.concat(parameters.actions(trigger.isUndeclaredParameters()).stream(), origin)
                .toArray(hudson.model.Action[]::new);
    }

    /**
     * Whether an item of the queue of Jenkins may start. One that Jenkins has read from its disk after a restart may
     * not: its build may have started before a crash, and if not, its message is redelivered.
     */
    boolean mayStart(Queue.Item item) {
        WebhookMessagesAction messages = item.getAction(WebhookMessagesAction.class);
        return messages == null || isOurs(item, pending.get(messages.key()));
    }

    private static boolean isOurs(Queue.Item item, @CheckForNull PendingBuild build) {
        return build != null && !build.isStarted() && build.queueId() == item.getId();
    }

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        WebhookMessagesAction messages = run.getAction(WebhookMessagesAction.class);
        if (messages == null) {
            return;
        }
        PendingBuild build = pending.get(messages.key());
        if (build != null) {
            keepPayloads(run, build);
        }
        if (save(run) && build != null) {
            build.started(run);
        }
    }

    private void keepPayloads(Run<?, ?> run, PendingBuild build) {
        try {
            PayloadFile.of(run).write(build.action().messages(), redactor);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the messages of " + run + " are not kept with it", e);
        }
    }

    private static boolean save(Run<?, ?> run) {
        try {
            run.save();
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, run + " could not be saved; its message is not acknowledged before its end", e);
            return false;
        }
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        WebhookMessagesAction messages = run.getAction(WebhookMessagesAction.class);
        PendingBuild build = messages == null ? null : pending.remove(messages.key());
        if (build != null) {
            build.started(run);
            build.finished(run);
        }
    }

    /**
     * Drops builds that have vanished from the queue of Jenkins without a notice, so that their messages are
     * redelivered, and removes items of an earlier process.
     */
    public void sweep() {
        for (PendingBuild build : pending.values()) {
            if (!build.isStarted() && isGone(build.queueId()) && pending.remove(build.key(), build)) {
                build.failed(Messages.BuildStarter_vanished());
            }
        }
        Queue queue = Jenkins.get().getQueue();
        for (Queue.Item item : queue.getApproximateItemsQuickly()) {
            WebhookMessagesAction messages = item.getAction(WebhookMessagesAction.class);
            if (messages != null && isLeftover(item, pending.get(messages.key()))) {
                LOGGER.fine(() -> "removed from the queue of Jenkins: " + item);
                queue.cancel(item);
            }
        }
    }

    private static boolean isLeftover(Queue.Item item, @CheckForNull PendingBuild build) {
        return build == null || build.queueId() >= 0 && build.queueId() != item.getId();
    }

    private static boolean isGone(long queueId) {
        if (queueId < 0) {
            // It is being scheduled.
            return false;
        }
        Queue.Item item = Jenkins.get().getQueue().getItem(queueId);
        return item == null || item instanceof Queue.LeftItem left && left.isCancelled();
    }

    private void left(Queue.LeftItem item) {
        WebhookMessagesAction messages = item.getAction(WebhookMessagesAction.class);
        PendingBuild build = messages == null ? null : pending.get(messages.key());
        if (item.isCancelled() && isOurs(item, build) && pending.remove(messages.key(), build)) {
            build.refused(Messages.BuildStarter_cancelled());
        }
    }

    /** Holds items of an earlier process. */
    @Extension
    public static final class EarlierItems extends QueueTaskDispatcher {

        @Override
        @CheckForNull
        public CauseOfBlockage canRun(Queue.Item item) {
            return get().mayStart(item) ? null : CauseOfBlockage.fromMessage(Messages._BuildStarter_leftover());
        }
    }

    /** Hears of builds that were cancelled while they waited. */
    @Extension
    public static final class Cancellations extends QueueListener {

        @Override
        public void onLeft(Queue.LeftItem item) {
            get().left(item);
        }
    }
}
