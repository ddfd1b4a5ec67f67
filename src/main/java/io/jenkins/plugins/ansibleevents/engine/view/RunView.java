package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.index.IndexDamagedException;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.index.IndexReader;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedPlay;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A run as people look at it, while it goes on and afterwards: {@link #write} makes the documents of {@code docs/api.md}, and
 * of {@code events.jsonl} it reads the lines that a document shows, nothing else. It reads the index of the record; where
 * that is missing, damaged or shorter than the events, it makes one of its own and keeps it in a temporary file until
 * {@link #close}.
 *
 * <p>Memory: plays, hosts, tasks, failures, and about 20 bytes for each task of each host. Safe for use by several threads,
 * one after the other: a slow reader of {@link #write} holds up the others, so hand it a buffer.
 */
public final class RunView implements Closeable {

    /** The version of the documents. */
    static final int VERSION = 1;

    private final RunFiles files;
    private final @CheckForNull RunFacts known;
    private final OutputLines output;
    private final RunRemarks remarks = new RunRemarks();
    private IndexSource source;
    private IndexReader reader;
    private RunModel model;
    private RunFacts facts;
    private List<String> lost = List.of();
    private boolean isOwn;
    private boolean isEnded;

    private RunView(RunFiles files, @CheckForNull RunFacts known) throws IOException {
        this.files = files;
        this.known = known;
        this.output = new OutputLines(files);
        this.facts = known == null ? RunFacts.read(files) : known;
        use(new StoredIndex(files));
    }

    /** Begins with an index from its first byte. */
    private synchronized void use(IndexSource index) {
        var landmarks = new Landmarks();
        source = index;
        model = new RunModel(landmarks);
        reader = new IndexReader(model);
        landmarks.follow(reader::position);
    }

    /**
     * Opens a run in any state.
     *
     * @throws IOException when its files cannot be read; an index that is damaged is no reason
     */
    public static RunView open(RunFiles files) throws IOException {
        var view = new RunView(files, null);
        view.refresh();
        return view;
    }

    /**
     * Opens a run that is over, to draw its reports.
     *
     * @param manifest its manifest, which need not be on disk yet; null for a run that was killed
     * @param problems what is known to be missing, in sentences
     */
    public static RunView ofEnded(RunFiles files, @CheckForNull Manifest manifest, List<String> problems)
            throws IOException {
        var view = new RunView(files, RunFacts.of(files, manifest).withProblems(problems));
        view.refresh();
        return view;
    }

    /** Whether it had to make an index of its own. */
    public synchronized boolean hasOwnIndex() {
        return isOwn;
    }

    /** Writes the index that it reads, to be kept as {@code events.index.v1} of a run that is over. */
    public synchronized void writeIndex(OutputStream out) throws IOException {
        try (InputStream in = source.open(0)) {
            in.transferTo(out);
        }
    }

    /** Takes what has come since the last time. */
    public synchronized void refresh() throws IOException {
        if (isEnded) {
            return;
        }
        // First, so that an index is complete when they say that the run is over.
        facts = known == null ? RunFacts.read(files) : known;
        boolean over = known != null || facts.isFinal();
        try {
            if (source instanceof EmptyIndex) { // the run has hardly begun, or there is nothing to come
                use(new StoredIndex(files));
            }
            if (!isOwn && files.size(RunDirectory.INDEX) < reader.position()) {
                throw new IndexDamagedException("the index is gone");
            }
            source.refresh(reader);
            if (over && !isOwn && !isComplete()) {
                throw new IndexDamagedException("the index has not all events");
            }
        } catch (IndexDamagedException e) {
            makeOwn(e);
        }
        if (over) {
            if (model.hosts().isEmpty()) {
                RecapHosts.add(files, model);
            }
            model.end();
            lost = LostTime.of(model, facts.starting());
            isEnded = true;
        }
    }

    /** Where the events are not kept, the index is all there is. */
    private synchronized boolean isComplete() throws IOException {
        return model.known() >= files.size(RunDirectory.EVENTS);
    }

    private synchronized void makeOwn(IndexDamagedException reason) throws IOException {
        if (isOwn) {
            throw reason;
        }
        isOwn = files.size(RunDirectory.EVENTS) >= 0;
        use(isOwn ? new OwnIndex(files) : new EmptyIndex());
        source.refresh(reader);
    }

    /** Whether the run is over and everything of it has been read: no document will change any more. */
    public synchronized boolean isFinal() {
        return facts.isFinal() && isEnded;
    }

    /** Changes with every event and with the end of the run: a name for the state of the documents. */
    public synchronized String version() {
        return VERSION + "-" + model.events() + "-" + model.known() + "-" + facts.status()
                + (isFinal() ? "-final" : "");
    }

    /** How many events it knows. */
    public synchronized long events() {
        return model.events();
    }

    /** How many hosts and results have which state. */
    public synchronized RunCounts counts() {
        return RunCounts.of(model);
    }

    /** The run as a line for each host, with Ansible's numbers; {@link Recap} says what they mean. */
    public synchronized Recap recap() {
        return ViewRecap.of(model);
    }

    /** Whether each result names its host; false for a run that was recorded without {@code event_data}. */
    public synchronized boolean hasAllData() {
        return model.hasAllData();
    }

    /** The errors that Ansible has displayed beside results, one after the other; empty when there are none. */
    public synchronized String errors() throws IOException {
        return run().remarks().list().stream()
                .filter(remark -> remark.kind() == Remark.Kind.ERROR)
                .map(RunRemarks.Entry::text)
                .collect(Collectors.joining("\n"));
    }

    /** Takes the results of a run, one after the other. */
    public interface ResultVisitor {

        /**
         * A task has ended on a host.
         *
         * @param state how it turned out
         * @param event the event that says so
         */
        void result(TaskView task, HostView host, ResultState state, IndexEvent event) throws IOException;

        /** A play had no hosts. */
        void playWithoutHosts(IndexedPlay play, IndexEvent event) throws IOException;
    }

    /** Passes all results in the order of the run; a visitor may ask for their {@link #line}. */
    public synchronized void results(ResultVisitor visitor) throws IOException {
        RunModel known = model;
        run().scan(0, event -> {
            if (event.type().equals("playbook_on_no_hosts_matched") && event.play() >= 0) {
                visitor.playWithoutHosts(known.plays().get(event.play()), event);
            } else if (EventType.isResult(event.type()) && event.host() >= 0 && event.task() >= 0) {
                TaskView task = known.tasks().get(event.task());
                HostView host = known.hosts().get(event.host());
                visitor.result(task, host, Objects.requireNonNull(known.state(event)), event);
            }
            return true;
        });
    }

    /**
     * The event itself.
     *
     * @return null when it is not kept, or larger than 4 MB
     */
    public synchronized @CheckForNull EventLine line(IndexEvent event) throws IOException {
        return run().lines().event(event);
    }

    /** The plays, in the order of their numbers. */
    public synchronized List<IndexedPlay> plays() {
        return List.copyOf(model.plays());
    }

    /** When the first event was, or null when there is none that says it. */
    public synchronized @CheckForNull Instant started() {
        return model.base() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(model.base());
    }

    /** When the run ended, or null while it goes on and after a kill. */
    public synchronized @CheckForNull Instant finished() {
        Manifest manifest = facts.manifest();
        return manifest == null ? null : Instant.parse(manifest.finished());
    }

    /** The hosts, in the order of their numbers. */
    public synchronized List<HostView> hosts() {
        return List.copyOf(model.hosts());
    }

    /** The tasks, in the order of their numbers. */
    public synchronized List<TaskView> tasks() {
        return List.copyOf(model.tasks());
    }

    /**
     * Writes a document in UTF-8.
     *
     * @param name for example {@code summary}
     * @param parameters by name
     * @param out gets nothing when this throws {@link ViewException}; stays open
     * @throws ViewException when there is no such document, or a parameter is wrong
     */
    public synchronized void write(String name, Map<String, String> parameters, OutputStream out)
            throws IOException, ViewException {
        Documents.write(run(), name, new Parameters(parameters), out);
    }

    /**
     * Writes the documents of a run in one JSON object, by name, for a page that has no server to ask; nothing in it is
     * markup. What the limits leave out is said in {@code summary.leftOut}.
     *
     * @param out gets UTF-8; stays open
     */
    public synchronized void embed(OutputStream out, EmbedLimits limits) throws IOException {
        JsonGenerator json = DocumentJson.to(out);
        Embedding.write(run(), limits, json);
        json.flush();
    }

    private synchronized Run run() throws IOException {
        var run = new Run(files, facts, model, reader, source, remarks, output, lost);
        remarks.refresh(run);
        return run;
    }

    @Override
    public synchronized void close() throws IOException {
        source.close();
    }
}
