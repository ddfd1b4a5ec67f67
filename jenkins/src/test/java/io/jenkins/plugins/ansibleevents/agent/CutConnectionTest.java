package io.jenkins.plugins.ansibleevents.agent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.ansibleevents.engine.runner.HostLostException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedChannelException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent whose connection is cut during a call: an error of the place, not of the product. */
@WithJenkins
class CutConnectionTest {

    @Test
    void everyQuestionThatIsCutOffNamesTheConnection(JenkinsRule jenkins) {
        var workspace = new FilePath(cutOff(), "/workspace");
        var launcher = jenkins.jenkins.createLauncher(TaskListener.NULL);
        var host = new LauncherRunHost(launcher, workspace, new EnvVars());

        assertCut(() -> host.createPrivateDirectory("parent", "one"));
        assertCut(() -> host.write("/workspace/file", new byte[1], false));
        assertCut(() -> host.read("/workspace/file", 0, new byte[1]));
        assertCut(() -> host.delete("/workspace/file"));
        assertCut(host::environment);
    }

    private static void assertCut(ThrowingCallable question) {
        assertThatThrownBy(question).isInstanceOf(HostLostException.class).hasMessage("the agent was disconnected");
    }

    /** A channel as it is for a call that is under way when the connection breaks. */
    private static VirtualChannel cutOff() {
        return (VirtualChannel) Proxy.newProxyInstance(
                VirtualChannel.class.getClassLoader(), new Class<?>[] {VirtualChannel.class}, (proxy, method, args) -> {
                    throw new RequestAbortedException(new ClosedChannelException());
                });
    }
}
