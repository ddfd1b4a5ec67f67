package io.jenkins.plugins.ansibleevents.step.moved;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.thoughtworks.xstream.converters.Converter;
import com.thoughtworks.xstream.converters.MarshallingContext;
import com.thoughtworks.xstream.converters.UnmarshallingContext;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.HierarchicalStreamWriter;
import hudson.AbortException;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Items;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Reads the build steps that the {@code ansible} plugin has saved in freestyle jobs as {@link AnsibleRunBuilder}. Without
 * this, Jenkins would leave them out once that plugin is gone, and the builds would be green. A step of which a part
 * cannot be taken over fails, and says what to do.
 */
@Restricted(NoExternalUse.class)
public final class SavedSteps implements Converter {

    private static final String THEIRS = "org.jenkinsci.plugins.ansible.";

    private static final List<Class<?>> STEPS =
            List.of(AnsiblePlaybookBuilder.class, AnsibleAdHocCommandBuilder.class, AnsibleVaultBuilder.class);

    /** Before jobs are read. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.JOB_LOADED)
    public static void register() {
        if (MovedExtensions.isOtherPluginThere()) {
            return;
        }
        for (Class<?> step : STEPS) {
            Items.XSTREAM2.addCompatibilityAlias(THEIRS + step.getSimpleName(), step);
        }
        Items.XSTREAM2.registerConverter(new SavedSteps());
    }

    @Override
    public boolean canConvert(@SuppressWarnings("rawtypes") Class type) {
        return STEPS.contains(type);
    }

    /** Never called: what was read is an {@link AnsibleRunBuilder}. */
    @Override
    public void marshal(Object source, HierarchicalStreamWriter writer, MarshallingContext context) {
        throw new UnsupportedOperationException(source.getClass().getName());
    }

    @Override
    public Object unmarshal(HierarchicalStreamReader reader, UnmarshallingContext context) {
        var values = new HashMap<String, String>();
        var variables = new ArrayList<Map<String, String>>();
        while (reader.hasMoreChildren()) {
            reader.moveDown();
            switch (reader.getNodeName()) {
                case "inventory" -> values.putAll(children(reader));
                case "extraVars" -> variables.addAll(entries(reader));
                default -> values.put(reader.getNodeName(), reader.getValue());
            }
            reader.moveUp();
        }
        if (context.getRequiredType() == AnsiblePlaybookBuilder.class) {
            return playbook(values, variables);
        }
        var run = new AnsibleRunBuilder("");
        run.setUnfinished(
                Messages.SavedSteps_noPlaybook(context.getRequiredType().getSimpleName()));
        return run;
    }

    private static List<Map<String, String>> entries(HierarchicalStreamReader reader) {
        var entries = new ArrayList<Map<String, String>>();
        while (reader.hasMoreChildren()) {
            reader.moveDown();
            entries.add(children(reader));
            reader.moveUp();
        }
        return entries;
    }

    private static Map<String, String> children(HierarchicalStreamReader reader) {
        var children = new HashMap<String, String>();
        while (reader.hasMoreChildren()) {
            reader.moveDown();
            children.put(reader.getNodeName(), reader.getValue());
            reader.moveUp();
        }
        return children;
    }

    private static AnsibleRunBuilder playbook(Map<String, String> values, List<Map<String, String>> variables) {
        var named = new MovedOptions(AnsiblePlaybookBuilder.class.getSimpleName());
        values.forEach((name, value) -> named.put(MovedBuilder.nameInPipeline(name), value));
        named.put("inventory", values.get("path"));
        named.put("inventoryContent", values.get("content"));
        named.put("dynamicInventory", values.get("dynamic"));
        var run = new AnsibleRunBuilder(values.getOrDefault("playbook", ""));
        try {
            named.setOn(run, UnaryOperator.identity()); // a freestyle job expands variables when it runs
        } catch (AbortException e) {
            run.setUnfinished(e.getMessage());
        }
        addVariables(run, variables);
        return run;
    }

    /** Values that were hidden stay out of the configuration, where they would be readable; a credential holds such a value. */
    private static void addVariables(AnsibleRunBuilder run, List<Map<String, String>> variables) {
        ObjectNode visible = JsonNodeFactory.instance.objectNode();
        var hidden = new ArrayList<String>();
        for (Map<String, String> variable : variables) {
            String name = variable.getOrDefault("key", "");
            if (Boolean.parseBoolean(variable.getOrDefault("hidden", "true"))) {
                hidden.add(name);
            } else {
                String saved = variable.getOrDefault("secretValue", variable.getOrDefault("value", ""));
                String value = Secret.fromString(saved).getPlainText();
                visible.set(
                        name,
                        value.equals("true") || value.equals("false")
                                ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value))
                                : JsonNodeFactory.instance.textNode(value));
            }
        }
        if (!visible.isEmpty()) {
            run.setExtraVars(visible.toPrettyString());
        }
        if (!hidden.isEmpty()) {
            run.setUnfinished(Messages.SavedSteps_hidden(String.join(", ", hidden)));
        }
    }
}
