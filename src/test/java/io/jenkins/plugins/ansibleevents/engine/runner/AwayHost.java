package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** This machine, which a test can make unreachable, and take away for good. */
final class AwayHost {

    final AtomicBoolean isAway = new AtomicBoolean();
    final AtomicBoolean isGone = new AtomicBoolean();

    RunHost host() {
        var here = new LocalRunHost();
        return (RunHost) Proxy.newProxyInstance(
                RunHost.class.getClassLoader(), new Class<?>[] {RunHost.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isGone")) {
                        return isGone.get();
                    }
                    if (isAway.get() && !method.getName().equals("longestDelay")) {
                        throw lost();
                    }
                    try {
                        return method.invoke(here, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private IOException lost() {
        return new HostLostException(isGone.get() ? "agent a1 was removed" : "agent a1 was disconnected: cut");
    }
}
