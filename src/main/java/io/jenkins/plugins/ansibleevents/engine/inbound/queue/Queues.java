package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Opens the queue that a settings file names: {@code {embedded: {}}}, {@code {sqs: {...}}}, ... */
public final class Queues {

    private Queues() {}

    /**
     * Opens a queue.
     *
     * @param queue a mapping with exactly one key, the kind, and below it the settings of that kind ({@code
     *     docs/queues.md})
     * @param state a directory for what must survive a restart; only the embedded queue needs it
     * @throws SettingsException when the kind is not known or its settings cannot be used
     * @throws QueueException when the file of an embedded queue cannot be opened; a broker that is away is no error
     */
    public static MessageQueue open(Section queue, Path state) throws SettingsException, QueueException {
        QueueProvider chosen = chosen(queue);
        return chosen.open(queue.section(chosen.name()).orElseThrow(), state);
    }

    /**
     * Reads the settings of a queue as {@link #open} does, without opening it.
     *
     * @throws SettingsException as for {@link #open}
     */
    public static void check(Section queue) throws SettingsException {
        QueueProvider chosen = chosen(queue);
        chosen.check(queue.section(chosen.name()).orElseThrow());
    }

    private static QueueProvider chosen(Section queue) throws SettingsException {
        List<QueueProvider> named = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (QueueProvider provider : ServiceLoader.load(QueueProvider.class, Queues.class.getClassLoader())) {
            names.add(provider.name());
            if (queue.has(provider.name())) {
                named.add(provider);
            }
        }
        queue.finish();
        if (named.size() != 1) {
            throw queue.error("", "needs exactly one of " + String.join(", ", names));
        }
        return named.get(0);
    }
}
