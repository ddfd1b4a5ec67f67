package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsUseListener;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyLimits;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Alertmanager;
import io.jenkins.plugins.ansibleevents.webhook.authentication.AmazonSns;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Anyone;
import io.jenkins.plugins.ansibleevents.webhook.authentication.ApiKey;
import io.jenkins.plugins.ansibleevents.webhook.authentication.AzureDevOps;
import io.jenkins.plugins.ansibleevents.webhook.authentication.BasicLogin;
import io.jenkins.plugins.ansibleevents.webhook.authentication.BearerToken;
import io.jenkins.plugins.ansibleevents.webhook.authentication.BitbucketSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Datadog;
import io.jenkins.plugins.ansibleevents.webhook.authentication.GitHubSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.GitLabToken;
import io.jenkins.plugins.ansibleevents.webhook.authentication.GiteaSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Grafana;
import io.jenkins.plugins.ansibleevents.webhook.authentication.HmacSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.PagerDutySignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.ServiceNow;
import io.jenkins.plugins.ansibleevents.webhook.authentication.SlackSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.StandardWebhooks;
import io.jenkins.plugins.ansibleevents.webhook.authentication.WebhookAuthentication;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Zabbix;
import io.jenkins.plugins.ansibleevents.webhook.queue.AmqpQueueConfig;
import io.jenkins.plugins.ansibleevents.webhook.queue.EmbeddedQueueConfig;
import io.jenkins.plugins.ansibleevents.webhook.queue.KafkaQueueConfig;
import io.jenkins.plugins.ansibleevents.webhook.queue.QueueConfig;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AccumulateWithin;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.CombineWithin;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventGrouping;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventParameter;
import io.jenkins.plugins.ansibleevents.webhook.trigger.OnceAfter;
import io.jenkins.plugins.ansibleevents.webhook.trigger.OnceWithin;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every option survives its form, and configuration as code both ways. */
@WithJenkins
class WebhookSettingsTest {

    @Test
    void endpointsAndQueueSurviveTheForm(JenkinsRule jenkins) throws Exception {
        Webhooks.secretText("secret", "s1");
        Webhooks.secretText("before", "s0");
        Webhooks.login("login", "u", "p");
        List<WebhookAuthentication> all = authentications();
        // The server of the test takes a form of 1 000 fields.
        int half = all.size() / 2;
        surviveTheForm(jenkins, all.subList(0, half));
        surviveTheForm(jenkins, all.subList(half, all.size()));
    }

    @Test
    void useOfASecretIsTracked(JenkinsRule jenkins) throws Exception {
        ExtensionList.lookup(CredentialsUseListener.class).add(new Uses());

        Webhooks.endpoint("hook");

        assertThat(Uses.BY_JENKINS).contains("secret-hook");
    }

    /** The ids of the credentials that Jenkins itself has used. */
    private static final class Uses implements CredentialsUseListener {

        private static final Set<String> BY_JENKINS = ConcurrentHashMap.newKeySet();

        @Override
        public void onUse(Credentials credentials, Run build) {}

        @Override
        public void onUse(Credentials credentials, Node node) {
            if (node == Jenkins.get() && credentials instanceof IdCredentials used) {
                BY_JENKINS.add(used.getId());
            }
        }

        @Override
        public void onUse(Credentials credentials, Item item) {}
    }

