package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.Comparator;

/**
 * The order in which a person sorts names. Numbers in them count as numbers, so that {@code web2} stands before
 * {@code web10} and {@code 10.0.0.9} before {@code 10.0.0.10}. All else goes by character. Only equal names compare as
 * equal.
 */
public final class NaturalOrder {

    /** Safe for use by several threads; takes no null. */
    public static final Comparator<String> NAMES = NaturalOrder::compare;

    private NaturalOrder() {}

    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = endOfPart(a, i);
            int endB = endOfPart(b, j);
            int order = parts(a.substring(i, endA), b.substring(j, endB));
            if (order != 0) {
                return order;
            }
            i = endA;
            j = endB;
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    /** A part is a number or one other character. */
    private static int endOfPart(String name, int start) {
        int end = start;
        while (end < name.length() && isDigit(name.charAt(end))) {
            end++;
        }
        return Math.max(end, start + 1);
    }

    private static int parts(String a, String b) {
        if (!isDigit(a.charAt(0)) || !isDigit(b.charAt(0))) {
            return Character.compare(a.charAt(0), b.charAt(0));
        }
        String numberA = withoutZeros(a);
        String numberB = withoutZeros(b);
        int digits = Integer.compare(numberA.length(), numberB.length());
        return digits != 0 ? digits : numberA.compareTo(numberB);
    }

    private static String withoutZeros(String number) {
        int start = 0;
        while (start < number.length() - 1 && number.charAt(start) == '0') {
            start++;
        }
        return number.substring(start);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
