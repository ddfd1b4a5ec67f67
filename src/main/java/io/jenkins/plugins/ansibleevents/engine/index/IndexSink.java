package io.jenkins.plugins.ansibleevents.engine.index;

import io.jenkins.plugins.ansibleevents.engine.event.HostTally;
import java.io.IOException;

/** Takes the content of an index in its order: each name before the first event that has its number. */
public interface IndexSink {

    /** When the run's first event was, in milliseconds since 1970. */
    void base(long epoch);

    void playbook(String name);

    void play(int number, IndexedPlay play);

    void task(int number, IndexedTask task);

    void host(int number, String name);

    /** @param template the message, with {@link Messages#HOST} in place of the name of the host */
    void message(int number, String template);

    /** Ansible's own numbers of a host; the event that has them follows. */
    void stats(int host, HostTally.Numbers stats);

    /** @throws IOException when the sink cannot go on; the reader stands behind the event then */
    void event(IndexEvent event) throws IOException;

    /** Whether the sink wants no more; the reader then stops, and can be gone on with. */
    default boolean isFull() {
        return false;
    }
}
