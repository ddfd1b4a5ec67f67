package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;

/**
 * Numbers and booleans of a file that keep their written form as their text, because {@code 0755}, {@code 1.10} and
 * {@code yes} are passwords and versions as often as numbers.
 */
final class WrittenScalar {

    private static final Set<String> YES = Set.of("yes", "true", "on");
    private static final BigInteger SIXTY = BigInteger.valueOf(60);

    private WrittenScalar() {}

    static JsonNode bool(String text) {
        return new Bool(YES.contains(text.toLowerCase(Locale.ROOT)), text);
    }

    /** A whole number in any of YAML's forms; null when the text is none. */
    static @CheckForNull JsonNode integer(String text) {
        try {
            BigInteger value = whole(text.replace("_", ""));
            if (value.bitLength() >= Long.SIZE) {
                return new Big(value, text);
            }
            // The node type depends on the size, as in Jackson's JSON: two nodes are equal only when they are of one
            // type.
            return value.bitLength() < Integer.SIZE
                    ? new Small(value.intValue(), text)
                    : new Large(value.longValue(), text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A decimal number; infinity and NaN, which JSON lacks, stay text; null when the text is none. */
    static @CheckForNull JsonNode decimal(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        if (digits.endsWith(".inf") || digits.equals(".nan")) {
            return TextNode.valueOf(text);
        }
        try {
            return new Decimal(digits.indexOf(':') < 0 ? Double.parseDouble(digits) : sexagesimal(digits), text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static BigInteger whole(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        BigInteger value;
        if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.indexOf(':') >= 0) {
            value = BigInteger.ZERO;
            for (String part : digits.split(":")) {
                value = value.multiply(SIXTY).add(new BigInteger(part));
            }
        } else {
            value = new BigInteger(digits, digits.startsWith("0") && digits.length() > 1 ? 8 : 10);
        }
        return negative ? value.negate() : value;
    }

    private static double sexagesimal(String text) {
        boolean negative = text.startsWith("-");
        double value = 0;
        for (String part : text.replaceFirst("^[-+]", "").split(":")) {
            value = value * 60 + Double.parseDouble(part);
        }
        return negative ? -value : value;
    }

    @SuppressFBWarnings(value = "EQ_DOESNT_OVERRIDE_EQUALS", justification = "equal however it is written")
    private static final class Bool extends BooleanNode {

        private static final long serialVersionUID = 1L;
        private final String written;

        Bool(boolean value, String written) {
            super(value);
            this.written = written;
        }

        @Override
        public String asText() {
            return written;
        }
    }

    @SuppressFBWarnings(value = "EQ_DOESNT_OVERRIDE_EQUALS", justification = "equal however it is written")
    private static final class Small extends IntNode {

        private static final long serialVersionUID = 1L;
        private final String written;

        Small(int value, String written) {
            super(value);
            this.written = written;
        }

        @Override
        public String asText() {
            return written;
        }
    }

    @SuppressFBWarnings(value = "EQ_DOESNT_OVERRIDE_EQUALS", justification = "equal however it is written")
    private static final class Large extends LongNode {

        private static final long serialVersionUID = 1L;
        private final String written;

        Large(long value, String written) {
            super(value);
            this.written = written;
        }

        @Override
        public String asText() {
            return written;
        }
    }

    @SuppressFBWarnings(value = "EQ_DOESNT_OVERRIDE_EQUALS", justification = "equal however it is written")
    private static final class Big extends BigIntegerNode {

        private static final long serialVersionUID = 1L;
        private final String written;

        Big(BigInteger value, String written) {
            super(value);
            this.written = written;
        }

        @Override
        public String asText() {
            return written;
        }
    }

    @SuppressFBWarnings(value = "EQ_DOESNT_OVERRIDE_EQUALS", justification = "equal however it is written")
    private static final class Decimal extends DoubleNode {

        private static final long serialVersionUID = 1L;
        private final String written;

        Decimal(double value, String written) {
            super(value);
            this.written = written;
        }

        @Override
        public String asText() {
            return written;
        }
    }
}
