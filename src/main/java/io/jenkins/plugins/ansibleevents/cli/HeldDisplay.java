package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The display of a held run: what is said beside Ansible's output, which is in {@code stdout} anyway. The run has
 * begun when its playbook has: then Ansible has read playbook and inventory.
 */
final class HeldDisplay implements RunDisplay {

    private final HeldOutput output;
    private final Terminal terminal;
    private final boolean brief;
    private @CheckForNull SignsOfLife signs;

    /** @param brief whether a run that ends before it begins says nothing but errors */
    HeldDisplay(HeldOutput output, Terminal terminal, boolean brief) {
        this.output = output;
        this.terminal = terminal;
        this.brief = brief;
    }

    RunExtension log() {
        return new RunExtension() {
            @Override
            public void opened(RunDirectory directory) throws IOException {
                output.logTo(directory.daemonLog());
            }
        };
    }

    @Override
    public void event(EventLine event) {
        if (event.head().event().equals(EventType.PLAYBOOK_ON_START)) {
            output.begin();
        }
    }

    @Override
    public void output(byte[] text, int offset, int length) {
        if (!brief) {
            output.ofAnsible(text, offset, length);
        }
    }

    @Override
    public void waiting(Supplier<String> words) {
        signs = SignsOfLife.start(words, terminal.out()::println);
    }

    @Override
    public void ended(RunEnd end) {
        if (signs != null) {
            signs.close();
        }
        var table = new RecapTable(terminal);
        if (brief && !output.hasBegun()) {
            table.complain(end);
        } else {
            table.print(end);
        }
    }
}
