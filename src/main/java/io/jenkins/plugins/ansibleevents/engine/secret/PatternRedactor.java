package io.jenkins.plugins.ansibleevents.engine.secret;

import java.io.OutputStream;
import java.util.Collection;

/** Finds all forms of all secrets in one pass over the bytes. */
final class PatternRedactor implements Redactor {

    private PatternRedactor() {}

    static Redactor of(Collection<Secret> secrets) {
        if (!secrets.stream().allMatch(Secret::isEmpty)) {
            throw new UnsupportedOperationException("not yet");
        }
        return new PatternRedactor();
    }

    @Override
    public String redact(String text) {
        return text;
    }

    @Override
    public byte[] redact(byte[] utf8) {
        return utf8;
    }

    @Override
    public OutputStream filter(OutputStream target) {
        return target;
    }
}
