package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import io.jenkins.plugins.ansibleevents.engine.text.VisibleText;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;

/**
 * A terminal's stream for our own text: sentences that may quote a host, and colours. Other control characters of a
 * quotation are shown, not obeyed. Bytes, which are Ansible's own display, pass unchanged.
 */
final class VisibleStream extends PrintStream {

    VisibleStream(PrintStream stream) {
        super(stream, true, StandardCharsets.UTF_8);
    }

    @Override
    public void print(String text) {
        super.print(text == null ? null : visible(text));
    }

    private static String visible(String text) {
        var visible = new StringBuilder();
        int at = 0;
        for (Matcher colour = AnsiCodes.COLOUR.matcher(text); colour.find(); at = colour.end()) {
            visible.append(VisibleText.lines(text.substring(at, colour.start())))
                    .append(colour.group());
        }
        return visible.append(VisibleText.lines(text.substring(at))).toString();
    }
}
