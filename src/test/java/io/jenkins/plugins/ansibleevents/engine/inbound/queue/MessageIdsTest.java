package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageIdsTest {

    @Test
    void idsAreUuidsOfVersionSevenThatSortByTime() {
        var ids = Stream.generate(MessageIds::next).limit(10_000).toList();

        assertThat(ids).doesNotHaveDuplicates().isSorted();
        assertThat(UUID.fromString(ids.get(0)).version()).isEqualTo(7);
        assertThat(UUID.fromString(ids.get(0)).variant()).isEqualTo(2);
    }

    @Test
    void idOfADeliveryFollowsFromItAndSortsByItsMoment() {
        Instant noon = Instant.parse("2026-11-28T12:00:00Z");

        assertThat(MessageIds.of("alerts/d1", noon))
                .isEqualTo(MessageIds.of("alerts/d1", noon))
                .isNotEqualTo(MessageIds.of("alerts/d2", noon))
                .isLessThan(MessageIds.of("alerts/d1", noon.plusMillis(1)))
                .matches(MessageIds::isOfDelivery);
        assertThat(UUID.fromString(MessageIds.of("alerts/d1", noon)))
                .returns(8, UUID::version)
                .returns(2, UUID::variant);
        assertThat(MessageIds.next()).matches(id -> !MessageIds.isOfDelivery(id));
    }
}
