package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.AccessDeniedException3;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.POST;

/**
 * All methods of the plugin that a browser can call accept POST alone, and those with effects are for administrators.
 */
class WebMethodsTest {

    /** Called by senders without a login; every endpoint authenticates them itself, and GET asks for a status. */
    private static final Set<String> OPEN = Set.of("WebhookRootAction.doWebhook");

    /** They only read, and have addresses that browsers keep. */
    private static final Set<String> READING = Set.of(
            "HostsPage.doFind",
            "HostsPage.doHost",
            "JobRunsAction.doApi",
            "PlaybookRunsAction.doHost",
            "RunDocuments.doDynamic");

    /** The methods that do more than fill a list or check a value. Whoever adds one writes it here, on purpose. */
    private static final List<String> CHANGING = List.of(
            "DeliveryPage.doDrop",
            "DeliveryPage.doResend",
            "DeliveryPage.doSend",
            "EmitterDescriptor.doTest",
            "WebhookPage.doDrop",
            "WebhookPage.doDropSelected",
            "WebhookPage.doReplay",
            "WebhookPage.doReplayAll",
            "WebhookPage.doReplayReason",
            "WebhookPage.doReplaySelected");

    @Test
    void everyMethodAsksForPost() throws Exception {
        assertThat(WebMethods.all())
                .filteredOn(method -> !isOpen(method))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(asksForPost(method))
                        .as("%s has @POST", WebMethods.name(method))
                        .isTrue());
    }

    @Test
    void methodsThatChangeSomethingAreTheKnownOnes() throws Exception {
        assertThat(WebMethods.all())
                .filteredOn(method -> !isOpen(method) && !ofForms(method))
                .extracting(WebMethods::name)
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
            for (Method method : WebMethods.all()) {
                if (CHANGING.contains(WebMethods.name(method))) {
                    assertThat(refusal(method)).as(WebMethods.name(method)).isInstanceOf(AccessDeniedException3.class);
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
        List<Method> lists = WebMethods.all().stream()
                .filter(method -> method.getName().matches("doFill.*CredentialsIdItems"))
                .toList();
        assertThat(lists).isNotEmpty();
        try (var ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            for (Method list : lists) {
                var choices = (ListBoxModel) list.invoke(WebMethods.target(list), arguments(list));
                assertThat(choices)
                        .as(WebMethods.name(list))
                        .extracting(choice -> choice.value)
                        .containsOnly("any");
            }
        }
    }

    private static Object[] arguments(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(type -> type == String.class ? "any" : null)
                .toArray();
    }

    private static Throwable refusal(Method method) throws IllegalAccessException {
        try {
            method.invoke(WebMethods.target(method), arguments(method));
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    private static boolean isOpen(Method method) {
        return OPEN.contains(WebMethods.name(method)) || READING.contains(WebMethods.name(method));
    }

    private static boolean ofForms(Method method) {
        return method.getName().startsWith("doFill") || method.getName().startsWith("doCheck");
    }

    private static boolean asksForPost(Method method) {
        return method.isAnnotationPresent(POST.class) || method.isAnnotationPresent(RequirePOST.class);
    }
}
