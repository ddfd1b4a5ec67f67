package io.jenkins.plugins.ansibleevents.step;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Text of Ansible that belongs to no task: errors before the first play, tracebacks, what {@code -v} adds; and warnings
 * and errors, which may be part of such text. Each is shown once, and not more than so many lines for a task.
 */
final class LooseText {

    /** Lines for one task. */
    private static final int LINES = 50;

    /** Lines that are remembered, so that they are not shown twice. */
    private static final int REMEMBERED = 500;

    private final Consumer<String> log;
    private final Set<String> texts = latest();
    private final Set<String> remarks = latest();
    private final List<String> errorsOfEvent = new ArrayList<>();
    private int shown;
    private int hidden;

    LooseText(Consumer<String> log) {
        this.log = log;
    }

    private static Set<String> latest() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    /** Text that Ansible has displayed, of one or several lines. */
    void text(String text) {
        text.lines().filter(line -> !remarks.contains(plain(line))).forEach(line -> {
            texts.add(plain(line));
            show(line);
        });
    }

    /** A warning or an error, before or after the text that has it. */
    void remark(Remark remark) {
        List<String> plain = remark.text().lines().map(LooseText::plain).toList();
        boolean isNew = !texts.containsAll(plain) && !remarks.containsAll(plain);
        remarks.addAll(plain);
        if (!isNew) {
            return;
        }
        if (remark.kind() == Remark.Kind.ERROR && !remark.own()) {
            errorsOfEvent.add(remark.text());
        } else {
            remark.text().lines().forEach(this::show);
        }
    }

    /**
     * An event that is no text: the errors before it are its own.
     *
     * @param isFailure whether the event says the same as they do
     */
    void event(boolean isFailure) {
        if (!isFailure) {
            errorsOfEvent.stream().flatMap(String::lines).forEach(this::show);
        }
        errorsOfEvent.clear();
    }

    /** Another task begins. */
    void task() {
        end();
        shown = 0;
    }

    /** Says how many lines are not shown. */
    void end() {
        if (hidden > 0) {
            log.accept("...and " + Quantity.of(hidden, "more line") + " of Ansible's own text");
        }
        hidden = 0;
    }

    private void show(String line) {
        if (shown < LINES) {
            shown++;
            log.accept(line);
        } else {
            hidden++;
        }
    }

    private static String plain(String line) {
        return AnsiCodes.removed(line).strip();
    }
}
