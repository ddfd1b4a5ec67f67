package io.jenkins.plugins.ansibleevents.engine.index;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads the time of an event; a run has a million of them, nearly always in the same form and on the same day. */
final class EventTime {

    /** The form of our callback: {@code 2026-03-01T04:00:01.123456+00:00}. */
    private static final int LENGTH = 32;

    private static final int DATE = 10;

    private String day = "";
    private long startOfDay;

    /** Milliseconds since 1970, or {@link Long#MIN_VALUE} when it is no time. */
    long of(String created) {
        if (created.length() == LENGTH && created.endsWith("+00:00")) {
            long ofDay = ofDay(created);
            if (ofDay >= 0 && knowsDay(created)) {
                return startOfDay + ofDay;
            }
        }
        try {
            return OffsetDateTime.parse(created).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            return Long.MIN_VALUE;
        }
    }

    private boolean knowsDay(String created) {
        if (!created.regionMatches(0, day, 0, DATE) || day.isEmpty()) {
            try {
                day = created.substring(0, DATE);
                startOfDay = LocalDate.parse(day).toEpochDay() * 86_400_000L;
            } catch (DateTimeParseException e) {
                day = "";
                return false;
            }
        }
        return true;
    }

    private static long ofDay(String created) {
        int hour = number(created, 11, 2);
        int minute = number(created, 14, 2);
        int second = number(created, 17, 2);
        int milli = number(created, 20, 3);
        return hour < 0 || minute < 0 || second < 0 || milli < 0
                ? -1
                : ((hour * 60L + minute) * 60 + second) * 1000 + milli;
    }

    private static int number(String text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
