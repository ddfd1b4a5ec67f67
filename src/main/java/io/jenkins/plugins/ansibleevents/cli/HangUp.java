package io.jenkins.plugins.ansibleevents.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * SIGHUP. Only {@code sun.misc.Signal} hands signals to Java code. It is there to stay (module
 * {@code jdk.unsupported}), but the compiler warns of each use, so it is called by reflection.
 */
final class HangUp {

    private static final Logger LOGGER = Logger.getLogger(HangUp.class.getName());

    private HangUp() {}

    /** From now on the signal calls the action, on a thread of its own, instead of ending the process. */
    static void calls(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Throwable why = e instanceof InvocationTargetException call ? call.getCause() : e;
            LOGGER.log(Level.FINE, "SIGHUP cannot be handled here", why);
        }
    }

    /** Whether the terminal of the process was closed, which sends this signal too. */
    static boolean isOfAClosedTerminal(Terminal terminal) {
        if (!terminal.interactive()) {
            return false;
        }
        try {
            Files.newInputStream(Path.of("/dev/tty")).close();
            return false;
        } catch (IOException gone) {
            return true;
        }
    }
}
