package io.jenkins.plugins.ansibleevents.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.ansibleevents.engine.runner.LocalRunHost;
import io.jenkins.plugins.ansibleevents.engine.runner.LookAt;
import io.jenkins.plugins.ansibleevents.engine.runner.Seen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Looks at a run, in whose private directory it is called. The answer is compressed when it is large: channels do not do that,
 * and events are text that repeats itself.
 */
record LookAtRun(LookAt at) implements ControllerToAgentFileCallable<byte[]> {

    private static final int LARGE = 4 << 10;
    private static final int PLAIN = 0;
    private static final int DEFLATED = 1;

    @Override
    public byte[] invoke(File directory, VirtualChannel channel) throws IOException {
        return pack(new LocalRunHost().look(at));
    }

    private static byte[] pack(Seen seen) throws IOException {
        boolean isLarge = seen.output().length + seen.events().length > LARGE;
        var bytes = new ByteArrayOutputStream();
        bytes.write(isLarge ? DEFLATED : PLAIN);
        if (isLarge) {
            var deflater = new Deflater(Deflater.BEST_SPEED);
            try (var to = new DeflaterOutputStream(bytes, deflater)) {
                write(seen, to);
            } finally {
                deflater.end();
            }
        } else {
            write(seen, bytes);
        }
        return bytes.toByteArray();
    }

    private static void write(Seen seen, OutputStream to) throws IOException {
        var data = new DataOutputStream(to);
        data.writeUTF(seen.state());
        data.writeUTF(seen.pulse());
        data.writeLong(seen.quiet().toMillis());
        data.writeInt(seen.output().length);
        data.write(seen.output());
        data.writeInt(seen.events().length);
        data.write(seen.events());
        data.flush();
    }

    /**
     * Reads an answer.
     *
     * @throws IOException when it is none, or larger than was asked for: an agent may be hostile
     */
    Seen unpack(byte[] answer) throws IOException {
        var bytes = new ByteArrayInputStream(answer);
        InputStream from = bytes.read() == DEFLATED ? new InflaterInputStream(bytes) : bytes;
        var data = new DataInputStream(from);
        String state = data.readUTF();
        String pulse = data.readUTF();
        Duration quiet = Duration.ofMillis(data.readLong());
        byte[] output = piece(data);
        byte[] events = piece(data);
        return new Seen(state, pulse, output, events, quiet);
    }

    private byte[] piece(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0 || length > at.most()) {
            throw new IOException(
                    "the agent answers with " + length + " bytes where at most " + at.most() + " were asked for");
        }
        var piece = new byte[length];
        data.readFully(piece);
        return piece;
    }
}
