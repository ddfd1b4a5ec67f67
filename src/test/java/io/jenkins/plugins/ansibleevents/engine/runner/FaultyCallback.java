package io.jenkins.plugins.ansibleevents.engine.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** This machine, where our callback has a bug. */
final class FaultyCallback {

    private FaultyCallback() {}

    /** @param bug changes the source of the callback */
    static RunHost host(UnaryOperator<String> bug) {
        var real = new LocalRunHost();
        return (RunHost) Proxy.newProxyInstance(
                RunHost.class.getClassLoader(), new Class<?>[] {RunHost.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")
                            && arguments[0].toString().endsWith("ansible_events.py")) {
                        arguments[1] = bug.apply(new String((byte[]) arguments[1], UTF_8))
                                .getBytes(UTF_8);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
