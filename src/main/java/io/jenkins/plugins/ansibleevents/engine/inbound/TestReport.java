package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;

/**
 * The answer of an endpoint in test mode: how the request was understood, and the answer it would have got. The
 * status code is the real one, except that nothing is stored and an acceptable message gets 200.
 */
final class TestReport {

    private TestReport() {}

    static Answer wouldBeAccepted(CheckedRequest delivery) {
        ObjectNode report = seen(delivery);
        report.put("wouldBe", 202);
        return Answer.of(200, report);
    }

    static Answer wouldBeRefused(CheckedRequest delivery, Refusal refusal) {
        ObjectNode report = seen(delivery);
        report.put("wouldBe", refusal.answer().status());
        report.put("reason", refusal.reason().label());
        report.put("detail", refusal.getMessage());
        report.set("answer", refusal.answer().body());
        return new Answer(refusal.answer().status(), refusal.answer().headers(), report);
    }

    private static ObjectNode seen(CheckedRequest delivery) {
        ObjectNode report = Answer.json().put("test", true).put("authentic", delivery.isAuthentic());
        if (!delivery.isAuthentic()) {
            // Also in test mode a stranger learns nothing but why.
            return report;
        }
        report.put("sender", delivery.proof().sender());
        ObjectNode headers = report.putObject("headers");
        delivery.headers().forEach(headers::put);
        delivery.payloadIfParsed().ifPresent(payload -> {
            report.set("payload", payload);
            delivery.deliveryId().ifPresent(d -> report.put("deliveryId", d));
        });
        return report;
    }
}
