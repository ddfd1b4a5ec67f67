package io.jenkins.plugins.ansibleevents.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.emitter.HttpEmitterConfig;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import org.junit.jupiter.api.Test;

/** Configuration as code: an export has the imported text, word for word. */
@WithJenkinsConfiguredWithCode
class CasCTest {

    @Test
    @ConfiguredWithCode("ansible-events.yml")
    void importedConfigurationIsExportedAgain(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        var configuration = AnsibleEventsConfiguration.get();
        assertThat(configuration.getEmitters()).hasSize(5);
        assertThat(configuration.getEmitters().get(0)).isInstanceOfSatisfying(HttpEmitterConfig.class, http -> {
            assertThat(http.getHeaders().get(0).getCredentialsId()).isEqualTo("audit-token");
            assertThat(http.getBatch().getMessages()).isEqualTo(100);
            assertThat(http.getInFlight()).isEqualTo(8);
        });

        var context = new ConfigurationContext(ConfiguratorRegistry.get());
        String exported = Util.toYamlString(Util.getUnclassifiedRoot(context).get("ansibleEvents"));

        assertThat(exported).isEqualTo(Util.toStringFromYamlFile(this, "ansible-events-expected.yml"));
    }
}
