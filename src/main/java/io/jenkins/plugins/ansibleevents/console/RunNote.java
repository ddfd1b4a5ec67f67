package io.jenkins.plugins.ansibleevents.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.MarkupText;
import hudson.console.ConsoleAnnotationDescriptor;
import hudson.console.ConsoleAnnotator;
import hudson.console.ConsoleNote;
import java.io.IOException;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Marks the first and the last line of a run in the log. The words of these lines depend on the language, and a
 * playbook may print the same words. A note has no words, and Jenkins accepts only notes that it has signed itself.
 *
 * <p>Logs hold notes in Java's serialized form: names of the class and of its fields are for ever.
 */
@Restricted(NoExternalUse.class)
public final class RunNote extends ConsoleNote<Object> {

    private static final long serialVersionUID = 1L;

    /** The beginning of every line that the plugin itself writes into a log. */
    public static final String PREFIX = "[ansible] ";

    private static final Logger LOGGER = Logger.getLogger(RunNote.class.getName());

    /** The lines that have a note. */
    public enum Place {
        COMMAND,
        END;

        /** The markup of the line, which no text of a log can contain: text is escaped. */
        private String startTag() {
            return "<span class='ansible-" + name().toLowerCase(Locale.ROOT) + "'";
        }

        /** Whether a line has the note of this place. */
        boolean marks(MarkupText line) {
            return line.toString(true).contains(startTag());
        }
    }

    private static final Pattern RUN = Pattern.compile("<span class='ansible-[a-z]+' data-run='([A-Za-z0-9._-]+)'>");

    private final Place place;

    /** The ident of the run; null in a note of a version that did not keep it. */
    private final @CheckForNull String run;

    private RunNote(Place place, String run) {
        this.place = place;
        this.run = run;
    }

    /**
     * The note as a text for the log; empty when it cannot be made: the log is then complete, without colours.
     *
     * @param run the ident of the run, a plain name
     */
    public static String at(Place place, String run) {
        try {
            return new RunNote(place, run).encode();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "A line of the log has no note.", e);
            return "";
        }
    }

    /** Jenkins calls the annotators of notes before those of the log: {@link PlaybookAnnotator} sees the markup. */
    @Override
    public ConsoleAnnotator<Object> annotate(Object context, MarkupText text, int position) {
        String attribute = run == null ? "" : " data-run='" + run.replaceAll("[^A-Za-z0-9._-]", "") + "'";
        text.addMarkup(0, SgrText.contentEnd(text.getText()), place.startTag() + attribute + ">", "</span>");
        return null;
    }

    /** The ident of the run of a line with a note; empty when the note does not have it. */
    static String runOf(MarkupText line) {
        Matcher note = RUN.matcher(line.toString(true));
        return note.find() ? note.group(1) : "";
    }

    /** Only for the contract of notes: this one has neither a script nor a style of its own. */
    @Extension
    @Symbol("ansibleRunNote")
    public static final class DescriptorImpl extends ConsoleAnnotationDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.RunNote_displayName();
        }
    }
}
