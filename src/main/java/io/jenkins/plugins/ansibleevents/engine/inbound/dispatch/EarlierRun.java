package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

/**
 * What has become of a run that an earlier process began, by what it has left behind.
 *
 * @param kind which
 * @param status of one that has ended, as people know it; else empty
 * @param successful whether it has ended well
 */
public record EarlierRun(Kind kind, String status, boolean successful) {

    /** How far it came. */
    public enum Kind {
        /** Nothing is left of it: it was not begun, or has been cleaned up since. */
        UNKNOWN,
        /** It goes on without the process that began it. */
        GOES_ON,
        /** It was begun and has not come to its end, and never will. */
        CUT_OFF,
        /** It has come to its end. */
        ENDED
    }

    public static final EarlierRun UNKNOWN = new EarlierRun(Kind.UNKNOWN, "", false);
    public static final EarlierRun GOES_ON = new EarlierRun(Kind.GOES_ON, "", false);
    public static final EarlierRun CUT_OFF = new EarlierRun(Kind.CUT_OFF, "", false);

    /** One that has come to its end. */
    public static EarlierRun ended(String status, boolean successful) {
        return new EarlierRun(Kind.ENDED, status, successful);
    }
}
