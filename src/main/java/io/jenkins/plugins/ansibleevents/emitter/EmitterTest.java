package io.jenkins.plugins.ansibleevents.emitter;

import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Test button: one status, {@code {"status": "starting", "runner_ident": "connection-test"}}. */
final class EmitterTest {

    private static final Logger LOGGER = Logger.getLogger(EmitterTest.class.getName());
    private static final String IDENT = "connection-test";

    /** The engine's sentence about an answer: its code, and perhaps the start of its body, which is not shown here. */
    private static final Pattern ANSWER = Pattern.compile("(the receiver answered \\d{3}).*", Pattern.DOTALL);

    private EmitterTest() {}

    static FormValidation send(EmitterConfig config, OutboundPolicy policy) {
        byte[] json = ("{\"status\":\"starting\",\"runner_ident\":\"" + IDENT + "\"}").getBytes(StandardCharsets.UTF_8);
        var message =
                new EmitterMessage(EmitterMessage.Kind.STATUS, IDENT, 1, IDENT + "-starting", "starting", null, json);
        try {
            EmitterFactory factory =
                    config.spec(policy, EmitterCredentials.ofSystem()).factory();
            Outcome outcome = factory.isExclusive()
                    ? EmitterService.get().whileClosed(config.getName(), () -> send(config, factory, message))
                    : send(config, factory, message);
            return answer(config, outcome);
        } catch (IOException | SettingsException e) {
            LOGGER.log(Level.FINE, e, () -> "Test of emitter " + config.getName());
            return FormValidation.error(Messages.EmitterTest_failed(code(String.valueOf(e.getMessage()))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FormValidation.error(Messages.EmitterTest_interrupted());
        }
    }

    private static Outcome send(EmitterConfig config, EmitterFactory factory, EmitterMessage message)
            throws IOException, InterruptedException {
        try (Emitter emitter = factory.create()) {
            emitter.open(new EmitterContext(config.getName(), warning -> {}));
            Outcome outcome = emitter.send(List.of(message));
            if (!(outcome instanceof Outcome.Accepted)) {
                return outcome;
            }
            Outcome settled = emitter.settle(); // it knows no answer, only whether nothing was lost
            return settled instanceof Outcome.Accepted ? outcome : settled;
        }
    }

    private static FormValidation answer(EmitterConfig config, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted taken) {
            return FormValidation.ok(
                    taken.answer().isEmpty() ? config.testedMessage() : Messages.EmitterTest_answered(taken.answer()));
        }
        String reason =
                outcome instanceof Outcome.Refused refused ? refused.reason() : ((Outcome.RetryLater) outcome).reason();
        return FormValidation.error(Messages.EmitterTest_failed(code(reason)));
    }

    private static String code(String reason) {
        Matcher answer = ANSWER.matcher(reason);
        return answer.matches() ? answer.group(1) : reason;
    }
}
