package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.webhook.WebhookConfiguration;
import io.jenkins.plugins.ansibleevents.webhook.WebhookEndpoint;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Anyone;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Every check and every list of a form asks for permission: for people who may not open the form a check is silent, and
 * a list has only the current value. People who may open it get an answer, so that no method passes by silence alone.
 */
@WithJenkins
class FormMethodsTest {

    /**
     * None of these texts is right in every field: an empty one, one that no reader accepts, the id of a missing credential,
     * and an option that the plugin keeps for itself.
     */
    private static final List<String> VALUES = List.of("", "//{{[!? ", "missing", "--name=x");

    private FreeStyleProject job;

    @BeforeEach
    void start(JenkinsRule jenkins) throws Exception {
        job = jenkins.createFreeStyleProject("job");
        List<Credentials> credentials = SystemCredentialsProvider.getInstance().getCredentials();
        credentials.add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "user", "password"));
        WebhookConfiguration.get().setEndpoints(List.of(new WebhookEndpoint("open", new Anyone())));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
    }

    @Test
    void peopleWithoutPermissionLearnNothing() throws Exception {
        var learned = new ArrayList<String>();
        for (Method method : formMethods()) {
            for (String value : VALUES) {
                learned.addAll(learned("stranger", method, job, value));
                learned.addAll(learned("stranger", method, null, value));
                learned.addAll(learned("reader", method, job, value));
            }
        }
        assertThat(learned).isEmpty();
    }

    @Test
    void administratorsGetAnAnswer() throws Exception {
        var silent = new ArrayList<String>();
        for (Method method : formMethods()) {
            var answers = new ArrayList<String>();
            for (String value : VALUES) {
                answers.addAll(learned("admin", method, job, value));
                answers.addAll(learned("admin", method, job, value, "other"));
            }
            if (answers.isEmpty()) {
                silent.add(WebMethods.name(method));
            }
        }
        assertThat(silent).isEmpty();
    }

    private static List<Method> formMethods() throws Exception {
        List<Method> methods = WebMethods.all().stream()
                .filter(method -> method.getName().matches("do(Check|Fill|AutoComplete|Validate).*"))
                .toList();
        assertThat(methods).hasSizeGreaterThan(25);
        return methods;
    }

    /** The texts that a user learns besides the value that he has sent; all fields have this value. */
    private static List<String> learned(String user, Method method, @CheckForNull Item item, String value)
            throws Exception {
        return learned(user, method, item, value, value);
    }

    /** @param other the value of the fields that belong to the one that is checked */
    private static List<String> learned(String user, Method method, @CheckForNull Item item, String value, String other)
            throws Exception {
        return answer(user, method, item, value, other).stream()
                .filter(word -> !word.equals(value))
                .map(word -> user + ": " + WebMethods.name(method) + "(\"" + value + "\") says " + word)
                .toList();
    }

    /** The values of a list, or the message of a check. */
    private static List<String> answer(String user, Method method, @CheckForNull Item item, String value, String other)
            throws Exception {
        Object answer;
        try (var ignored = ACL.as2(User.getById(user, true).impersonate2())) {
            answer = method.invoke(WebMethods.target(method), arguments(method, item, value, other));
        }
        if (answer instanceof ListBoxModel list) {
            return list.stream().map(choice -> choice.value).toList();
        }
        if (answer instanceof ComboBoxModel list) {
            return list;
        }
        var check = (FormValidation) answer;
        return check.kind == FormValidation.Kind.OK ? List.of() : List.of("message: " + check.getMessage());
    }

    private static Object[] arguments(Method method, @CheckForNull Item item, String value, String other) {
        var texts = new ArrayDeque<>(List.of(value));
        return Stream.of(method.getParameterTypes())
                .map(type -> type == String.class
                        ? Objects.requireNonNullElse(texts.poll(), other)
                        : type == Item.class ? item : null)
                .toArray();
    }
}
