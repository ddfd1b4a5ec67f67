package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Remarks in the words of each ansible-core; {@link RemarksOfAnsibleTest} gets them from Ansible itself. */
class RemarkTest {

    private record Said(String text, String sentence) {}

    static List<Said> errors() {
        return List.of(
                new Said("""
                        ERROR! We were unable to read either as JSON nor YAML, these are the errors we got from each:
                        JSON: Expecting value: line 1 column 1 (char 0)

                        Syntax Error while loading YAML.
                          did not find expected key

                        The error appears to be in '/srv/a b.yml': line 5, column 24, but may
                        be elsewhere in the file depending on the exact syntax problem.
                        """, "YAML parsing failed: did not find expected key (/srv/a b.yml:5:24)"),
                new Said("""
                        ERROR! We were unable to read either as JSON nor YAML, these are the errors we got from each:
                        JSON: Expecting value: line 1 column 1 (char 0)

                        Syntax Error while loading YAML.
                          did not find expected key. while parsing a block mapping
                          in "<unicode string>", line 5, column 9
                        did not find expected key

                        The error appears to be in '/srv/a.yml': line 5, column 24, but may
                        """, "YAML parsing failed: did not find expected key (/srv/a.yml:5:24)"),
                new Said("""
                        \u001b[0;31m[ERROR]: YAML parsing failed: Tabs are usually invalid in YAML.\u001b[0m
                        \u001b[0;31mOrigin: /srv/a.yml:5:14\u001b[0m
                        """, "YAML parsing failed: Tabs are usually invalid in YAML (/srv/a.yml:5:14)"),
                new Said(
                        """
                        ERROR! Unable to retrieve file contents
                        Could not find or access '/srv/none.yml' on the Ansible Controller.
                        If you are using a module and expect the file to exist on the remote, see the remote_src option
                        """,
                        "Unable to retrieve file contents. Could not find or access '/srv/none.yml' on the Ansible"
                                + " Controller."),
                new Said(
                        "ERROR! 'taskz' is not a valid attribute for a Play",
                        "'taskz' is not a valid attribute for a Play"),
                new Said("""
                        ERROR: Unable to create local directories '/dev/null/tmp': Not a directory

                        Traceback (most recent call last):
                        """, "Unable to create local directories '/dev/null/tmp': Not a directory"),
                new Said("ansible-playbook: error: unrecognized arguments: --nope", "unrecognized arguments: --nope"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorIsSaidInALineWithItsPlace(Said said) {
        Remark.Kind kind = assertNotNullKind(said.text());

        assertThat(ErrorText.inALine(new Remark(kind, said.text(), true))).isEqualTo(said.sentence());
    }

    private static Remark.Kind assertNotNullKind(String text) {
        Remark.Kind kind = Remark.begunBy(text.lines().findFirst().orElseThrow());
        assertNotNull(kind);
        return kind;
    }

    @Test
    void aLongErrorIsCut() {
        assertThat(ErrorText.inALine(new Remark(Remark.Kind.ERROR, "ERROR! " + "x".repeat(900), true)))
                .hasSize(500)
                .endsWith("x…");
    }

    @Test
    void whatIsDisplayedBeforeTheCallbackIsLoadedIsTakenApart() {
        var remarks = new ArrayList<Remark>();
        var early = new EarlyRemarks(remarks::add);
        """
        Using /etc/ansible/ansible.cfg as config file
        [WARNING]: Found variable using
        reserved name 'when'.
        Origin: /srv/p.yml:4:5

        2   gather_facts: false
        3   vars:
        4     when: x
              ^ column 5

        redirecting (type: callback) somewhere
        [DEPRECATION WARNING]: old
        [ERROR]: it is over

        and this is why
        """.lines().forEach(early::line);
        early.end();

        assertThat(remarks)
                .extracting(Remark::kind)
                .containsExactly(Remark.Kind.WARNING, Remark.Kind.DEPRECATION, Remark.Kind.ERROR);
        assertThat(remarks.get(0).text()).startsWith("[WARNING]: Found").endsWith("4     when: x\n      ^ column 5");
        assertThat(remarks.get(1).text()).isEqualTo("[DEPRECATION WARNING]: old");
        assertThat(remarks.get(2).text()).isEqualTo("[ERROR]: it is over\n\nand this is why");
    }

    @Test
    void textOfTheUserIsNoRemark() {
        assertThat(Remark.begunBy("ok: [web1] => [WARNING]: no")).isNull();
        assertThat(Remark.begunBy("")).isNull();
    }
}
