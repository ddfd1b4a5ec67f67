package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"msg": "non-zero return code", "rc": 1}                                     | non-zero return code 1
            {"msg": "non-zero return code", "rc": 7, "stderr": "a\\nb\\n"}               | non-zero return code: b
            {"msg": "", "failed_when_result": true, "stdout": "fine"}                    | the condition of failed_when is true: fine
            {"msg": "", "failed_when_result": true, "stdout": ""}                        | the condition of failed_when is true
            {"msg": "Assertion failed", "assertion": "a == b", "evaluated_to": false}    | Assertion failed: a == b
            {"msg": "a must be b", "assertion": "a == b"}                                | a must be b
            {"msg": "Task failed: Module failed: cannot open the database: 'key'"}       | cannot open the database: 'key'
            {"msg": "Task failed: Timed out after 1 second(s)."}                         | Timed out after 1 second(s).
            {"msg": "Error executing command.", "exception": "[Errno 2] No such file"}   | Error executing command: [Errno 2] No such file
            {"msg": "Error executing command.", "exception": "(traceback unavailable)"}  | Error executing command.
            """)
    void reasonSaysWhatAPersonNeeds(String result, String shown) throws Exception {
        assertThat(ResultText.headline(new ObjectMapper().readTree(result))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /bin/sh: 1: /usr/bin/python3: not found                                | | /bin/sh: 1: /usr/bin/python3: not found
            pyenv: python3.12: command not found\\n\\nNote: there are\\n  versions.  | | pyenv: python3.12: command not found
            warning: setlocale: cannot change locale\\nsh: python: not found        | | sh: python: not found
            Shared connection to 10.0.0.1 closed.                                  | Traceback (most recent call last):\\n  File x, line 1\\nOSError: disk full | OSError: disk full
            Traceback (most recent call last):\\n  error in line 1\\nKeyError: 'a'   | | KeyError: 'a'
            """)
    void reasonOfAModuleThatBrokeIsWhatBrokeIt(String stderr, String stdout, String shown) {
        var result = JsonNodeFactory.instance
                .objectNode()
                .put("msg", "MODULE FAILURE\nSee stdout/stderr for the exact error")
                .put("module_stderr", stderr.replace("\\n", "\r\n"))
                .put("module_stdout", stdout == null ? "" : stdout.replace("\\n", "\r\n"));

        assertThat(ResultText.headline(result)).isEqualTo("MODULE FAILURE: " + shown);
    }

    @Test
    void partsLeaveOutWordsThatSayNothing() throws Exception {
        String result = "{\"msg\": \"MODULE FAILURE\\nSee stdout/stderr\", \"module_stderr\": \"boom\","
                + " \"exception\": \"(traceback unavailable)\"}";

        assertThat(ResultText.parts(new ObjectMapper().readTree(result)))
                .containsExactly(new ResultText.Part("module_stderr", "boom"));
    }
}
