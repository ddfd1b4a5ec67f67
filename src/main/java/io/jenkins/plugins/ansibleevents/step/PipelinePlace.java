package io.jenkins.plugins.ansibleevents.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Where a step is in its Pipeline, for people: two runs of one playbook look alike without it. */
final class PipelinePlace {

    private PipelinePlace() {}

    /** The stages and parallel branches around a step, the outermost first: {@code Deploy / web}; empty for none. */
    static String of(StepContext context) throws IOException, InterruptedException {
        var names = new ArrayList<String>();
        for (BlockStartNode block : context.get(FlowNode.class).getEnclosingBlocks()) {
            String name = name(block);
            // A stage of a declarative parallel is a branch and a stage of one name.
            if (!name.isEmpty()
                    && (names.isEmpty() || !names.get(names.size() - 1).equals(name))) {
                names.add(name);
            }
        }
        Collections.reverse(names);
        return String.join(" / ", names);
    }

    private static String name(BlockStartNode block) {
        ThreadNameAction branch = block.getAction(ThreadNameAction.class);
        if (branch != null) {
            return branch.getThreadName();
        }
        LabelAction stage = block.getAction(LabelAction.class);
        return stage == null ? "" : stage.getDisplayName();
    }
}
