package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.util.concurrent.TimeUnit;

/** {@code mustBeWithinRate}: a token bucket; refused requests take nothing from it. */
final class RateGate implements RequestCheck {

    private final Bucket bucket;

    RateGate(RateLimit limit) {
        bucket = Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(limit.messages())
                        .refillGreedy(limit.messages(), limit.per())
                        .build())
                .build();
    }

    @Override
    public void pass(CheckedRequest delivery) throws Refusal {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            // Rounded up: a sender that waits exactly this long must get through.
            throw Refusal.rate(TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1);
        }
    }
}
