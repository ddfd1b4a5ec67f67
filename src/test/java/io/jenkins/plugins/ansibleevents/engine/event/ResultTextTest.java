package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line of a result that says why. */
class ResultTextTest {

    private static final String SSH = "Failed to connect to the host via ssh: ";

    private static String headline(String message) {
        return ResultText.headline(JsonNodeFactory.instance.objectNode().put("msg", message.replace("\\n", "\r\n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Host key verification failed.                                 | Host key verification failed.
            No key is known.\\nHost key verification failed.              | No key is known. Host key verification failed.
            @@@@\\n@ CHANGED @\\n@@@@\\n\\nKey has changed.\\nHost key verification failed.\\n | Key has changed. Host key verification failed.
            Warning: Permanently added 'a'.\\nPermission denied (publickey). | Warning: Permanently added 'a'. Permission denied (publickey).
            """)
    void whatSshSaysLastIsShown(String said, String shown) {
        assertThat(headline(SSH + said)).isEqualTo(SSH + shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            disk full\\nsee the log                                       | disk full
            Data could not be sent to remote host \"a\". Make sure this host can be reached over ssh: debug1: x\\nkex: closed\\nno route | Data could not be sent to remote host \"a\". Make sure this host can be reached over ssh: kex: closed no route
            """)
    void otherMessagesAreTheirFirstLine(String message, String shown) {
        assertThat(headline(message)).isEqualTo(shown);
    }

    @Test
    void reasonOfAnsibleIsItsFirstLineNotTheMarkBelowTheFile() {
        String reason =
                "the role 'nix' was not found in /srv\n\nThe error appears to be in /srv/site.yml\n      ^ here\n";

        assertThat(ResultText.headline(JsonNodeFactory.instance.objectNode().put("reason", reason)))
                .isEqualTo("the role 'nix' was not found in /srv");
    }
}
