package io.jenkins.plugins.ansibleevents.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions of Python that Java reads in another way. */
class PromptExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Which release.*:\\s*?$ ; Which release: ",
                "(?P<what_is>pass)word.*(?P=what_is) ; password pass",
                "Enter {name}: ; Enter {name}:",
                "a{2}b{,3}c ; aabbc",
                "[][]x ; ]x",
                "[^]a]x ; bx",
                "[a&&b]+: ; &&:",
                "[[a-c]: ; [:",
                "end\\Z ; the end",
                "\\[sudo\\] ; [sudo]",
            })
    void findsWhatPythonFinds(String expression, String text) {
        assertThat(PromptExpression.problem(expression)).isEmpty();
        assertThat(PromptExpression.compile(expression)
                        .orElseThrow()
                        .matcher(text)
                        .find())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(open", "[open", "*", "(?P<a>x)(?P<a>y)", "x)"})
    void brokenExpressionsAreNamed(String expression) {
        assertThat(PromptExpression.problem(expression)).isPresent();
        assertThat(PromptExpression.compile(expression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a)?(?(1)b|c)", "(?#comment) a", "(?a:x)"})
    void whatOnlyPythonKnowsIsLeftToIt(String expression) {
        assertThat(PromptExpression.problem(expression)).isEmpty();
        assertThat(PromptExpression.compile(expression)).isEmpty();
    }

    @Test
    void aQuotedTextFindsItself() {
        String text = "Really (y/n)? [yes] {a|b} \\ ^$ *+.";

        assertThat(PromptExpression.compile(PromptExpression.quote(text))
                        .orElseThrow()
                        .matcher(text)
                        .matches())
                .isTrue();
        assertThat(PromptExpression.quote("Which release:")).isEqualTo("Which release:");
    }
}
