package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.store.SalvagedStore;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import io.jenkins.plugins.ansibleevents.engine.store.StoreReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an administrator does with the file of an embedded queue that no process has open: check it, and save the
 * messages that can be read.
 */
public final class QueueFile {

    /** Its name in the directory of a queue. */
    public static final String NAME = "queue.v1.db";

    private static final String MESSAGES = "messages";
    private static final String DEAD = "dead";

    private QueueFile() {}

    /**
     * The content of the file.
     *
     * @param problem what is wrong with it; empty when everything is there
     * @param messages unfinished messages that can be read
     * @param messagesBefore how many there were at the last change; empty when that is not known
     * @param dead dead letters that can be read
     * @param deadBefore how many there were
     */
    public record Report(
            String problem, long messages, OptionalLong messagesBefore, long dead, OptionalLong deadBefore) {}

    /**
     * The result of a salvage.
     *
     * @param kept where the damaged file is now; empty when there was none
     * @param messages unfinished messages in the new file
     * @param dead dead letters in the new file
     * @param lost ids, as far as they are known, of messages that cannot be read
     */
    public record Salvaged(Optional<Path> kept, long messages, long dead, List<String> lost) {}

    /** Looks at the file and changes nothing. */
    public static Report check(Path file) throws QueueException {
        try {
            StoreReport report = Store.check(file);
            return new Report(
                    report.problem(),
                    report.readable().getOrDefault(MESSAGES, 0L),
                    before(report, MESSAGES),
                    report.readable().getOrDefault(DEAD, 0L),
                    before(report, DEAD));
        } catch (StoreException e) {
            throw StoreFailures.translate("embedded queue " + file, e);
        }
    }

    private static OptionalLong before(StoreReport report, String table) {
        Long size = report.expected().get(table);
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /**
     * Puts a new file with all messages that can be read in the place of a damaged one, which is kept. Delivery ids of
     * lost messages are forgotten, so that they are taken when their sender sends them again.
     */
    public static Salvaged salvage(Path file) throws QueueException {
        try {
            SalvagedStore salvaged = Store.salvage(file);
            try (Store store = Store.open(file, 0)) {
                var tables = new QueueTables(store, EmbeddedSettings.DEFAULTS, Clock.systemUTC());
                List<String> lost = tables.putInOrder();
                store.sync();
                return new Salvaged(salvaged.kept(), tables.live(), tables.deadCount(), lost);
            }
        } catch (StoreException e) {
            throw StoreFailures.translate("embedded queue " + file, e);
        }
    }
}
