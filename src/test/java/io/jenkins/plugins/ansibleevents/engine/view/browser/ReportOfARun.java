package io.jenkins.plugins.ansibleevents.engine.view.browser;

import io.jenkins.plugins.ansibleevents.cli.CommandRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real run that has results of every state, and names and texts that want to be markup; made once for all tests. */
final class ReportOfARun {

    static final String HOSTILE_HOST = "<img src=x onerror=alert(1)>";
    static final String HOSTILE_TASK = "Write <b onmouseover=alert(3)>the file</b>";

    private static final String INVENTORY = """
            all:
              vars:
                ansible_connection: local
                ansible_python_interpreter: auto_silent
              hosts:
                web1:
                web2:
                web10:
                db1:
                "<img src=x onerror=alert(1)>":
                gone:
                  ansible_connection: ssh
                  ansible_host: 127.0.0.1
                  ansible_port: 1
                  ansible_ssh_common_args: -o ConnectTimeout=5 -o BatchMode=yes
            """;

    private static final String PLAYBOOK = """
            - name: Prepare </script><script>alert(2)</script>
              hosts: all
              gather_facts: false
              tasks:
                - name: Answer
                  ansible.builtin.ping:
                - name: Write <b onmouseover=alert(3)>the file</b>
                  ansible.builtin.copy:
                    src: hostile.txt
                    dest: "{{ playbook_dir }}/../files-{{ inventory_hostname | hash('md5') }}"
                    mode: "0644"
                - name: Say each
                  ansible.builtin.debug:
                    msg: "said {{ item }}"
                  loop: [one, two]
                  changed_when: item == 'two'
                - name: Never
                  ansible.builtin.command: "true"
                  when: false
                - name: Try
                  block:
                    - name: Ask the release
                      ansible.builtin.command: "sh -c 'echo \\"503 <i>Service</i> Unavailable\\" >&2; exit 1'"
                      when: inventory_hostname == 'db1'
                      changed_when: false
                  rescue:
                    - name: Go back
                      ansible.builtin.debug:
                        msg: went back
                - name: Look for leftovers
                  ansible.builtin.command: "sh -c 'echo nothing; exit 3'"
                  when: inventory_hostname == 'web10'
                  changed_when: false
                  ignore_errors: true
                - name: Compare colours
                  ansible.builtin.command: "printf '\\\\033[31mred\\\\033[0m and plain\\\\nsecond line\\\\n'"
                  changed_when: false
                - name: Break
                  ansible.builtin.command: "sh -c 'echo \\"</pre><img src=x onerror=alert(5)>\\" >&2; echo \\"the disk is full\\" >&2; exit 7'"
                  when: inventory_hostname in ['web1', 'web2'] or 'img' in inventory_hostname
                  changed_when: false
            - name: Nobody
              hosts: nobody
              tasks: []
            """;

    private static Path report;

    private ReportOfARun() {}

    /** The address of {@code report.html}. */
    static synchronized URI page() throws IOException {
        if (report == null) {
            report = run();
        }
        return report.toUri();
    }

    private static Path run() throws IOException {
        CommandRun run = new CommandRun(
                        Files.createTempDirectory(Path.of("target").toAbsolutePath(), "run"))
                .file("inventory/hosts", "")
                .file("inventory/hosts.yml", INVENTORY)
                .file("project/site.yml", PLAYBOOK)
                .file("project/files/hostile.txt", "</script><script>alert(4)</script>\nsecond line\n")
                .environment("ANSIBLE_FORCE_COLOR", "true");
        try {
            CommandRun.Result result = run.run("-p", "site.yml", "--diff");
            if (!Files.exists(run.artifact("report.html"))) {
                throw new IllegalStateException("the run has no report: " + result);
            }
            return run.artifact("report.html");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
