package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.cli.run.RunDescription;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ansible-events run}: a run that ends with its terminal. */
@Command(
        name = "run",
        customSynopsis = {
            "ansible-events run PRIVATE_DATA_DIR -p PLAYBOOK [OPTION]...",
            "       ansible-events run PRIVATE_DATA_DIR -m MODULE --hosts PATTERN [OPTION]...",
            "       ansible-events run PRIVATE_DATA_DIR -r ROLE [--hosts PATTERN] [OPTION]..."
        },
        description = {
            "Runs a playbook, or one module, and records every event of every host.",
            "",
            "PRIVATE_DATA_DIR is laid out as for ansible-runner; everything in it is optional but the playbook:",
            "  project/        playbooks, roles, ansible.cfg; the working directory",
            "  inventory/      hosts; read when no -i is given",
            "  env/settings    idle_timeout, job_timeout, fact_cache, omit_event_data, ...",
            "  env/envvars     environment variables (YAML)",
            "  env/extravars   extra variables (YAML)",
            "  env/passwords   answers to prompts: passwords, vars_prompt, pause, ...",
            "  env/cmdline     further arguments of ansible-playbook",
            "  env/emitters.yml",
            "                  receivers of statuses and events",
            "  env/ssh_key     a private key, handed to ssh-agent, never copied to disk",
            "Options win over these files."
        },
        exitCodeList = {
            "0:Every task went well, or its failure was rescued or ignored.",
            "1:Ansible could not do its work, or was not started; the last lines say why.",
            "2:Hosts failed; or the command line is wrong (then nothing was run).",
            "4:Hosts could not be reached; or a file has a syntax error.",
            "5:Ansible refused its options (6: they are not UTF-8).",
            "7:Nothing was run, and --fail-if-nothing-ran is set.",
            "99:Somebody interrupted Ansible itself.",
            "250:Ansible met an error it did not expect.",
            "127:ansible-playbook was not found.",
            "254:The run took too long or was cancelled."
        },
        footer = {
            "  ansible-events run ./demo -p site.yml",
            "  ansible-events run ./demo -p site.yml -i staging --limit 'web*' --diff",
            "  ansible-events run ./demo -p site.yml -e '{\"release\": \"2.4\"}' -e @more.yml",
            "  ansible-events run ./demo -p site.yml --check --diff -q && echo no drift",
            "  ansible-events run ./demo -m ansible.builtin.command -a uptime --hosts all",
            "  ansible-events run ./demo -r webserver --role-vars port=8080 --hosts 'web*'",
            "  ansible-events run ./demo -p site.yml -j | jq -r .event"
        })
final class RunCommand extends RunArguments {

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but errors, also with -j.")
    private boolean quiet;

    @Option(
            names = {"-j", "--json"},
            description = "Print the events, one JSON object per line, and nothing else on standard output.")
    private boolean json;

    RunCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws Exception {
        var display = new RunDescription.Display(quiet, json);
        RunDescription description = description(display);
        Terminal told = logging.apply(terminal);
        RunSetup setup = RunSetup.of(description, plugins, told);
        RunResult result = new RunSession(setup, told).run();
        return exitCode(result);
    }
}
