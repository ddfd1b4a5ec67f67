package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/**
 * A playbook of one role, as ansible-runner makes it: a play on some hosts with one role and its
 * variables.
 *
 * @param role its name, or its path
 * @param vars its variables
 * @param hosts the pattern of the play's hosts
 * @param gatherFacts whether the play gathers facts first
 * @param fileName the name of the playbook, in the project while the run goes on: roles, variables and plugins that lie
 *     beside a playbook are found there
 */
public record RolePlay(String role, ObjectNode vars, String hosts, boolean gatherFacts, String fileName) {

    /** A playbook with a name of its own, so that runs of one project do not meet. */
    public static RolePlay of(String role, ObjectNode vars, String hosts, boolean gatherFacts) {
        String name = role.replaceAll("[^A-Za-z0-9_-]", "_");
        String fileName = "role-" + name + "-" + UUID.randomUUID().toString().substring(0, 8) + ".yml";
        return new RolePlay(role, vars, hosts, gatherFacts, fileName);
    }

    /** The playbook, as JSON, which YAML contains. */
    public String text() {
        ObjectNode play = JsonNodeFactory.instance.objectNode();
        play.put("hosts", hosts).put("gather_facts", gatherFacts);
        ObjectNode entry = play.putArray("roles").addObject().put("name", role);
        if (!vars.isEmpty()) {
            entry.set("vars", vars);
        }
        return "[" + play + "]\n";
    }
}
