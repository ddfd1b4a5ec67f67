package io.jenkins.plugins.ansibleevents.cli;

/** The same in a real docker; skipped where there is no daemon, and none can be started. */
class DockerRunTest extends ContainerRunTest {

    @Override
    String program() {
        return "docker";
    }
}
