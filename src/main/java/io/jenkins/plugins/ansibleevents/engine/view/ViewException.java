package io.jenkins.plugins.ansibleevents.engine.view;

/** A document that does not exist, or a parameter that means nothing; the message is a sentence for who has asked. */
public final class ViewException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean notFound;

    ViewException(String sentence, boolean notFound) {
        super(sentence);
        this.notFound = notFound;
    }

    /** Whether there is no such thing (HTTP's 404); else the question was wrong (400). */
    public boolean isNotFound() {
        return notFound;
    }
}
