package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Set;

/** A document of a run: writes its fields into an object that has been opened and has its version already. */
interface Document {

    /** The parameters that it knows. */
    default Set<String> parameters() {
        return Set.of();
    }

    /**
     * Writes the fields.
     *
     * @throws ViewException when it does not exist, before anything is written
     */
    void write(Run run, Parameters parameters, JsonGenerator json) throws IOException, ViewException;
}
