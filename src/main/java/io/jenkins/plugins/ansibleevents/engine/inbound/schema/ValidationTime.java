package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.time.Duration;

/**
 * One validation of a payload with a time limit. Every keyword, and every character that a regular expression reads,
 * checks the time: a schema of few lines ({@code (a+)+$}, a {@code $ref} to itself below {@code anyOf}) can keep the
 * validator busy for hours with a small payload. The number of errors is limited too: a payload could have one for
 * every byte.
 *
 * <p>Belongs to one thread.
 */
final class ValidationTime extends ExecutionContext {

    /** The time is up. */
    static final class Over extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Over(String schemaPath) {
            super(schemaPath, null, false, false);
        }
    }

    private static final ThreadLocal<ValidationTime> CURRENT = new ThreadLocal<>();

    private final long end;
    private final int mostErrors;

    ValidationTime(ExecutionConfig config, Duration time, int mostErrors) {
        super(config);
        this.end = System.nanoTime() + time.toNanos();
        this.mostErrors = mostErrors;
    }

    /** Does something within this time, in this thread. */
    void during(Runnable validation) {
        CURRENT.set(this);
        try {
            validation.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** For callers that do not have the context. */
    static void checkCurrent() {
        ValidationTime current = CURRENT.get();
        if (current != null) {
            current.check();
        }
    }

    private void check() {
        if (System.nanoTime() - end > 0) {
            throw new Over(getEvaluationPath().toString());
        }
    }

    @Override
    public void evaluationPathAddLast(String token) {
        super.evaluationPathAddLast(token);
        check();
    }

    @Override
    public void evaluationPathAddLast(int token) {
        super.evaluationPathAddLast(token);
        check();
    }

    /** Whether there is an error decides, here and in every branch; errors beyond the limit are not kept. */
    @Override
    public void addError(Error error) {
        if (getErrors().size() < mostErrors) {
            super.addError(error);
        }
    }
}
