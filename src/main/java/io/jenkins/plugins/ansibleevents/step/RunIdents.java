package io.jenkins.plugins.ansibleevents.step;

import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Idents of runs: job, build, a number within the build, and a random part, for example {@code deploy-42-1-9f3a60c41b}.
 * Receivers know runs, and the keys of their messages, by the ident alone, so it must be unique: among jobs of any
 * name, after a job was deleted and made again, and over several controllers. Only the random part ensures that.
 */
final class RunIdents {

    /** The engine allows 200 characters; the rest is for the numbers and the random part. */
    private static final int MAX_JOB = 150;

    private static final int CHANCE_BYTES = 5;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<Run<?, ?>, Integer> LAST = new WeakHashMap<>();

    private RunIdents() {}

    /** The next ident of a build; different for parallel steps, and after a restart. */
    static String next(Run<?, ?> build) {
        return readable(build.getParent().getFullName()) + "-" + build.getNumber() + "-" + number(build) + "-"
                + chance();
    }

    /** The part of a job's full name that an ident can hold; several jobs may have the same. */
    static String readable(String job) {
        String ascii = Normalizer.normalize(job, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^A-Za-z0-9._-]+", ".")
                .replaceFirst("^\\.+", "");
        String shortened = ascii.length() > MAX_JOB ? ascii.substring(ascii.length() - MAX_JOB) : ascii;
        String plain = shortened.replaceFirst("^\\.+", "");
        return plain.isEmpty() ? "run" : plain;
    }

    private static String chance() {
        byte[] bytes = new byte[CHANCE_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int number(Run<?, ?> build) {
        PlaybookRunsAction ended = build.getAction(PlaybookRunsAction.class);
        int known = ended == null ? 0 : ended.getRuns().size();
        synchronized (LAST) {
            return LAST.merge(build, known + 1, (last, first) -> Math.max(last, known) + 1);
        }
    }
}
