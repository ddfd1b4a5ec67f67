package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunStarter;
import java.time.Duration;
import java.util.Map;

/** The runs of a service: started by its rules, counted, ended with it. */
public interface ServiceRuns extends RunStarter {

    /** Takes other templates, by rule name; those of removed rules stay for the runs that they have begun. */
    void use(Map<String, RunTemplate> templates);

    /** How many run now. */
    int running();

    /** Adds metrics of its own, for example of emitters. */
    default void metrics(Prometheus page) {}

    /** Waits for runs, then cancels those that are left and waits for their end. */
    void end(Duration patience);
}
