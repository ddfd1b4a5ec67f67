package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;

/** A regular expression of a schema, in the dialect of Java, that ends when the time for the validation is over. */
final class TimedExpression implements RegularExpression {

    /** Looks at the clock so often, in characters looked at: some microseconds of work. */
    private static final int EVERY = 1_000;

    private final Pattern pattern;

    TimedExpression(String source) {
        // The same translation of a schema's dialect into Java's as the library's own.
        this.pattern = Pattern.compile(
                RegularExpressions.replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(source)));
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(new Timed(value)).find();
    }

    private static final class Timed implements CharSequence {

        private final CharSequence text;
        private int left = EVERY;

        Timed(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--left == 0) {
                left = EVERY;
                ValidationTime.checkCurrent();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Timed(text.subSequence(start, end));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