    private static void surviveTheForm(JenkinsRule jenkins, List<WebhookAuthentication> authentications)
            throws Exception {
        WebhookConfiguration configuration = WebhookConfiguration.get();
        var endpoints = new ArrayList<WebhookEndpoint>();
        for (WebhookAuthentication authentication : authentications) {
            var endpoint = new WebhookEndpoint("e" + endpoints.size(), authentication);
            endpoints.add(endpoint);
            if (endpoints.size() > 1) {
                // The test's browser is slow with many fields, so one endpoint has them all.
                continue;
            }
            endpoint.setSchema("{\"type\": \"object\"}");
            endpoint.setFilters(List.of(new EndpointFilter("critical", "payload.severity == 'critical'")));
            endpoint.setMaxBodyBytes(4096);
            endpoint.setDeliveryIdExpression("payload.id");
            endpoint.setDeliveryWindow("1d");
            endpoint.setRateMessages(10);
            endpoint.setRatePer("1m");
            endpoint.setOrderingKey("payload.host");
            endpoint.setRedelivery("run");
            endpoint.setOrigins("eventgrid.azure.net");
            endpoint.setTestMode(true);
            endpoint.setJobs("team-a/**\nfix");
        }
        configuration.setEndpoints(endpoints);
        configuration.setMaxQueueLength(50);
        configuration.setMaxBodiesPerAddress(3);
        configuration.setBodySeconds(9);
        configuration.setUnprovenMebibytes(2);
        configuration.setMessageSchema("{}");
        configuration.setAllMessagesJobs("ops/*");
        configuration.setMessageFilters(List.of(new EndpointFilter("all", "true")));

        jenkins.configRoundtrip();

        assertThat(configuration.getEndpoints()).usingRecursiveComparison().isEqualTo(endpoints);
        assertThat(configuration.getMaxQueueLength()).isEqualTo(50);
        assertThat(configuration.bodyLimits())
                .isEqualTo(new BodyLimits(
                        2 << 20, WebhookConfiguration.BODIES, 3, Duration.ofSeconds(9), BodyLimits.BYTES_PER_SECOND));
        assertThatThrownBy(() -> configuration.setMaxBodiesPerAddress(65))
                .hasMessage("maxBodiesPerAddress must be 1 to 64, is 65.");
        assertThat(configuration.getAllMessagesJobs()).isEqualTo("ops/*");
        assertThat(configuration.getMessageFilters()).hasSize(1);
        configuration.setEndpoints(List.of());
        jenkins.configRoundtrip();
        assertThat(configuration.getEndpoints()).isEmpty();
    }

    @Test
    void mistakeInTheFormIsToldAndChangesNothing(JenkinsRule jenkins) throws Exception {
        WebhookConfiguration configuration = WebhookConfiguration.get();
        configuration.setEndpoints(
                List.of(new WebhookEndpoint("one", new Anyone()), new WebhookEndpoint("two", new Anyone())));
        var browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        var form = browser.goTo("manage/configure").getFormByName("config");
        form.getInputsByName("_.name").stream()
                .filter(name -> name.getValue().equals("two"))
                .forEach(name -> name.setValue("one"));

        HtmlPage answer = jenkins.submit(form);

        assertThat(answer.asNormalizedText()).contains("Two endpoints have the same name.");
        assertThat(configuration.endpointNames()).containsExactly("one", "two");
    }

    private static List<WebhookAuthentication> authentications() {
        var hmac = new HmacSignature("secret", "X-Signature");
        hmac.setPreviousCredentialsId("before");
        hmac.setAlgorithm("sha512");
        hmac.setFormat("base64");
        hmac.setPrefix("v1=");
        hmac.setTimestampHeader("X-Time");
        hmac.setTimestampTemplate("{timestamp}.{body}");
        hmac.setTolerance("1m");
        var key = new ApiKey("secret");
        key.setHeader("X-Key");
        var query = new ApiKey("secret");
        query.setQuery("token");
        var standard = new StandardWebhooks("secret");
        standard.setTolerance("2m");
        var datadog = new Datadog("secret");
        datadog.setHeader("X-Hook-Key");
        var zabbix = new Zabbix("secret");
        zabbix.setSigned(true);
        var gitlab = new GitLabToken("secret");
        gitlab.setSigningToken(true);
        var grafana = new Grafana("secret");
        grafana.setTimestampHeader("X-Grafana-Time");
        return List.of(
                hmac,
                key,
                query,
                standard,
                gitlab,
                grafana,
                new BearerToken("secret"),
                new BasicLogin("login"),
                new GitHubSignature("secret"),
                new BitbucketSignature("secret"),
                new Alertmanager("login"),
                new GiteaSignature("secret"),
                new PagerDutySignature("secret"),
                new SlackSignature("secret"),
                datadog,
                new AzureDevOps("login"),
                zabbix,
                new ServiceNow("login"),
                new AmazonSns("arn:aws:sns:eu-central-1:123456789012:alerts"),
                new Anyone());
    }

    @Test
    void queuesSurviveTheForm(JenkinsRule jenkins) throws Exception {
        Webhooks.login("login", "u", "p");
        var embedded = new EmbeddedQueueConfig();
        embedded.setMaxMessages(5000);
        embedded.setMaxAttempts(4);
        var kafka = new KafkaQueueConfig("127.0.0.1:1", "events");
        kafka.setProperties("security.protocol=SASL_SSL\nsasl.mechanism=PLAIN");
        kafka.setCredentialsId("login");
        kafka.setGroup("jenkins");
        var amqp = new AmqpQueueConfig("amqp://127.0.0.1:1", "events");
        amqp.setCredentialsId("login");
        amqp.setDeadLetterQueue("dead");
        for (QueueConfig queue : List.of(embedded, kafka, amqp)) {
            WebhookConfiguration.get().setQueue(queue);

            jenkins.configRoundtrip();

            assertThat(WebhookConfiguration.get().getQueue())
                    .usingRecursiveComparison()
                    .isEqualTo(queue);
        }
    }

