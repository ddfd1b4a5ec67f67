package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.FaultyQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.DispatcherOptions;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.InboundService;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunWatcher;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceMetricsTest {

    @TempDir
    Path dir;

    private static final ServiceRuns NO_RUNS = new ServiceRuns() {
        @Override
        public void use(Map<String, RunTemplate> templates) {
            // there are none
        }

        @Override
        public int running() {
            return 0;
        }

        @Override
        public void end(Duration patience) {
            // nothing runs
        }

        @Override
        public void start(Action action, RunWatcher watcher) {
            // nothing is started
        }
    };

    @Test
    void healthIs503WhileAThreadIsDownThatMustLiveAndSaysWhichAndWhy() throws Exception {
        var queue = new FaultyQueue();
        var setup = new InboundService.Setup(
                dir, List.of(), List.of(), Map.of(), true, DispatcherOptions.DEFAULT, Retention.USUAL);
        try (var service = InboundService.open(setup, directory -> queue, NO_RUNS)) {
            var metrics = new ServiceMetrics(service, NO_RUNS);
            service.start();
            assertThat(metrics.health().status()).isEqualTo(200);

            queue.receiveError = new OutOfMemoryError("on purpose");

            await().until(() -> metrics.health().status() == 503);
            JsonNode body = body(metrics.health());
            assertThat(body.path("status").asText()).isEqualTo("down");
            JsonNode thread = body.path("threads").path("message receiver");
            assertThat(thread.path("error").asText()).isEqualTo("java.lang.OutOfMemoryError: on purpose");
            await().until(() -> metrics.health().status() == 200);
            assertThat(body(metrics.health())
                            .path("threads")
                            .path("message receiver")
                            .path("restarts")
                            .asInt())
                    .isOne();
        }
    }

    private static JsonNode body(Answer answer) {
        return answer.body();
    }
}
