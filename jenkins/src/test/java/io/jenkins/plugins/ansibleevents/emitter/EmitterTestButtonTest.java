package io.jenkins.plugins.ansibleevents.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.sun.net.httpserver.HttpServer;
import hudson.ProxyConfiguration;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The Test button on the global page, pressed in a browser. */
@WithJenkins
class EmitterTestButtonTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization")
                    + " " + exchange.getRequestHeaders().getFirst("Proxy-Authorization")
                    + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] words = "the body of the answer".getBytes(StandardCharsets.UTF_8);
            if (answer == 407) {
                exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
                answer = 200;
                exchange.sendResponseHeaders(407, words.length);
            } else {
                exchange.sendResponseHeaders(answer, words.length);
            }
            exchange.getResponseBody().write(words);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    @Test
    void showsTheCodeButNotTheBody(JenkinsRule jenkins) throws Exception {
        configure("127.0.0.1", emitter("audit", "/events"));
        HtmlPage page = jenkins.createWebClient().goTo("manage/configure");

        assertThat(press(page, 0)).isEqualTo("Delivered: the receiver answered 200");

        answer = 404;
        assertThat(press(page, 0)).contains("answered 404").doesNotContain("the body");
    }

    @Test
    void sendsWhatTheFormSaysBeforeItIsSaved(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("t0ken-value")));
        HttpEmitterConfig second = emitter("second", "/saved");
        HttpHeaderConfig header = new HttpHeaderConfig("Authorization");
        header.setPrefix("Bearer ");
        header.setCredentialsId("token");
        second.setHeaders(List.of(header));
        configure("192.0.2.1", emitter("first", "/first"), second);
        HtmlPage page = jenkins.createWebClient().goTo("manage/configure");
        page.getForms().forEach(form -> {
            if (form.getNameAttribute().equals("config")) {
                form.getInputsByName("_.url").stream()
                        .filter(url -> url.getValue().endsWith("/saved"))
                        .forEach(url -> url.setValue(url("/not-yet-saved")));
                form.getTextAreaByName("_.allowedHosts").setText("127.0.0.1");
                form.getInputsByName("_.prefix").stream()
                        .filter(prefix -> prefix.getValue().equals("Bearer "))
                        .forEach(prefix -> prefix.setValue("Token "));
            }
        });

        assertThat(press(page, 1)).isEqualTo("Delivered: the receiver answered 200");

        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("/not-yet-saved Token t0ken-value null {\"status\":\"starting\"");
        assertThat(EmitterService.get().all()).extracting(LiveEmitter::config).contains(second);
    }

    @Test
    void loopbackIsRefusedUnlessAllowed(JenkinsRule jenkins) throws Exception {
        configure("", emitter("audit", "/events"));

        HtmlPage page = jenkins.createWebClient().goTo("manage/configure");

        assertThat(press(page, 0)).contains("loopback");
        assertThat(requests).isEmpty();
    }

    @Test
    void mistakesInTheFormAreToldInItsWords(JenkinsRule jenkins) throws Exception {
        configure("127.0.0.1", emitter("audit", "/events"));
        HtmlPage page = jenkins.createWebClient().goTo("manage/configure");
        page.getFormByName("config").getInputsByName("_.url").stream()
                .filter(url -> url.getValue().endsWith("/events"))
                .forEach(url -> url.setValue("http://user:pass@127.0.0.1/"));

        assertThat(press(page, 0))
                .contains("emitter audit: url: must not hold a password")
                .doesNotContain("user:pass", "Failed to");
    }

    @Test
    void proxyOfJenkinsIsUsedWithItsLogin(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setProxy(new ProxyConfiguration(
                "127.0.0.1", receiver.getAddress().getPort(), "proxy-user", "pr0xy-pass", "direct.example"));
        configure("receiver.example", new HttpEmitterConfig("audit", "http://receiver.example/events"));
        answer = 407;

        assertThat(press(jenkins.createWebClient().goTo("manage/configure"), 0))
                .isEqualTo("Delivered: the receiver answered 200");

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0)).startsWith("http://receiver.example/events null null ");
        assertThat(requests.get(1)).contains("Basic cHJveHktdXNlcjpwcjB4eS1wYXNz");
        assertThat(JenkinsProxy.to("direct.example")).isEmpty();
    }

    @Test
    void hostsBehindTheProxyAreCheckedToo(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setProxy(
                new ProxyConfiguration("127.0.0.1", receiver.getAddress().getPort()));
        configure("other.example", new HttpEmitterConfig("audit", "http://receiver.example/events"));

        assertThat(press(jenkins.createWebClient().goTo("manage/configure"), 0))
                .contains("nothing was sent: the host receiver.example is not on the list of allowed hosts")
                .doesNotContain("connection broke");

        AnsibleEventsConfiguration.get().setAllowedHosts("");
        AnsibleEventsConfiguration.get().setEmitters(List.of(emitter("audit", "/events")));
        assertThat(press(jenkins.createWebClient().goTo("manage/configure"), 0)).contains("loopback");
        assertThat(requests).isEmpty();
    }

    @Test
    void proxyOfTheEmitterIsUsedWithItsLogin(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "at-proxy", "", "proxy-user", "pr0xy-pass-0123456789"));
        var emitter = new HttpEmitterConfig("audit", "http://receiver.example/events");
        emitter.setProxy(url("/"));
        emitter.setProxyCredentialsId("at-proxy");
        configure("receiver.example", emitter);
        answer = 407;

        assertThat(press(jenkins.createWebClient().goTo("manage/configure"), 0))
                .isEqualTo("Delivered: the receiver answered 200");

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0)).startsWith("http://receiver.example/events null null ");
        assertThat(requests.get(1)).contains("Basic ");
    }

    @Test
    void missingCredentialIsNamed(JenkinsRule jenkins) throws Exception {
        HttpEmitterConfig emitter = emitter("audit", "/events");
        emitter.setSigningCredentialsId("no-such-id");
        configure("127.0.0.1", emitter);

        assertThat(press(jenkins.createWebClient().goTo("manage/configure"), 0)).contains("\"no-such-id\"");
        assertThat(requests).isEmpty();
    }

    private static String press(HtmlPage page, int number) throws IOException {
        List<HtmlElement> buttons = new ArrayList<>();
        for (Object found :
                page.querySelectorAll(".repeated-chunk[name='emitters']:not(.to-be-removed) .ansible-events-test")) {
            buttons.add((HtmlElement) found);
        }
        HtmlElement button = buttons.get(number);
        button.click();
        // Not until no script is left: a page of Jenkins has some that come again and again.
        DomElement spinner = button.getPreviousElementSibling();
        Awaitility.await().until(() -> spinner.hasAttribute("hidden"));
        return button.getNextElementSibling().asNormalizedText();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private HttpEmitterConfig emitter(String name, String path) {
        return new HttpEmitterConfig(name, url(path));
    }

    private static void configure(String allowedHosts, EmitterConfig... emitters) {
        AnsibleEventsConfiguration.get().setAllowedHosts(allowedHosts);
        AnsibleEventsConfiguration.get().setEmitters(List.of(emitters));
    }
}
