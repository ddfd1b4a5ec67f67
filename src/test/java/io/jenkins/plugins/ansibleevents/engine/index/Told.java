package io.jenkins.plugins.ansibleevents.engine.index;

import io.jenkins.plugins.ansibleevents.engine.event.HostTally;
import java.util.ArrayList;
import java.util.List;

/** A sink that keeps a line for everything it is told. */
final class Told implements IndexSink {

    final List<String> lines = new ArrayList<>();
    final List<IndexEvent> events = new ArrayList<>();
    final List<IndexedTask> tasks = new ArrayList<>();

    @Override
    public void base(long epoch) {
        lines.add("base " + epoch);
    }

    @Override
    public void playbook(String name) {
        lines.add("playbook " + name);
    }

    @Override
    public void play(int number, IndexedPlay play) {
        lines.add(number + " " + play);
    }

    @Override
    public void task(int number, IndexedTask task) {
        lines.add(number + " " + task);
        tasks.add(task);
    }

    @Override
    public void host(int number, String name) {
        lines.add("host " + number + " " + name);
    }

    @Override
    public void message(int number, String template) {
        lines.add("message " + number + " " + template);
    }

    @Override
    public void stats(int host, HostTally.Numbers numbers) {
        lines.add("stats " + host + " " + numbers);
    }

    @Override
    public void event(IndexEvent event) {
        lines.add(event.toString());
        events.add(event);
    }
}
