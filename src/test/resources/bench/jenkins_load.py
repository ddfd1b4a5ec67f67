"""Load on a Jenkins controller: builds with ansibleRun, and the same Pipeline with sh 'ansible-playbook ...'.

    jenkins_load.py JENKINS_WAR PLUGINS HPI WORK BUILDS HOSTS TASKS ITEMS ROUNDS

Starts a Jenkins on 127.0.0.1 and an agent in a process of its own, runs BUILDS builds at once, by turns with sh and with
ansibleRun, and prints a table. Bytes over the channel are counted between the two, by a proxy. Needs nothing but Python.
"""

import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

WAR, PLUGINS, HPI, WORK = sys.argv[1:5]
BUILDS, HOSTS, TASKS, ITEMS, ROUNDS = (int(word) for word in sys.argv[5:10])
TICKS = os.sysconf("SC_CLK_TCK")
PROJECT, ENDS, HOME = WORK + "/project", WORK + "/ends", WORK + "/home"

PIPELINE = """node('bench') {
  withEnv(["BENCH_END=%s/${env.BUILD_TAG}", "PATH=%s:${env.PATH}"]) {
    dir('%s') { %s }
  }
}"""
STEPS = {
    "sh": "sh 'ansible-playbook -i hosts -f 50 %s'",
    "ansibleRun": "ansibleRun playbook: '%s', inventory: 'hosts', forks: 50",
}
JOB = """<?xml version='1.1' encoding='UTF-8'?>
<flow-definition plugin="workflow-job"><properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>
<hudson.model.StringParameterDefinition><name>i</name><trim>false</trim></hudson.model.StringParameterDefinition>
</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>
<definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition" plugin="workflow-cps">
<script>%s</script><sandbox>true</sandbox></definition></flow-definition>"""
AGENT = """import hudson.slaves.*
def node = new DumbSlave('bench', '%s', new JNLPLauncher(true))
node.numExecutors = %d
node.labelString = 'bench'
jenkins.model.Jenkins.get().numExecutors = 0
jenkins.model.Jenkins.get().addNode(node)
print jenkins.model.Jenkins.get().getComputer('bench').jnlpMac"""


def log(text):
    print(text, file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


class Proxy:
    """Hands connections on and counts their bytes."""

    def __init__(self, to):
        self.to = to
        self.sent = {"to the agent": 0, "to the controller": 0}
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            agent, _ = self.server.accept()
            controller = socket.create_connection(("127.0.0.1", self.to))
            for pair in ((agent, controller, "to the controller"), (controller, agent, "to the agent")):
                threading.Thread(target=self.copy, args=pair, daemon=True).start()

    def copy(self, source, target, way):
        try:
            while data := source.recv(1 << 16):
                self.sent[way] += len(data)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


class Jenkins:
    def __init__(self):
        self.port = free_port()
        self.url = "http://127.0.0.1:%d/" % self.port
        os.makedirs(HOME + "/plugins")
        for name in os.listdir(PLUGINS):
            if name.endswith((".jpi", ".hpi")):
                shutil.copy(PLUGINS + "/" + name, HOME + "/plugins/" + name[:-3] + "jpi")
        shutil.copy(HPI, HOME + "/plugins/ansible-events.jpi")
        off = ["-Djenkins.install.runSetupWizard=false", "-Dhudson.model.UpdateCenter.never=true",
               "-Dhudson.security.csrf.GlobalCrumbIssuerConfiguration.DISABLE_CSRF_PROTECTION=true"]
        self.process = subprocess.Popen(
            ["java", "-Xmx1g", *off, "-jar", WAR, "--httpListenAddress=127.0.0.1", "--httpPort=%d" % self.port],
            env=dict(os.environ, JENKINS_HOME=HOME), stdout=open(WORK + "/jenkins.log", "w"), stderr=subprocess.STDOUT)
        until("Jenkins is up", lambda: self.get("api/json"), 600)

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=120) as answer:
            return answer.read().decode()

    def post(self, path, data, kind="application/x-www-form-urlencoded"):
        request = urllib.request.Request(self.url + path, data.encode(), {"Content-Type": kind})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read().decode()

    def script(self, text):
        return self.post("scriptText", urllib.parse.urlencode({"script": text}))

    def builds(self, job):
        tree = "builds[number,result,building,timestamp,duration]{0,%d}" % (BUILDS + 5)
        return json.loads(self.get("job/%s/api/json?tree=%s" % (job, tree)))["builds"]


