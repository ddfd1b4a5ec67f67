package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What the plugin saves are plain lists: a class of the JDK's insides in a file of Jenkins is there for ever. */
@WithJenkins
class SavedXmlTest {

    /** A collection class that Jenkins does not write as a plain list names its class or is serialized. */
    private static final String INSIDES = "(?s).*(java\\.util\\.|serialization=\"custom\").*";

    @Test
    void everySettingHasPlainLists(JenkinsRule jenkins) {
        var saved = new TreeMap<String, String>();
        for (Class<?> type : settings()) {
            Object setting = made(type);
            saved.put(type.getSimpleName(), Jenkins.XSTREAM2.toXML(setting));
            fill(setting);
            saved.put(type.getSimpleName() + " filled", Jenkins.XSTREAM2.toXML(setting));
        }

        assertThat(saved)
                .containsKeys("PipelineOptions", "HttpEmitterConfig", "WebhookEndpoint", "AnsibleEventTrigger");
        assertThat(saved).allSatisfy((type, xml) -> assertThat(xml).doesNotMatch(INSIDES));
    }

    @Test
    void buildHasPlainLists(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "plain", LocalPlaybook.HELLO));

        String job = build.getParent().getConfigFile().asString();
        String runs = Jenkins.XSTREAM2.toXML(build.getAction(PlaybookRunsAction.class));

        assertThat(job).contains(AnsibleRunBuilder.class.getName()).doesNotMatch(INSIDES);
        assertThat(runs).contains("<runs>").doesNotMatch(INSIDES);
    }

    /** Every class that a form or a configuration as code makes. */
    private static List<Class<?>> settings() {
        Stream<Class<?>> all = Jenkins.get().getExtensionList(Descriptor.class).stream()
                .<Class<?>>map(descriptor -> descriptor.clazz)
                .filter(type -> type.getName().startsWith("io.jenkins.plugins.ansibleevents."))
                .filter(type -> !Modifier.isAbstract(type.getModifiers()) && constructor(type) != null);
        return all.toList();
    }

    private static Constructor<?> constructor(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElse(null);
    }

    private static Object made(Class<?> type) {
        try {
            Constructor<?> constructor = constructor(type);
            return constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                    .map(SavedXmlTest::value)
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.getName(), e);
        }
    }

    /** Sets every list to an immutable one. */
    private static void fill(Object setting) {
        for (Method setter : setting.getClass().getMethods()) {
            boolean lists = setter.getParameterCount() == 1 && setter.getParameterTypes()[0] == List.class;
            if (lists && setter.isAnnotationPresent(DataBoundSetter.class)) {
                try {
                    setter.invoke(setting, List.of());
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(setter.toString(), e);
                }
            }
        }
    }

    /** The text is a name, a time and an expression, so that every constructor takes it. */
    private static Object value(Class<?> type) {
        Map<Class<?>, Object> values =
                Map.of(String.class, "30", boolean.class, true, int.class, 2, List.class, List.of());
        return values.get(type);
    }
}
