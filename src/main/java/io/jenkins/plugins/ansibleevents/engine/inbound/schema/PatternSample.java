package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

/**
 * A text that a simple regular expression matches: letters, classes, groups with alternatives, and how often. Throws {@link
 * IllegalArgumentException} for anything else.
 */
final class PatternSample {

    private static final int MOST_TIMES = 64;

    private final String pattern;
    private int at;

    PatternSample(String pattern) {
        this.pattern = pattern;
    }

    String text() {
        String text = sequence();
        skipAlternatives();
        if (at < pattern.length()) {
            throw unknown();
        }
        return text;
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("no example for the pattern " + pattern);
    }

    private boolean isMore() {
        return at < pattern.length();
    }

    private String sequence() {
        var text = new StringBuilder();
        while (isMore() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            String atom = atom();
            text.append(atom.repeat(times()));
        }
        return text.toString();
    }

    /** The first alternative is enough; the others are read to find their end. */
    private void skipAlternatives() {
        while (isMore() && pattern.charAt(at) == '|') {
            at++;
            sequence();
        }
    }

    private String atom() {
        char next = pattern.charAt(at++);
        return switch (next) {
            case '^', '$' -> "";
            case '.' -> "x";
            case '(' -> group();
            case '[' -> oneOf();
            case '\\' -> escaped();
            case '*', '+', '?', '{' -> throw unknown();
            default -> String.valueOf(next);
        };
    }

    private String group() {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (pattern.startsWith("?", at)) {
            throw unknown();
        }
        String text = sequence();
        skipAlternatives();
        if (!isMore()) {
            throw unknown();
        }
        at++;
        return text;
    }

    private String oneOf() {
        int end = pattern.indexOf(']', at + 1);
        if (end < 0 || pattern.charAt(at) == '^') {
            throw unknown();
        }
        String first = pattern.charAt(at) == '\\' ? escapedIn() : String.valueOf(pattern.charAt(at));
        at = end + 1;
        return first;
    }

    private String escapedIn() {
        at++;
        return escaped();
    }

    private String escaped() {
        if (!isMore()) {
            throw unknown();
        }
        char next = pattern.charAt(at++);
        return switch (next) {
            case 'd' -> "1";
            case 'w' -> "x";
            case 's' -> " ";
            default -> {
                if (Character.isLetterOrDigit(next)) {
                    throw unknown();
                }
                yield String.valueOf(next);
            }
        };
    }

    private int times() {
        if (!isMore()) {
            return 1;
        }
        switch (pattern.charAt(at)) {
            case '*', '+', '?':
                at++;
                skipLazy();
                return 1;
            case '{':
                int end = pattern.indexOf('}', at);
                if (end < 0) {
                    throw unknown();
                }
                String least = pattern.substring(at + 1, end).split(",", -1)[0];
                at = end + 1;
                skipLazy();
                return Math.min(MOST_TIMES, least.isEmpty() ? 0 : Integer.parseInt(least));
            default:
                return 1;
        }
    }

    private void skipLazy() {
        if (isMore() && pattern.charAt(at) == '?') {
            at++;
        }
    }
}
