package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.XmlFile;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.Saveable;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RuleTally;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The triggers of all jobs, as they are started and stopped. Safe for use by several threads.
 *
 * <p>While a job is saved its trigger is stopped and started again. A message that comes in between must not find that
 * nobody wants it, so a stopped trigger keeps its rule for some seconds. It starts builds until the job is saved: then
 * either another one has been started, or the job has none any more.
 *
 * <p>Jenkins may load a job twice (configuration as code before the disk, a reload) without stopping the trigger of the
 * object that it forgets: of several jobs of one name the one counts that Jenkins finds by it.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class EventTriggers {

    /** Longer than a job needs to be saved. */
    private static final long SAVING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<Job<?, ?>, AnsibleEventTrigger> triggers = new ConcurrentHashMap<>();
    private final Map<Job<?, ?>, Stopped> stopped = new ConcurrentHashMap<>();
    private final Map<Job<?, ?>, Long> unsaved = new ConcurrentHashMap<>();
    private final DeclaredParameters parameters = new DeclaredParameters();
    private final Set<Job<?, ?>> replaced = new HashSet<>();
    private final TriggerWarnings warnings = new TriggerWarnings();
    private volatile Function<String, Optional<RuleTally>> tallies = rule -> Optional.empty();
    private volatile Map<String, String> jobs = Map.of();

    /** Is notified when triggers have changed. */
    public interface Listener extends ExtensionPoint {

        /** Triggers have changed; returns at once. */
        void triggersChanged();
    }

    /**
     * What the triggers ask for.
     *
     * @param rules one for each usable trigger
     * @param problems by full name of the job what is wrong with the others
     * @param warnings by full name of the job what is probably a mistake in the usable ones
     */
    public record Rules(List<Rule> rules, Map<String, String> problems, Map<String, String> warnings) {}

    private record Stopped(AnsibleEventTrigger trigger, long nanos, boolean saved) {

        boolean isOver() {
            return isOld(nanos);
        }

        Stopped isSaved() {
            return new Stopped(trigger, nanos, true);
        }
    }

    /** Whether a job that was being saved then, by {@link System#nanoTime}, is no longer. */
    static boolean isOld(long nanos) {
        return System.nanoTime() - nanos > SAVING_NANOS;
    }

    /** A trigger and its job. */
    record Subscription(Job<?, ?> job, AnsibleEventTrigger trigger) {

        /** Why it gets no message; empty when it does. */
        Optional<String> problem() {
            return EndpointAccess.problem(trigger.getEndpoint(), job);
        }
    }

    /** The registry of this Jenkins. */
    public static EventTriggers get() {
        return ExtensionList.lookupSingleton(EventTriggers.class);
    }

    void add(Job<?, ?> job, AnsibleEventTrigger trigger) {
        unsaved.put(job, System.nanoTime());
        parameters.of(job);
        synchronized (this) {
            triggers.put(job, trigger);
            stopped.remove(job);
        }
        changed();
    }

    void remove(Job<?, ?> job, AnsibleEventTrigger trigger) {
        boolean removed;
        synchronized (this) {
            removed = triggers.remove(job, trigger);
            if (removed) {
                stopped.put(job, new Stopped(trigger, System.nanoTime(), false));
            }
        }
        if (removed) {
            changed();
        }
    }

    private void saved(Job<?, ?> job) {
        unsaved.remove(job);
        stopped.computeIfPresent(job, (its, entry) -> entry.isSaved());
        if (triggers.containsKey(job)) {
            parameters.of(job);
            changed();
        }
    }

    private void forget(Job<?, ?> job) {
        stopped.remove(job);
        unsaved.remove(job);
        if (triggers.remove(job) != null) {
            changed();
        }
    }

    /** What a job declares as parameters, also at the moment when it is being saved. */
    List<ParameterDefinition> parameters(Job<?, ?> job) {
        return parameters.of(job);
    }

    /** Whether a job is being saved: its trigger has been started, and its parameters perhaps come after that. */
    boolean isBeingSaved(Job<?, ?> job) {
        Long started = unsaved.get(job);
        return started != null && !isOld(started);
    }

    private static void changed() {
        ExtensionList.lookup(Listener.class).forEach(Listener::triggersChanged);
    }

    /** Why the trigger of a job gets no message; empty when it does, or there is none. */
    String problem(Job<?, ?> job) {
        AnsibleEventTrigger trigger = triggers.get(job);
        return trigger == null ? "" : new Subscription(job, trigger).problem().orElse("");
    }

    /** What is probably a mistake in the trigger of a job; not while it is being saved. */
    List<String> warnings(Job<?, ?> job) {
        AnsibleEventTrigger trigger = triggers.get(job);
        return trigger == null || isBeingSaved(job) ? List.of() : warnings.of(job, trigger, parameters.of(job));
    }

    boolean hasTrigger(Job<?, ?> job) {
        return triggers.containsKey(job);
    }

    /** By full name of the job the endpoint that its trigger names. */
    public Map<String, String> endpoints() {
        var names = new TreeMap<String, String>();
        present()
                .forEach((job, subscription) ->
                        names.put(job, subscription.trigger().getEndpoint()));
        return names;
    }

    /** Sets who knows what became of the messages of a rule, while somebody does. */
    public void countWith(Function<String, Optional<RuleTally>> counting) {
        tallies = counting;
    }

    /** What became of the messages of a job's trigger; empty while messages are not handled. */
    Optional<RuleTally> tally(Job<?, ?> job) {
        return hasTrigger(job) ? tallies.apply(ruleName(job)) : Optional.empty();
    }

    /** Whether any job waits for messages. */
    public boolean isEmpty() {
        return triggers.isEmpty();
    }

    /** Reads the rules of all triggers; from now on actions of these rules find their jobs. */
    public Rules rules() {
        var rules = new ArrayList<Rule>();
        var problems = new LinkedHashMap<String, String>();
        var mistakes = new LinkedHashMap<String, String>();
        var names = new LinkedHashMap<String, String>();
        present().forEach((fullName, subscription) -> {
            String name = ruleName(subscription.job());
            Optional<String> closed = subscription.problem();
            if (closed.isPresent()) {
                problems.put(fullName, closed.get());
                return;
            }
            try {
                rules.add(subscription.trigger().rule(name));
                names.put(name, fullName);
                List<String> found = warnings(subscription.job());
                if (!found.isEmpty()) {
                    mistakes.put(fullName, String.join(" ", found));
                }
            } catch (SettingsException e) {
                problems.put(fullName, e.getMessage());
            }
        });
        jobs = Map.copyOf(names);
        return new Rules(List.copyOf(rules), problems, mistakes);
    }

    /** By full name, one for each. */
    private Map<String, Subscription> present() {
        unsaved.values().removeIf(EventTriggers::isOld);
        Map<Job<?, ?>, Stopped> stoppedNow;
        Map<Job<?, ?>, AnsibleEventTrigger> started;
        synchronized (this) {
            // A trigger that is just stopped or started is in one of both.
            forgetStopped();
            stoppedNow = Map.copyOf(stopped);
            started = Map.copyOf(triggers);
        }
        var present = new LinkedHashMap<String, Subscription>();
        stoppedNow.forEach((job, entry) -> present.put(job.getFullName(), new Subscription(job, entry.trigger())));
        started.forEach((job, trigger) -> {
            Job<?, ?> registered = registered(job.getFullName());
            if (registered == null || registered == job || !started.containsKey(registered)) {
                present.put(job.getFullName(), new Subscription(job, trigger));
            }
        });
        return present;
    }

    @CheckForNull
    @SuppressWarnings("try") // the context is held, not used
    private static Job<?, ?> registered(String fullName) {
        try (var system = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(fullName, Job.class);
        }
    }

    /** The full name of the job whose trigger has this rule; the rule itself when no trigger has it now. */
    public String jobOf(String rule) {
        return jobs.getOrDefault(rule, rule);
    }

    Optional<Subscription> subscription(String rule) {
        String fullName = jobs.get(rule);
        Job<?, ?> job = fullName == null ? null : registered(fullName);
        AnsibleEventTrigger trigger = job == null ? null : trigger(job);
        return trigger == null ? Optional.empty() : Optional.of(new Subscription(job, trigger));
    }

    @CheckForNull
    private synchronized AnsibleEventTrigger trigger(Job<?, ?> job) {
        AnsibleEventTrigger started = triggers.get(job);
        Stopped entry = stopped.get(job);
        boolean isBeingSaved = entry != null && !entry.saved() && !entry.isOver();
        return started == null && isBeingSaved ? entry.trigger() : started;
    }

    /** Forgets triggers that were stopped and not started again; returns whether there were any. */
    public synchronized boolean forgetStopped() {
        return stopped.values().removeIf(Stopped::isOver);
    }

    /** Forgets jobs that Jenkins has replaced by others of the same name, some time after it has done so. */
    public void forgetReplaced() {
        Set<Job<?, ?>> now = new HashSet<>();
        for (Job<?, ?> job : triggers.keySet()) {
            Job<?, ?> registered = registered(job.getFullName());
            if (registered != null && registered != job) {
                now.add(job);
            }
        }
        // Twice in a row: while a job is being loaded, it is not registered for a moment.
        replaced.retainAll(now);
        replaced.forEach(triggers::remove);
        replaced.clear();
        replaced.addAll(now);
    }

    /** The same after every restart; a job that is renamed gets another. */
    static String ruleName(Job<?, ?> job) {
        String slug = job.getName().replaceAll("[^A-Za-z0-9_-]+", "-");
        return (slug.length() > 40 ? slug.substring(0, 40) : slug) + "."
                + Sha256.hex(job.getFullName()).substring(0, 12);
    }

    /** Follows jobs that are moved, renamed or deleted. */
    @Extension
    public static final class Jobs extends ItemListener {

        @Override
        public void onDeleted(Item item) {
            if (item instanceof Job<?, ?> job) {
                get().forget(job);
            }
        }

        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            if (item instanceof Job<?, ?> job && get().triggers.containsKey(job)) {
                changed();
            }
        }
    }

    /** Sees whether a job takes several builds at once from now on. */
    @Extension
    public static final class Saves extends SaveableListener {

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof Job<?, ?> job) {
                get().saved(job);
            }
        }
    }
}
