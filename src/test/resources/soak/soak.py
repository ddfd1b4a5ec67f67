"""Weeks of bad luck in minutes: `serve` under load, killed, stopped and started again, with a receiver that pauses and
dies, and at the end a verdict by counting. Usage: soak.py COMMAND MINUTES [RATE], see bin/soak; COMMAND is bin/ansible-events.

Every message has a number. One in ten is filtered, one in fifty is broken and must become a dead letter; the playbook
prints the numbers of the messages it was run for, so the record of the runs says which messages were handled and how
often. The sender repeats a message until it is answered, as senders do. The receiver of the emitter notes each event it
has confirmed."""
import collections
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

SECRET = b"s0ak-s3cret"
SENDERS = 4
ROWS_AT = (5, 30, 60)

CONFIG = """
listen: 127.0.0.1:{port}
endpoints:
  soak:
    auth: {{ hmac: {{ secret: s0ak-s3cret, header: X-Hub-Signature-256, prefix: "sha256=" }} }}
    filter: payload.kind != "noise"
    deliveryId: {{ header: X-Delivery, window: 2h }}
rules:
  - name: work
    condition: payload.kind == "work"
    combine: {{ within: 10s, max: 1000 }}
    run: {{ privateDataDir: ./project, playbook: work.yml, extraVars: {{ numbers: "batch.map(b, string(b.payload.n))" }} }}
  - name: broken
    condition: payload.kind == "broken"
    run: {{ privateDataDir: ./project, playbook: work.yml, limit: payload.host }}
waitForRuns: 20s
log: warning
"""
PLAYBOOK = """
- hosts: all
  gather_facts: false
  tasks:
    - name: First
      ansible.builtin.debug: { msg: begun }
    - name: Numbers
      ansible.builtin.debug: { msg: "{{ numbers | join(' ') }}" }
    - name: Last
      ansible.builtin.debug: { msg: ended }
"""
EMITTERS = 'emitters: {{ hook: {{ type: http, url: "http://127.0.0.1:{port}/" }} }}\n'


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def signed(secret, body):
    """The headers of a body that GitHub's way of signing asks for."""
    signature = hmac.new(secret, body, hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", "X-Hub-Signature-256": "sha256=" + signature}


def post(port, endpoint, secret, body, more=()):
    """The status of the answer to a signed message on a connection of its own; None when there was no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", "/webhook/" + endpoint, body, {**signed(secret, body), **dict(more)})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def make_project(place):
    """A private data directory whose playbook prints the numbers of the messages it is run for."""
    for directory in ("project", "inventory", "env"):
        (place / directory).mkdir(parents=True)
    (place / "project" / "work.yml").write_text(PLAYBOOK)
    (place / "inventory" / "hosts").write_text("local ansible_connection=local\n")
    return place


def kind_of(number):
    return "broken" if number % 50 == 0 else "noise" if number % 10 == 0 else "work"


class Served:
    """`serve` as a process that is stopped and killed."""

    def __init__(self, command, home, config=CONFIG):
        self.command = command
        self.home = home
        self.port = free_port()
        self.starts = self.kills = self.stops = 0
        home.mkdir(exist_ok=True)
        (home / "serve.yml").write_text(config.format(port=self.port))

    def start(self):
        self.starts += 1
        # A kill takes its playbooks along: they end when what holds them is gone.
        with open(self.home / "serve.log", "ab") as log:
            self.process = subprocess.Popen(
                [self.command, "serve", "--config", str(self.home / "serve.yml")],
                stdout=subprocess.PIPE, stderr=log, env=dict(os.environ, ANSIBLE_EVENTS_JAVA_OPTIONS="-Xmx256m"))
        if not self.process.stdout.readline().startswith(b"listening"):
            sys.exit(f"serve did not start, see {self.home}/serve.log")

    def kill(self):
        self.kills += 1
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.stops += 1
        self.process.terminate()
        code = self.process.wait(120)
        if code:
            sys.exit(f"serve ended with {code}, see {self.home}/serve.log")

    def metrics(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1])
                for line in text.splitlines() if line and not line.startswith("#")}

    def size(self):
        """Memory in MB, descriptors, threads, bytes of the state on disk in MB."""
        proc = pathlib.Path("/proc", str(self.process.pid))
        memory = re.search(r"VmRSS:\s+(\d+)", (proc / "status").read_text())
        state = sum(file.stat().st_size for file in (self.home / "state").rglob("*") if file.is_file())
        return (int(memory.group(1)) // 1024, len(list((proc / "fd").iterdir())),
                len(list((proc / "task").iterdir())), state / 1e6)


class Receiver:
    """The receiver of the emitter, a process that pauses and dies. It writes down what it confirms."""

    def __init__(self, home):
        self.port = free_port()
        self.file = home / "received"
        self.pauses = self.kills = 0

    def start(self):
        self.process = subprocess.Popen([sys.executable, __file__, "receiver", str(self.port), str(self.file)])

    def kill(self):
        self.kills += 1
        self.process.kill()
        self.process.wait()

    def pause(self, seconds):
        self.pauses += 1
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)


def receive(port, file):
    """The process of a Receiver."""
    lock = threading.Lock()
    out = open(file, "a", encoding="utf-8")

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                for event in said if isinstance(said, list) else [said]:
                    if "counter" in event:
                        out.write(f'{event["runner_ident"]} {event["counter"]}\n')
                out.flush()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer.request_queue_size = 50
    http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


class Sender(threading.Thread):
    """Sends every SENDERS-th number, each until it is answered; keeps what was answered."""

    def __init__(self, port, first, rate, end):
        super().__init__(daemon=True)
        self.port = port
        self.first = first
        self.pause = SENDERS / rate
        self.end = end
        self.accepted = set()
        self.filtered = set()
        self.repeated = self.refused = 0
        self.connection = None

    def run(self):
        number = self.first
        due = time.monotonic()
        while time.monotonic() < self.end:
            self.send(number)
            number += SENDERS
            due += self.pause
            time.sleep(max(0, due - time.monotonic()))

    def send(self, number):
        body = json.dumps({"n": number, "kind": kind_of(number), "pad": "x" * 700}).encode()
        while True:
            answer = self.ask(number, body)
            if answer is None or answer[0] == 503:
                self.repeated += 1
                time.sleep(0.2)
                continue
            status, said = answer
            if status == 202 or "id" in said:
                self.accepted.add(number)
            elif status == 200:
                self.filtered.add(number)
            else:
                self.refused += 1
            return

    def ask(self, number, body):
        headers = {**signed(SECRET, body), "X-Delivery": f"d{number}"}
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            self.connection.request("POST", "/webhook/soak", body, headers)
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return None


def was_cut_off(directory):
    return not (directory / "rc").exists() or (directory / "status").read_text().strip() != "successful"


def recorded(directory):
    """The events of a run."""
    with open(directory / "events.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def printed(event):
    """The numbers of messages in an event."""
    data = event.get("event_data", {})
    if event["event"] == "runner_on_ok" and data.get("task") == "Numbers":
        return [int(number) for number in data["res"]["msg"].split()]
    return []


class Soak:
    """One soak from start to verdict."""

    def __init__(self, command, minutes, rate):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="ansible-events-soak."))
        project = make_project(self.home / "project")
        self.command = command
        self.minutes = minutes
        self.rate = rate
        self.serve = Served(command, self.home)
        self.receiver = Receiver(self.home)
        (project / "env" / "emitters.yml").write_text(EMITTERS.format(port=self.receiver.port))
        self.samples = []
        self.dead = 0

    def run(self):
        print(f"{self.minutes} minutes at {self.rate} messages a second, in {self.home}", flush=True)
        self.receiver.start()
        self.serve.start()
        begun = time.monotonic()
        end = begun + self.minutes * 60
        senders = [Sender(self.serve.port, first, self.rate, end) for first in range(1, SENDERS + 1)]
        for sender in senders:
            sender.start()
        self.trouble(begun, end)
        for sender in senders:
            sender.join()
        self.drain()
        return self.verdict(senders)

    def trouble(self, begun, end):
        """Something bad every half a minute or so, each kind equally often; the size of the process just before."""
        kinds = [self.stop, self.kill, self.pause_receiver, self.kill_receiver]
        rows = [60 * minutes for minutes in ROWS_AT if minutes < self.minutes]
        queue = []
        while True:
            pause = random.uniform(15, 40)
            if time.monotonic() + pause >= end:
                break
            time.sleep(pause)
            if rows and time.monotonic() - begun >= rows[0]:
                self.sample(rows.pop(0) // 60)
            if not queue:
                queue = random.sample(kinds, len(kinds))
            queue.pop()()
        time.sleep(max(0, end - time.monotonic()))
        self.sample(self.minutes)

    def sample(self, minute):
        self.samples.append((minute, *self.serve.size()))

    def stop(self):
        self.serve.stop()
        self.serve.start()

    def kill(self):
        self.serve.kill()
        self.serve.start()

    def pause_receiver(self):
        self.receiver.pause(10)

    def kill_receiver(self):
        self.receiver.kill()
        time.sleep(5)
        self.receiver.start()

    def drain(self):
        """Until nothing waits any more, in the queue or for the receiver."""
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline and not self.is_drained():
            time.sleep(1)
        self.dead = int(self.serve.metrics()['ansible_events_queue_messages{state="dead"}'])
        self.serve.stop()
        subprocess.run([self.command, "deliver", str(self.home / "project" / "delivery")], check=False,
                       stdout=subprocess.DEVNULL)

    def is_drained(self):
        metrics = self.serve.metrics()
        waiting = sum(value for name, value in metrics.items()
                      if name.startswith("ansible_events_queue_messages{") and "dead" not in name)
        return waiting == 0 and metrics.get("ansible_events_messages_held", 0) == 0

    def handled(self):
        """Message number -> idents of the runs that printed it; events: (ident, counter); runs that were cut off."""
        runs = collections.defaultdict(list)
        events = set()
        cut = set()
        for directory in (self.home / "project" / "artifacts").iterdir():
            if was_cut_off(directory):
                cut.add(directory.name)
            for event in recorded(directory):
                events.add((directory.name, event["counter"]))
                for number in printed(event):
                    runs[number].append(directory.name)
        return runs, events, cut

    def verdict(self, senders):
        accepted = set().union(*(sender.accepted for sender in senders))
        filtered = set().union(*(sender.filtered for sender in senders))
        runs, events, cut = self.handled()
        dead = self.dead
        work = {number for number in accepted if kind_of(number) == "work"}
        broken = {number for number in accepted if kind_of(number) == "broken"}
        lost = work - runs.keys()
        doubled = {number for number in work if len(set(runs[number])) > 1 or len(runs[number]) > 1}
        unexplained = {number for number in doubled if not cut & set(runs[number])}
        received = [tuple(line.split()) for line in open(self.receiver.file, encoding="utf-8")]
        received = [(ident, int(counter)) for ident, counter in received]
        missing = events - set(received)
        good = not lost and not unexplained and not missing and dead == len(broken)
        good = good and not sum(sender.refused for sender in senders)
        self.print_table(senders, accepted, filtered, runs, cut, dead, broken, lost, doubled, unexplained)
        print(f"| events recorded / received at least once / more than once / never | {len(events)} / "
              f"{len(set(received) & events)} / {len(received) - len(set(received))} / {len(missing)} |")
        self.print_sizes()
        print("GOOD" if good else f"BAD: see {self.home}", flush=True)
        if good:
            shutil.rmtree(self.home, ignore_errors=True)
        return 0 if good else 1

    def print_table(self, senders, accepted, filtered, runs, cut, dead, broken, lost, doubled, unexplained):
        print()
        print("| counted | |")
        print("|---|---|")
        print(f"| serve stopped by SIGTERM / killed; receiver paused / killed | {self.serve.stops} / {self.serve.kills};"
              f" {self.receiver.pauses} / {self.receiver.kills} |")
        print(f"| accepted / filtered / sent again by the sender | {len(accepted)} / {len(filtered)} /"
              f" {sum(sender.repeated for sender in senders)} |")
        print(f"| handled by a run / dead letters, expected | {len(runs)} / {dead}, {len(broken)} |")
        print(f"| **lost** | **{len(lost)}** |")
        print(f"| handled twice: because a run was cut off / for no such reason | {len(doubled) - len(unexplained)} /"
              f" **{len(unexplained)}** |")
        print(f"| runs; of them cut off | {len(list((self.home / 'project' / 'artifacts').iterdir()))}; {len(cut)} |")

    def print_sizes(self):
        print()
        print("| after | memory | descriptors | threads | state on disk |")
        print("|---|---|---|---|---|")
        for minute, memory, descriptors, threads, state in self.samples:
            print(f"| {minute} min | {memory} MB | {descriptors} | {threads} | {state:.1f} MB |")
        print()

    def close(self):
        for process in (self.serve, self.receiver):
            if getattr(process, "process", None) and process.process.poll() is None:
                process.process.kill()


def main():
    if sys.argv[1] == "receiver":
        receive(int(sys.argv[2]), sys.argv[3])
        return 0
    soak = Soak(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 100)
    try:
        return soak.run()
    finally:
        soak.close()


if __name__ == "__main__":
    sys.exit(main())
