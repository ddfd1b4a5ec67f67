package io.jenkins.plugins.ansibleevents.build.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code moved.lines} beside the files of the hosts: the jobs that have got another name, or another folder, or were deleted. The
 * entries of hosts have the name that the job had at their time. A line is {@code {"at": 1770000000000, "from": "deploy", "to":
 * "web/deploy"}}, the youngest last, {@value #MAX} at most; a deleted job has moved to an empty name. Safe for use by several
 * threads.
 */
final class JobMoves {

    private static final int MAX = 2_000;

    /** No job has this name. */
    private static final String NOWHERE = "";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;

    /** A job had a name until a moment, in milliseconds since 1970. */
    private record Move(long at, String from, String to) {

        @CheckForNull
        static Move read(String line) {
            try {
                JsonNode json = MAPPER.readTree(line);
                return json == null || !json.isObject()
                        ? null
                        : new Move(
                                json.path("at").asLong(),
                                json.path("from").asText(),
                                json.path("to").asText());
            } catch (JsonProcessingException e) {
                return null;
            }
        }

        boolean isDeletion() {
            return to.equals(NOWHERE);
        }

        String line() {
            return MAPPER.createObjectNode()
                    .put("at", at)
                    .put("from", from)
                    .put("to", to)
                    .toString();
        }
    }

    /** The jobs that had been deleted at a moment, as whose entries tell them. */
    static final class Deleted implements Predicate<HostEntry> {

        private final List<Move> moves;

        private Deleted(List<Move> moves) {
            this.moves = moves;
        }

        boolean isNone() {
            return moves.stream().noneMatch(Move::isDeletion);
        }

        @Override
        public boolean test(HostEntry entry) {
            return renamed(entry, moves).job().equals(NOWHERE);
        }
    }

    JobMoves(Path directory) {
        this.file = directory.resolve("moved.lines");
    }

    /** Notes that a job has another full name. */
    synchronized void add(long at, String from, String to) throws IOException {
        var moves = new ArrayList<>(read());
        moves.add(new Move(at, from, to));
        write(moves.subList(Math.max(0, moves.size() - MAX), moves.size()));
    }

    /** Notes that a job is deleted: what it has done until then is to be forgotten. */
    void addDeletion(long at, String name) throws IOException {
        add(at, name, NOWHERE);
    }

    /** Tells the entries of the jobs that are deleted by now. */
    Deleted deleted() throws IOException {
        return new Deleted(read());
    }

    /** Forgets deletions, because no file has an entry of those jobs any more. */
    synchronized void forget(Deleted deleted) throws IOException {
        List<Move> moves = new ArrayList<>(read());
        moves.removeIf(move -> move.isDeletion() && deleted.moves.contains(move));
        write(moves);
    }

    private void write(List<Move> moves) throws IOException {
        WholeFile.put(file, out -> {
            for (Move move : moves) {
                out.write((move.line() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /** The entries with the names that their jobs have now; not those of deleted jobs. */
    List<HostEntry> renamed(List<HostEntry> entries) throws IOException {
        List<Move> moves = read();
        return moves.isEmpty()
                ? entries
                : entries.stream()
                        .map(entry -> renamed(entry, moves))
                        .filter(entry -> !entry.job().equals(NOWHERE))
                        .toList();
    }

    private static HostEntry renamed(HostEntry entry, List<Move> moves) {
        String job = entry.job();
        for (Move move : moves) {
            if (move.at() >= entry.at() && move.from().equals(job)) {
                job = move.to();
            }
        }
        return entry.ofJob(job);
    }

    private synchronized List<Move> read() throws IOException {
        var moves = new ArrayList<Move>();
        try {
            for (String line : Files.readString(file).split("\n")) {
                Move move = Move.read(line);
                if (move != null) {
                    moves.add(move);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // no job has moved
        }
        return moves;
    }
}