def until(what, condition, seconds):
    end = time.time() + seconds
    while time.time() < end:
        try:
            value = condition()
            if value:
                return value
        except OSError:
            pass
        time.sleep(0.5)
    raise SystemExit("not in time: " + what)


def cpu(pid):
    with open("/proc/%d/stat" % pid) as stat:
        fields = stat.read().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def threads(pid):
    with open("/proc/%d/status" % pid) as status:
        return int(re.search(r"^Threads:\s+(\d+)", status.read(), re.M).group(1))


def live_heap(pid):
    """Bytes of living objects; a histogram collects garbage first."""
    text = subprocess.run(["jcmd", str(pid), "GC.class_histogram"], capture_output=True, text=True, check=True).stdout
    return int(text.splitlines()[-1].split()[2])


def own_threads(pid):
    text = subprocess.run(["jcmd", str(pid), "Thread.print"], capture_output=True, text=True, check=True).stdout
    return len(re.findall(r'^"ansible-events', text, re.M))


class Watch(threading.Thread):
    """Samples the controller until it is stopped. The heap is looked at every 10 s, for both kinds alike."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most_threads, self.most_own, self.most_heap = pid, 0, 0, 0
        self.over = threading.Event()

    def run(self):
        rounds = 0
        while not self.over.wait(0.25):
            self.most_threads = max(self.most_threads, threads(self.pid))
            rounds += 1
            if rounds % 40 == 20:
                self.most_heap = max(self.most_heap, live_heap(self.pid))
                self.most_own = max(self.most_own, own_threads(self.pid))


def playbook(name, hosts, tasks, items):
    with open(PROJECT + "/" + name, "w") as file:
        file.write("- name: Bench\n  hosts: %s\n  gather_facts: false\n  tasks:\n" % hosts)
        for n in range(tasks):
            file.write("    - name: Task %d\n      ansible.builtin.debug:\n        msg: task %d on {{ inventory_hostname }}\n" % (n, n))
            if items > 1:
                file.write("      loop: '{{ range(%d) }}'\n" % items)


def project():
    os.makedirs(PROJECT)
    os.makedirs(ENDS)
    os.makedirs(WORK + "/bin")
    with open(PROJECT + "/hosts", "w") as file:
        file.writelines("host%d ansible_connection=local\n" % n for n in range(HOSTS))
    playbook("warm.yml", "host0", 2, 1)
    playbook("site.yml", "all", TASKS, ITEMS)
    with open(WORK + "/bin/ansible-playbook", "w") as file:
        file.write('#!/bin/sh\n"%s" "$@"\nrc=$?\ndate +%%s%%3N >"$BENCH_END"\nexit $rc\n' % shutil.which("ansible-playbook"))
    os.chmod(WORK + "/bin/ansible-playbook", 0o755)


def create(jenkins, job, step):
    text = PIPELINE % (ENDS, WORK + "/bin", PROJECT, step)
    jenkins.post("createItem?name=" + job, JOB % text.replace("&", "&amp;").replace("<", "&lt;"), "application/xml")


def start_agent(jenkins, proxy):
    secret = jenkins.script(AGENT % (WORK + "/agent", BUILDS)).strip()
    urllib.request.urlretrieve(jenkins.url + "jnlpJars/agent.jar", WORK + "/agent.jar")
    agent = subprocess.Popen(
        ["java", "-Xmx512m", "-jar", WORK + "/agent.jar", "-url", "http://127.0.0.1:%d/" % proxy.port, "-secret", secret,
         "-name", "bench", "-webSocket", "-workDir", WORK + "/agent"],
        stdout=open(WORK + "/agent.log", "w"), stderr=subprocess.STDOUT)
    until("the agent is there", lambda: '"offline":false' in jenkins.get("computer/bench/api/json?tree=offline"), 120)
    return agent


def run_builds(jenkins, kind, count):
    known = {build["number"] for build in jenkins.builds(kind)}
    for n in range(count):
        jenkins.post("job/%s/buildWithParameters" % kind, "i=%d-%d" % (len(known), n))

    def ended():
        new = [build for build in jenkins.builds(kind) if build["number"] not in known]
        return new if len(new) == count and not any(build["building"] for build in new) else None

    return until("builds of " + kind, ended, 6 * 3600)


def gaps(kind, builds):
    """Seconds between the end of Ansible and that of its build."""
    found = []
    for build in builds:
        with open("%s/jenkins-%s-%d" % (ENDS, kind, build["number"])) as end:
            found.append((build["timestamp"] + build["duration"] - int(end.read())) / 1000)
    return found


def measure(jenkins, agent, proxy, kind):
    time.sleep(5)  # what follows the builds before is not counted here
    pid = jenkins.process.pid
    idle_heap, idle_threads = live_heap(pid), threads(pid)
    before, of_agent, bytes_before = cpu(pid), cpu(agent.pid), dict(proxy.sent)
    watch = Watch(pid)
    watch.start()
    began = time.time()
    builds = run_builds(jenkins, kind, BUILDS)
    wall = time.time() - began
    watch.over.set()
    watch.join()
    figures = {
        "builds that succeeded": sum(build["result"] == "SUCCESS" for build in builds),
        "wall time, s": wall,
        "controller: processor time, s": cpu(pid) - before,
        "controller: most threads above those at rest": watch.most_threads - idle_threads,
        "controller: most threads named ansible-events": watch.most_own,
        "controller: most live heap above that at rest, MB": max(0, watch.most_heap - idle_heap) / 1e6,
        "controller: live heap afterwards above that before, MB": (live_heap(pid) - idle_heap) / 1e6,
        "agent's Java: processor time, s": cpu(agent.pid) - of_agent,
        "end of Ansible to end of build, median, s": statistics.median(gaps(kind, builds)),
        "end of Ansible to end of build, most, s": max(gaps(kind, builds)),
    }
    for way, count in proxy.sent.items():
        figures["channel: " + way + ", MB"] = (count - bytes_before[way]) / 1e6
    log("%s: %s" % (kind, json.dumps(figures)))
    return figures


def table(rows):
    print("| %d builds at once, %d hosts x %d tasks%s | sh | ansibleRun | ansibleRun / sh |" % (
        BUILDS, HOSTS, TASKS, " x %d items" % ITEMS if ITEMS > 1 else ""))
    print("|---|---|---|---|")
    for name in rows["sh"][0]:
        sh, ours = (statistics.median(figures[name] for figures in rows[kind]) for kind in ("sh", "ansibleRun"))
        print("| %s | %.4g | %.4g | %s |" % (name, sh, ours, "%.2f" % (ours / sh) if sh > 0 else ""))


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    project()
    jenkins = Jenkins()
    processes = [jenkins.process]
    try:
        proxy = Proxy(jenkins.port)
        agent = start_agent(jenkins, proxy)
        processes.append(agent)
        for kind, step in STEPS.items():
            create(jenkins, kind, step % "site.yml")
            create(jenkins, "warm-" + kind, step % "warm.yml")
            for _ in range(2):
                run_builds(jenkins, "warm-" + kind, min(BUILDS, 3))
        rows = {kind: [] for kind in STEPS}
        for turn in range(ROUNDS):
            for kind in sorted(STEPS, reverse=turn % 2 == 0):
                rows[kind].append(measure(jenkins, agent, proxy, kind))
        with open(WORK + "/jenkins.log") as file:
            bad = sum("SEVERE" in line or "OutOfMemoryError" in line for line in file)
        log("lines of the controller's log with SEVERE or OutOfMemoryError: %d" % bad)
        table(rows)
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


main()