    @Test
    void triggerSurvivesTheFormOfTheJob(JenkinsRule jenkins) throws Exception {
        var combine = new CombineWithin("30s");
        combine.setMax(40);
        combine.setKey("payload.rack");
        var once = new OnceWithin("10m");
        once.setKey("payload.host");
        for (EventGrouping grouping : List.of(combine, once, new OnceAfter("1m"), new AccumulateWithin("5m", 3))) {
            AnsibleEventTrigger before = trigger(grouping);
            FreeStyleProject job = jenkins.createFreeStyleProject();
            job.addTrigger(before);

            jenkins.configRoundtrip(job);

            assertThat(job.getTrigger(AnsibleEventTrigger.class))
                    .usingRecursiveComparison()
                    .ignoringFields("job")
                    .isEqualTo(before);
        }
    }

    private static AnsibleEventTrigger trigger(EventGrouping grouping) {
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        trigger.setCondition("payload.kind == 'disk'");
        trigger.setSplit("payload.alerts");
        trigger.setParameters(List.of(new EventParameter("host", "item.host")));
        trigger.setUndeclaredParameters(true);
        trigger.setLimit("item.host");
        trigger.setLimitGroups(true);
        trigger.setLimitParameter("hosts");
        trigger.setGrouping(grouping);
        trigger.setMaxBuilds(2);
        trigger.setConcurrencyKey("item.rack");
        trigger.setAcknowledge("successful");
        trigger.setWorstResult("UNSTABLE");
        trigger.setRetries(5);
        trigger.setRetryDelay("1m");
        return trigger;
    }

    @Test
    void configurationAsCodeBothWays(JenkinsRule jenkins) throws Exception {
        Webhooks.secretText("secret", "s1");

        ConfigurationAsCode.get()
                .configure(getClass().getResource("webhooks.yml").toString());

        WebhookConfiguration configuration = WebhookConfiguration.get();
        assertThat(configuration.endpointNames()).containsExactly("alerts", "push");
        assertThat(configuration.getEndpoints().get(0).getAuthentication()).isInstanceOf(HmacSignature.class);
        assertThat(configuration.getEndpoints().get(1).getAuthentication()).isInstanceOf(GitHubSignature.class);
        assertThat(configuration.getMaxQueueLength()).isEqualTo(20);
        assertThat(configuration.getBodySeconds()).isEqualTo(7);
        var context = new ConfigurationContext(ConfiguratorRegistry.get());
        String exported = Util.toYamlString(Util.getUnclassifiedRoot(context).get("ansibleEventsWebhooks"));
        assertThat(exported)
                .isEqualTo(Util.toStringFromYamlFile(this, "webhooks-expected.yml"))
                .doesNotContain("s1");
    }

    @Test
    void mistakesAreRefusedWhereTheyAreMade(JenkinsRule jenkins) {
        WebhookConfiguration configuration = WebhookConfiguration.get();
        var twice = List.of(new WebhookEndpoint("a", new Anyone()), new WebhookEndpoint("a", new Anyone()));
        assertThatThrownBy(() -> configuration.setEndpoints(twice)).hasMessageContaining("same name");
        assertThatThrownBy(() -> new WebhookEndpoint("a", new Anyone()).setJobs("team-a/**\n/fix"))
                .hasMessageStartingWith("\"/fix\" is no full name of a job");
        assertThatThrownBy(() -> configuration.setAllMessagesJobs("ops//x")).hasMessageContaining("\"ops//x\"");
        var trigger = new AnsibleEventTrigger();
        assertThatThrownBy(() -> trigger.setCondition("1 + 1"))
                .hasMessageStartingWith("condition: must be true or false");
        assertThatThrownBy(() -> trigger.setRetryDelay("soon")).hasMessageContaining("soon");
        assertThatThrownBy(() -> trigger.setAcknowledge("never")).hasMessageContaining("started, finished, successful");
        assertThatThrownBy(() -> new EventParameter("host", "payload.")).hasMessageStartingWith("parameters.host: ");
    }
}
