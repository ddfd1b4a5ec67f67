package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs go without a crumb: exactly those of endpoints, as they stand in the request line. */
class WebhookCrumbExclusionTest {

    private final WebhookCrumbExclusion exclusion = new WebhookCrumbExclusion();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ansible-events/webhook/alerts",
                "/ansible-events/webhook/a.b-c_1",
                "/ansible-events/webhook/alerts/"
            })
    void endpointsNeedNoCrumb(String path) throws Exception {
        assertThat(passes("", path)).isTrue();
        assertThat(passes("/jenkins", "/jenkins" + path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/ansible-events",
                "/ansible-events/webhook",
                "/ansible-events/webhook/",
                "/ansible-events/webhook/alerts//",
                "/ansible-events/webhook/alerts/messages/1",
                "/ansible-events/webhook/alerts/../../scriptText",
                "/ansible-events/webhook/..",
                "/ansible-events/webhook/..;/..;/scriptText",
                "/ansible-events/webhook/alerts;x=1",
                "/ansible-events/webhook/%2e%2e",
                "/ansible-events/webhook/alerts%2F..%2F..%2FscriptText",
                "/ansible-events/webhook//alerts",
                "//ansible-events/webhook/alerts",
                "/ansible-events/webhookalerts",
                "/x/ansible-events/webhook/alerts",
                "/manage/ansible-events-webhooks/drop"
            })
    void everythingElseNeedsACrumb(String path) throws Exception {
        assertThat(passes("", path)).isFalse();
    }

    private boolean passes(String context, String uri) throws Exception {
        var chained = new AtomicInteger();
        boolean processed =
                exclusion.process(request(context, uri), null, (request, response) -> chained.incrementAndGet());
        assertThat(chained.get()).isEqualTo(processed ? 1 : 0);
        return processed;
    }

    private static HttpServletRequest request(String context, String uri) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                WebhookCrumbExclusionTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContextPath" -> context;
                    case "getRequestURI" -> uri;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
