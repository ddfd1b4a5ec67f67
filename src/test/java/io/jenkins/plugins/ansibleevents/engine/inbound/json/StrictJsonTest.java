package io.jenkins.plugins.ansibleevents.engine.inbound.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    private static byte[] array(String element, int times) {
        return ("[" + (element + ",").repeat(times - 1) + element + "]").getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "[]", "{\"a\":0}", "null", "\"\""})
    void textOfMoreNodesThanMemoryShouldHoldIsRefusedWhileItIsRead(String element) {
        assertThatThrownBy(() -> StrictJson.parse(array(element, 500_000)))
                .isInstanceOf(StrictJson.MalformedJson.class)
                .hasMessage("more than 500000 names, values and brackets");
    }

    @Test
    void largePayloadOfAnOrdinaryKindIsRead() throws Exception {
        byte[] commits = array("{\"id\":\"0123456789abcdef\",\"files\":[\"src/main/App.java\"],\"n\":1}", 15_000);

        assertThat(commits.length).isGreaterThan(900_000);
        assertThat(StrictJson.parse(commits)).hasSize(15_000);
    }
}
