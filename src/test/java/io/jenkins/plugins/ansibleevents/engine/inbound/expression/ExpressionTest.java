package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Facts facts = facts("""
            {"severity": "critical", "count": 3, "load": 3.0, "host": "web1", "none": null, "big": 18446744073709551615,
             "alerts": [{"host": "a"}, {"host": "b"}], "ok": true}""");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload.severity == 'critical'",
                "payload.count == payload.load",
                "payload.count > 2.5",
                "payload.none == null",
                "has(payload.host) && !has(payload.absent)",
                "'x-github-event' in headers && headers['x-github-event'] == 'push'",
                "endpoint == 'alerts'",
                "message.id == 'm1'",
                "payload.alerts.exists(a, a.host == 'b')",
                "payload.host.matches('^web[0-9]+$')",
                "item == null",
                "payload.big > 1"
            })
    void trueConditionsAreTrue(String source) throws Exception {
        var outcome = Condition.compile(source).test(facts);

        assertThat(outcome.problem()).isEmpty();
        assertThat(outcome.met()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "web1,web1",
        "web1:9100,web1",
        "web1.example.com:,web1.example.com",
        "192.0.2.1:22,192.0.2.1",
        "[2001:db8::1]:9100,2001:db8::1",
        "[2001:db8::1],2001:db8::1",
        "2001:db8::1,2001:db8::1",
        "https://web1.example.com/metrics?x=1,web1.example.com",
        "http://user:pw@web1:8080/,web1",
        "https://[2001:db8::1]:8443/x,2001:db8::1",
        "web1:!db,web1:!db",
        "web1:9100:x,web1:9100:x",
        "[web1],web1",
        "'',''",
        "all,all",
        "web1/x,web1/x"
    })
    void hostTakesPortAndBracketsOff(String address, String host) throws Exception {
        var address1 = facts("{\"a\": \"" + address + "\"}");

        assertThat(Expression.compile("host(payload.a)").value(address1).asText())
                .isEqualTo(host);
    }

    @Test
    void jsonReadsAMessageWithinAMessage() throws Exception {
        var sns = facts("{\"Message\": \"{\\\"AlarmName\\\":\\\"cpu\\\",\\\"n\\\":[1,2]}\", \"plain\": \"Hello\"}");

        assertThat(Expression.compile("json(payload.Message).AlarmName")
                        .value(sns)
                        .asText())
                .isEqualTo("cpu");
        assertThat(Condition.compile("json(payload.Message).n.size() == 2")
                        .test(sns)
                        .met())
                .isTrue();
        var outcome = Condition.compile("json(payload.plain).x == 1").test(sns);
        assertThat(outcome.met()).isFalse();
        assertThat(outcome.problem()).hasValueSatisfying(why -> assertThat(why)
                .contains("json(): line 1, column 1: not valid JSON")
                .doesNotContain("Hello"));
        assertThatThrownBy(() -> Expression.compile("host(payload.n)").value(facts("{\"n\": 1}")))
                .isInstanceOf(ExpressionException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload.absent == 'x'",
                "payload.severity.deeper == 1",
                "payload.none.x == 1",
                "payload.severity > 1",
                "payload.alerts[7].host == 'a'",
                "payload.severity",
                "payload.count / 0 == 1"
            })
    void undecidableConditionsAreFalseAndCountedWithAReason(String source) throws Exception {
        var condition = Condition.compile(source);

        var outcome = condition.test(facts);

        assertThat(outcome.met()).isFalse();
        assertThat(outcome.problem()).isPresent();
        assertThat(condition.undecided()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "payload.severity | \"critical\"",
                "payload.count | 3",
                "payload.load | 3.0",
                "payload.big | 18446744073709551615",
                "payload.none | null",
                "payload.alerts | [{\"host\":\"a\"},{\"host\":\"b\"}]",
                "payload.alerts.map(a, a.host).join(',') | \"a,b\"",
                "'literal' | \"literal\"",
                "42 | 42",
                "{'a': [1, true]} | {\"a\":[1,true]}"
            })
    void valuesKeepTheirJsonType(String source, String json) throws Exception {
        assertThat(Expression.compile(source).value(facts).toString()).isEqualTo(json);
    }

    @Test
    void mistakesAreNamedWithLineAndColumn() {
        assertThatThrownBy(() -> Condition.compile("paylod.severity == 'x'"))
                .hasMessageContaining("line 1, column 1")
                .hasMessageContaining("paylod");
        assertThatThrownBy(() -> Condition.compile("payload.x ==")).hasMessageContaining("line 1, column 13");
        assertThatThrownBy(() -> Condition.compile("'text'")).hasMessageContaining("must be true or false");
    }

    @Test
    void batchShowsTheFactsOfEveryMessage() throws Exception {
        Facts other = facts("{\"host\": \"web2\"}");

        var hosts = Expression.compile("batch.map(b, b.payload.host)").value(facts.withBatch(List.of(facts, other)));

        assertThat(hosts.toString()).isEqualTo("[\"web1\",\"web2\"]");
    }

    @Test
    void endlessWorkIsCutOff() throws Exception {
        var items = JSON.createArrayNode();
        for (int i = 0; i < 500; i++) {
            items.add(i);
        }
        Facts many = Facts.of(items, Map.of(), "alerts", Map.of());

        var outcome =
                Condition.compile("payload.all(a, payload.all(b, a + b >= 0))").test(many);

        assertThat(outcome.met()).isFalse();
        assertThat(outcome.problem()).hasValueSatisfying(p -> assertThat(p).containsAnyOf("teration", "takes longer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Each makes ten of one: a thousand million characters.
                "'aaaaaaaaaa'.replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa')"
                        + ".replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa')"
                        + ".replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa').replace('a', 'aaaaaaaaaa') == ''",
                "payload.list.map(i, payload.long).join() == ''",
                "payload.list.map(i, payload.long).join(payload.long) == ''",
                "payload.long.replace('', payload.long) == ''",
                "payload.list.map(i, payload.long + 'x').size() == 0",
                "payload.list.map(i, payload.long.lowerAscii()).size() == 0",
                "payload.list.map(i, payload.list + [i]).map(l, l + l).map(l, l + l).map(l, l + l).size() == 0",
                "[1].map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a])"
                        + ".map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a])"
                        + ".map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a])"
                        + ".map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a]).map(a, [a, a])"
                        + ".map(a, {'x': a, 'y': a}).size() == 0",
                "payload.list.map(i, payload.long).join() == '' || true",
            })
    void expressionThatMakesTooMuchIsGivenUpWhateverStandsBesideIt(String source) throws Exception {
        Facts large = facts("{\"long\": \"" + "x".repeat(20_000) + "\", \"list\": [" + "0,".repeat(1_999) + "0]}");

        var outcome = Condition.compile(source).test(large);

        assertThat(outcome.met()).isFalse();
        assertThat(outcome.tooCostly()).isTrue();
        assertThat(outcome.problem())
                .hasValueSatisfying(p -> assertThat(p).endsWith("makes values of more than 16777216 characters"));
    }

    @Test
    void whatIsOnlyTakenOutOfALargeMessageIsFree() throws Exception {
        Facts large = facts("{\"list\": [" + "{\"a\": 1},".repeat(9_999) + "{\"a\": 2}]}");

        assertThat(Condition.compile(
                                "payload.list.exists(i, i.a == 2) && payload.list.filter(i, i.a == 1).size() == 9999")
                        .test(large)
                        .met())
                .isTrue();
    }

    @Test
    void evaluationEndsWhenItsTimeIsOver() throws Exception {
        assertThatThrownBy(() ->
                        Expression.compile("payload.alerts.map(a, a.host)").evaluate(facts, Duration.ZERO))
                .hasMessage("payload.alerts.map(a, a.host): takes longer than 0 ms")
                .isInstanceOfSatisfying(ExpressionException.class, e -> assertThat(e.isTooCostly())
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'hello hello'.replace('he', 'we')     | \"wello wello\"",
                "'hello hello'.replace('he', 'we', -1) | \"wello wello\"",
                "'hello hello'.replace('he', 'we', 1)  | \"wello hello\"",
                "'hello hello'.replace('he', 'we', 0)  | \"hello hello\"",
                "'hello hello'.replace('', '_')        | \"_h_e_l_l_o_ _h_e_l_l_o_\"",
                "'ab'.replace('', '_', 2)              | \"_a_b\"",
                "'aaa'.replace('aa', 'b')              | \"ba\"",
                "''.replace('', 'x')                   | \"x\"",
                "['x', 'y', 'z'].join()                | \"xyz\"",
                "['x', 'y', 'z'].join('-')             | \"x-y-z\"",
                "[].join('-')                          | \"\""
            })
    void replaceAndJoinDoWhatTheCelLibrarySays(String source, String value) throws Exception {
        assertThat(Expression.compile(source.replace('"', '\'')).value(facts).toString())
                .isEqualTo(value);
    }

    private static Facts facts(String payload) {
        try {
            JsonNode tree = JSON.readTree(payload);
            return Facts.of(tree, Map.of("x-github-event", "push"), "alerts", Map.of("id", "m1"));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Each would take minutes, and nothing could break it off. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sets | sets.contains(payload.list, payload.list)",
                "sets | sets.intersects(payload.list, payload.other)",
                "sets | sets.equivalent(payload.list, payload.list)",
                "sets | [1].exists(x, sets.contains(payload.list, payload.list))",
                "matches | payload.text.matches('(a*)*b')",
                "matches | matches(payload.text, 'b')",
                "contains | payload.text.contains(payload.part)",
                "indexOf | payload.text.indexOf(payload.part) > 0",
                "replace | payload.text.replace(payload.part, '') == ''",
                "split | payload.text.split(payload.part).size() > 1",
            })
    void functionsGetNoMoreThanTheyCanDoInTime(String function, String source) throws Exception {
        String text = "a".repeat(1 << 20);
        String list = "1" + ",1".repeat(9_999);
        String json = "{\"text\":\"" + text + "\",\"part\":\"" + text.substring(0, 500_000) + "b\",\"list\":[" + list
                + "],\"other\":[2" + list.substring(1).replace('1', '2') + "]}";
        JsonNode payload = StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));

        Condition.Finding outcome = Condition.compile(source).test(Facts.of(payload, Map.of(), "alerts", Map.of()));

        assertThat(outcome.tooCostly()).isTrue();
        assertThat(outcome.problem().orElseThrow())
                .contains("gives " + function)
                .endsWith("more than it may get");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sets.contains(payload.list, [1])",
                "payload.list.all(x, [x].exists(y, sets.contains([1], [y])))",
                "payload.list.all(x, 'text'.matches('t.*'))",
                "payload.text.contains('a')",
                "payload.text.replace('a', '') == ''",
            })
    void ordinaryCallsOnLargePayloadsAreMade(String source) throws Exception {
        String json = "{\"text\":\"" + "a".repeat(1 << 20) + "\",\"list\":[1" + ",1".repeat(2_000) + "]}";
        JsonNode payload = StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));

        assertThat(Condition.compile(source)
                        .test(Facts.of(payload, Map.of(), "alerts", Map.of()))
                        .met())
                .isTrue();
    }
}
