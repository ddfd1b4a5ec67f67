package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds warnings and errors in the text that Ansible displays before it has loaded our callback, line by line. Nothing
 * marks the end of one there. A warning goes on to an empty line, and over the excerpt of a file behind it. An error
 * goes on to the next remark, because it is the last text of Ansible.
 *
 * <p>Not safe for use by several threads.
 */
final class EarlyRemarks {

    /** {@code 4     when: x} and {@code       ^ column 5}, as ansible-core shows them since 2.19. */
    private static final Pattern EXCERPT = Pattern.compile("\\d+( .*)?|\\s+\\^.*|Origin: .*|\\(source not shown.*");

    /** Most characters of a remark that does not end; the display text has all of it. */
    private static final int MAX_CHARS = 64 << 10;

    private final Consumer<Remark> remarks;
    private final StringBuilder text = new StringBuilder();
    private @CheckForNull Remark.Kind kind;
    private boolean afterEmptyLine;

    EarlyRemarks(Consumer<Remark> remarks) {
        this.remarks = remarks;
    }

    void line(String line) {
        Remark.Kind begun = Remark.begunBy(line);
        if (begun != null) {
            end();
            kind = begun;
        } else if (kind == null || hasEnded(line)) {
            end();
            return;
        }
        if (text.length() + line.length() < MAX_CHARS) {
            text.append(line).append('\n');
        }
    }

    private boolean hasEnded(String line) {
        String plain = AnsiCodes.removed(line);
        boolean goesOn = kind == Remark.Kind.ERROR
                || !afterEmptyLine
                || plain.isBlank()
                || EXCERPT.matcher(plain).matches();
        afterEmptyLine = afterEmptyLine || plain.isBlank();
        return !goesOn;
    }

    /** Ends the remark that is open, if one is. */
    void end() {
        if (kind != null) {
            remarks.accept(new Remark(kind, text.toString().strip(), true));
        }
        kind = null;
        afterEmptyLine = false;
        text.setLength(0);
    }
}
