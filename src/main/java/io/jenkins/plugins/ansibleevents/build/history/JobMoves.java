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

/**
 * {@code moved.lines} beside the files of the hosts: the jobs that have got another name, or another folder. The entries of hosts
 * have the name that the job had at their time. A line is {@code {"at": 1770000000000, "from": "deploy", "to": "web/deploy"}}, the
 * youngest last, {@value #MAX} at most.
 */
final class JobMoves {

    private static final int MAX = 2_000;
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

        String line() {
            return MAPPER.createObjectNode()
                    .put("at", at)
                    .put("from", from)
                    .put("to", to)
                    .toString();
        }
    }

    JobMoves(Path directory) {
        this.file = directory.resolve("moved.lines");
    }

    /** Notes that a job has another full name. */
    synchronized void add(long at, String from, String to) throws IOException {
        var moves = new ArrayList<>(read());
        moves.add(new Move(at, from, to));
        List<Move> kept = moves.subList(Math.max(0, moves.size() - MAX), moves.size());
        WholeFile.put(file, out -> {
            for (Move move : kept) {
                out.write((move.line() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /** The entries with the names that their jobs have now. */
    List<HostEntry> renamed(List<HostEntry> entries) throws IOException {
        List<Move> moves = read();
        return moves.isEmpty()
                ? entries
                : entries.stream().map(entry -> renamed(entry, moves)).toList();
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
