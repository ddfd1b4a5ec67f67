package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalOrderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host1 host2 host10",
                "10.0.0.9 10.0.0.10 10.0.1.1",
                "db web web01 web1 web1a web2 web10",
                "rack2-node9 rack2-node10 rack10-node1",
                "node-99999999999999999998 node-99999999999999999999 node-100000000000000000000",
                "0 00 1 a",
                "Web2 web1"
            })
    void numbersSortAsNumbersAndTheRestAsText(String sorted) {
        List<String> names = List.of(sorted.split(" "));
        var mixed = new ArrayList<>(names);
        Collections.reverse(mixed);

        mixed.sort(NaturalOrder.NAMES);

        assertThat(mixed).containsExactlyElementsOf(names);
    }
}
