package io.jenkins.plugins.ansibleevents.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Extra variables that a Pipeline marked as hidden; they live in memory only.
 *
 * @param values name to value
 */
record HiddenVars(ObjectNode values) {

    static final HiddenVars NONE = new HiddenVars(JsonNodeFactory.instance.objectNode());

    @Override
    public String toString() {
        return "HiddenVars[" + values.size() + "]";
    }
}
