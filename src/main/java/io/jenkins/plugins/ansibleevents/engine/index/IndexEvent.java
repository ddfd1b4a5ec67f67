package io.jenkins.plugins.ansibleevents.engine.index;

/**
 * What the index knows of an event.
 *
 * @param type its type, for example {@code runner_on_ok}
 * @param state {@code o} ok, {@code c} changed, {@code f} failed, {@code u} unreachable, {@code s} skipped, {@code i}
 *     failed and ignored, {@code I} the same with a change: of a result or of an item of a loop; {@code *} of {@code runner_on_start}; {@code w}, {@code d},
 *     {@code e} of display text that is a warning, a deprecation or an error; {@code -} of all others
 * @param task number of its task, or -1
 * @param play number of the play of an event that has no task, or -1
 * @param host number of its host, or -1
 * @param counter its counter
 * @param offset where its line begins in {@code events.jsonl}
 * @param length of its line in bytes, without line end
 * @param at milliseconds since the first event of the run
 * @param took milliseconds that the host had the task; of {@code runner_on_start}, that it had waited since the start of the
 *     task; -1 when not known
 * @param line its first line in {@code stdout}, from 0
 * @param message number of its message, or -1
 * @param diff hash of the text of {@code runner_on_file_diff}, else 0
 */
public record IndexEvent(
        String type,
        char state,
        int task,
        int play,
        int host,
        int counter,
        long offset,
        int length,
        int at,
        int took,
        int line,
        int message,
        long diff) {

    /** Where the line of the next event begins, unless something else is between them. */
    public long end() {
        return offset + length + 1;
    }
}
