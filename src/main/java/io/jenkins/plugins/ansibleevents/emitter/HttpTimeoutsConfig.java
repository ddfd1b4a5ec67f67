package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpSettings.Timeouts;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Longest waits for a receiver, where they are not as usual. */
public final class HttpTimeoutsConfig implements Describable<HttpTimeoutsConfig> {

    private static final String CONNECT = "5s";
    private static final String READ = "10s";
    private static final String WRITE = "10s";

    private String connect = CONNECT;
    private String read = READ;
    private String write = WRITE;

    @DataBoundConstructor
    public HttpTimeoutsConfig() {
        // everything has a default
    }

    public String getConnect() {
        return connect;
    }

    /** Sets the longest wait for a connection, its TLS handshake included. */
    @DataBoundSetter
    public void setConnect(String connect) {
        this.connect = Times.positive("connect", connect, CONNECT);
    }

    public String getRead() {
        return read;
    }

    /** Sets the longest wait for the next bytes of the answer. */
    @DataBoundSetter
    public void setRead(String read) {
        this.read = Times.positive("read", read, READ);
    }

    public String getWrite() {
        return write;
    }

    /** Sets the longest wait for the next bytes of the request to leave. */
    @DataBoundSetter
    public void setWrite(String write) {
        this.write = Times.positive("write", write, WRITE);
    }

    Timeouts toTimeouts() {
        return new Timeouts(Times.of(connect), Times.of(read), Times.of(write));
    }

    /** Describes the settings in forms. */
    @Extension
    @Symbol("httpTimeouts")
    public static final class DescriptorImpl extends Descriptor<HttpTimeoutsConfig> {

        @Override
        public String getDisplayName() {
            return Messages.HttpTimeoutsConfig_displayName();
        }

        @POST
        public FormValidation doCheckConnect(@QueryParameter String value) {
            return Times.check(value);
        }

        @POST
        public FormValidation doCheckRead(@QueryParameter String value) {
            return Times.check(value);
        }

        @POST
        public FormValidation doCheckWrite(@QueryParameter String value) {
            return Times.check(value);
        }
    }
}
