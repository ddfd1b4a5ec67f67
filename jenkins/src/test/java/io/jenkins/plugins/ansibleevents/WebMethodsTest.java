package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.AccessDeniedException3;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.bind.JavaScriptMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.POST;

/** Everything of the plugin that a browser can call: by POST alone, and what changes something for administrators. */
class WebMethodsTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final String OWN = "io.jenkins.plugins.ansibleevents.";

    /** Called by senders without a login; every endpoint authenticates them itself, and GET asks for a status. */
    private static final Set<String> OPEN = Set.of("WebhookRootAction.doWebhook");

    /** Those that do more than fill a list or check a value. Whoever adds one writes it here, on purpose. */
    private static final List<String> CHANGING = List.of(
            "DeliveryPage.doDrop",
            "DeliveryPage.doResend",
            "EmitterDescriptor.doTest",
            "WebhookPage.doDrop",
            "WebhookPage.doReplay",
            "WebhookPage.doReplayAll");

    @Test
    void everyMethodAsksForPost() throws Exception {
        assertThat(webMethods())
                .filteredOn(method -> !OPEN.contains(name(method)))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(asksForPost(method))
                        .as("%s has @POST", name(method))
                        .isTrue());
    }

    @Test
    void methodsThatChangeSomethingAreTheKnownOnes() throws Exception {
        assertThat(webMethods())
                .filteredOn(method -> !OPEN.contains(name(method)) && !ofForms(method))
                .extracting(WebMethodsTest::name)
                .containsExactlyInAnyOrderElementsOf(CHANGING);
    }

    @Test
    @WithJenkins
    void methodsThatChangeSomethingAreForAdministrators(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("reader"));
        try (var ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            for (Method method : webMethods()) {
                if (CHANGING.contains(name(method))) {
                    assertThat(refusal(jenkins, method)).as(name(method)).isInstanceOf(AccessDeniedException3.class);
                }
            }
        }
    }

    @Test
    @WithJenkins
    void listsOfCredentialsTellOthersOnlyWhatTheyHaveNamed(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "hidden", "", Secret.fromString("s")));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().to("reader"));
        List<Method> lists = webMethods().stream()
                .filter(method -> method.getName().matches("doFill.*CredentialsIdItems"))
                .toList();
        assertThat(lists).isNotEmpty();
        try (var ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            for (Method list : lists) {
                var choices = (ListBoxModel) list.invoke(target(jenkins, list), arguments(list));
                assertThat(choices)
                        .as(name(list))
                        .extracting(choice -> choice.value)
                        .containsOnly("any");
            }
        }
    }

    private static Object target(JenkinsRule jenkins, Method method) {
        return jenkins.jenkins
                .getExtensionList(method.getDeclaringClass().asSubclass(Object.class))
                .get(0);
    }

    private static Object[] arguments(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(type -> type == String.class ? "any" : null)
                .toArray();
    }

    private static Throwable refusal(JenkinsRule jenkins, Method method) throws IllegalAccessException {
        try {
            method.invoke(target(jenkins, method), arguments(method));
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    private static boolean ofForms(Method method) {
        return method.getName().startsWith("doFill") || method.getName().startsWith("doCheck");
    }

    private static boolean asksForPost(Method method) {
        return method.isAnnotationPresent(POST.class) || method.isAnnotationPresent(RequirePOST.class);
    }

    private static String name(Method method) {
        String type = method.getDeclaringClass().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }

    private static List<Method> webMethods() throws IOException, ClassNotFoundException {
        try (var files = Files.walk(CLASSES)) {
            List<String> names = files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> name.startsWith(OWN) && !name.startsWith(OWN + "engine."))
                    .toList();
            var methods = Stream.<Method>builder();
            for (String name : names) {
                Class<?> type = Class.forName(name, false, WebMethodsTest.class.getClassLoader());
                Stream.of(type.getDeclaredMethods())
                        .filter(WebMethodsTest::isOfTheWeb)
                        .forEach(methods);
            }
            return methods.build().toList();
        }
    }

    private static boolean isOfTheWeb(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && (method.getName().matches("do[A-Z].*")
                        || method.isAnnotationPresent(WebMethod.class)
                        || method.isAnnotationPresent(JavaScriptMethod.class));
    }
}
