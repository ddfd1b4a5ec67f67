package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

/**
 * The state of a run that an earlier process began, by the files or the build it left.
 *
 * @param kind which
 * @param status of one that has ended, as people know it; else empty
 * @param successful whether it has ended well
 */
public record EarlierRun(Kind kind, String status, boolean successful) {

    /** How far it came. */
    public enum Kind {
        /** It left nothing: it was not begun, or was cleaned up since. */
        UNKNOWN,
        /** It goes on without the process that began it. */
        GOES_ON,
        /** It was begun and was cut off before its end. */
        CUT_OFF,
        /** It has ended. */
        ENDED
    }

    public static final EarlierRun UNKNOWN = new EarlierRun(Kind.UNKNOWN, "", false);
    public static final EarlierRun GOES_ON = new EarlierRun(Kind.GOES_ON, "", false);
    public static final EarlierRun CUT_OFF = new EarlierRun(Kind.CUT_OFF, "", false);

    /** A run that has ended. */
    public static EarlierRun ended(String status, boolean successful) {
        return new EarlierRun(Kind.ENDED, status, successful);
    }
}
