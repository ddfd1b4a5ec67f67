package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The emitter connects to the very address that was checked. */
class DestinationTest {

    private static final DestinationPolicy PUBLIC_ONLY = DestinationPolicy.guarded(Set.of());

    private static Destination destination(String endpoint, DestinationPolicy policy, String... addresses) {
        return new Destination(ZeroMqSettings.pushTo(endpoint), policy, host -> {
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
            }
            return found;
        });
    }

    @Test
    void aNameBecomesTheAddressThatWasChecked() throws Exception {
        assertThat(destination("tcp://bus.example:5555", PUBLIC_ONLY, "2001:db8::1", "192.0.2.1")
                        .endpoint())
                .isEqualTo("tcp://192.0.2.1:5555");
        assertThat(destination("tcp://bus.example:5555", PUBLIC_ONLY, "2001:db8::1")
                        .endpoint())
                .isEqualTo("tcp://[2001:db8:0:0:0:0:0:1]:5555");
    }

    @Test
    void anInternalAddressBehindANameIsRefused() {
        assertThatThrownBy(() -> destination("tcp://bus.example:5555", PUBLIC_ONLY, "169.254.169.254")
                        .endpoint())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is internal");
    }

    @Test
    void aNameThatIsNotKnownIsSaid() {
        var unknown = new Destination(ZeroMqSettings.pushTo("tcp://bus.example:5555"), PUBLIC_ONLY, host -> {
            throw new UnknownHostException(host);
        });
        assertThatThrownBy(unknown::endpoint).hasMessage("the host bus.example is not known");
    }

    @Test
    void withoutAPolicyTheLibraryLooksNamesUpItself() throws Exception {
        assertThat(destination("tcp://bus.example:5555", DestinationPolicy.ANY).endpoint())
                .isEqualTo("tcp://bus.example:5555");
    }

    @Test
    void hostsThatAFileDoesNotAllowAreRefused() throws Exception {
        String options = "{endpoint: 'tcp://127.0.0.1:5555', allowedHosts: [bus.example]}";
        Emitter emitter = new ZeroMqEmitterType()
                .configure(SettingsFile.parse(options, "test", Path.of("/")))
                .create();
        assertThatThrownBy(() -> emitter.open(new EmitterContext("bus", warning -> {})))
                .isInstanceOf(IOException.class)
                .hasMessage("the host 127.0.0.1 is not on the list of allowed hosts");
        emitter.close();
    }

    @Test
    void aPeerWhoseNameHasMovedIsFollowed() throws Exception {
        ScriptReceiver.need(ScriptReceiver.hasLibzmq(), "python3-zmq is not installed");
        String[] address = {"127.0.0.2"};
        int port = freePort();
        try (ScriptReceiver before = pull("127.0.0.2", port)) {
            var moving = new Destination(
                    ZeroMqSettings.pushTo("tcp://bus.example:" + port),
                    DestinationPolicy.guarded(Set.of("127.0.0.2", "127.0.0.3")),
                    host -> new InetAddress[] {InetAddress.getByName(address[0])});
            Emitter emitter = new ZeroMqEmitter(moving);
            emitter.open(new EmitterContext("bus", warning -> {}));
            send(emitter, "first");
            await().until(() -> before.keys().contains("r-first"));
            before.stop();
            address[0] = "127.0.0.3";
            try (ScriptReceiver after = pull("127.0.0.3", port)) {
                send(emitter, "second");
                await().until(() -> after.keys().contains("r-second"));
            }
            emitter.close();
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static ScriptReceiver pull(String address, int port) throws IOException {
        return ScriptReceiver.python("zmq_receiver.py", "pull-bind", "tcp://" + address + ":" + port)
                .start();
    }

    private static void send(Emitter emitter, String status) {
        byte[] json =
                "{\"runner_ident\":\"r\",\"status\":\"%s\"}".formatted(status).getBytes(StandardCharsets.UTF_8);
        var message = new EmitterMessage(EmitterMessage.Kind.STATUS, "r", 1, status, status, null, json);
        await().pollInSameThread().until(() -> emitter.send(List.of(message)).equals(Outcome.accepted()));
    }
}
