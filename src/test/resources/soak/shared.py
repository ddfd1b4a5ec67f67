"""Two gateways in front of one broker and three consumers behind it, each a `serve` of its own, killed at random. Usage:
shared.py COMMAND KIND MINUTES JAVA-CLASSPATH, see bin/soak; KIND is kafka, sqs (FIFO) or amqp (Artemis).

Each message goes to one of the gateways, every tenth to both. Messages of one host are ordered: the runs say whether they
came so. The consumers stay killed for some seconds, so that others take over their work."""
import collections
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import soak

RATE = 10
HOSTS = 150
GATEWAYS = 2
CONSUMERS = 3

GATEWAY = """
listen: 127.0.0.1:{port}
queue: {{ QUEUE }}
endpoints:
  soak:
    auth: {{ hmac: {{ secret: s0ak-s3cret, header: X-Hub-Signature-256, prefix: "sha256=" }} }}
    deliveryId: {{ header: X-Delivery, window: 2h }}
    orderingKey: payload.host
log: warning
"""
CONSUMER = """
listen: 127.0.0.1:{port}
queue: {{ QUEUE }}
lease: 30s
rules:
  - name: work
    endpoint: soak
    combine: {{ within: 3s, max: 1000 }}
    run: {{ privateDataDir: ./project, playbook: work.yml, extraVars: {{ numbers: "batch.map(b, string(b.payload.n))" }} }}
waitForRuns: 20s
log: warning
"""


class Sender(threading.Thread):
    """Sends a number to a gateway until it is answered by one; some to both."""

    def __init__(self, gateways, first, step, end):
        super().__init__(daemon=True)
        self.gateways = gateways
        self.number = first
        self.step = step
        self.end = end
        self.accepted = set()
        self.twice = set()

    def run(self):
        due = time.monotonic()
        while time.monotonic() < self.end:
            to_both = self.number % 10 == 0
            for gateway in random.sample(self.gateways, 2 if to_both else 1):
                self.send(gateway)
            self.accepted.add(self.number)
            if to_both:
                self.twice.add(self.number)
            self.number += self.step
            due += self.step / RATE
            time.sleep(max(0, due - time.monotonic()))

    def send(self, gateway):
        body = json.dumps({"n": self.number, "host": f"host{self.number % HOSTS}"}).encode()
        while soak.post(gateway.port, "soak", soak.SECRET, body, {"X-Delivery": f"d{self.number}"}) not in (200, 202):
            time.sleep(0.3)


class Shared:
    """One soak of several processes from start to verdict."""

    def __init__(self, command, kind, minutes, classpath):
        self.kind = kind
        self.minutes = minutes
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="ansible-events-soak."))
        self.broker = subprocess.Popen(
            ["java", "-cp", classpath, "io.jenkins.plugins.ansibleevents.broker.RunBroker", kind],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(self.home / "broker.log", "wb"), text=True)
        queue = self.broker.stdout.readline().strip()
        if not queue:
            sys.exit(f"the broker did not start, see {self.home}/broker.log")
        queue = queue.replace("{", "{{").replace("}", "}}")  # it goes through str.format
        self.gateways = [soak.Served(command, self.home / f"gateway{i}", GATEWAY.replace("QUEUE", queue))
                         for i in range(GATEWAYS)]
        self.consumers = [soak.Served(command, self.home / f"consumer{i}", CONSUMER.replace("QUEUE", queue))
                          for i in range(CONSUMERS)]
        for consumer in self.consumers:
            soak.make_project(consumer.home / "project")

    def run(self):
        print(f"{self.minutes} minutes on {self.kind}, in {self.home}", flush=True)
        for each in self.gateways + self.consumers:
            each.start()
        end = time.monotonic() + self.minutes * 60
        senders = [Sender(self.gateways, first, 2, end) for first in (1, 2)]
        for sender in senders:
            sender.start()
        self.trouble(end)
        for sender in senders:
            sender.join()
        accepted = senders[0].accepted | senders[1].accepted
        self.drain(accepted)
        for each in self.gateways + self.consumers:
            each.stop()
        return self.verdict(accepted, senders[0].twice | senders[1].twice)

    def trouble(self, end):
        while time.monotonic() < end - 15:
            time.sleep(random.uniform(3, 8))
            victim = random.choice(self.gateways + self.consumers)
            victim.kill() if random.random() < 0.7 else victim.stop()
            time.sleep(random.uniform(0, 5))
            victim.start()
        time.sleep(max(0, end - time.monotonic()))

    def drain(self, accepted):
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline and accepted - self.handled()[0].keys():
            time.sleep(3)
        time.sleep(10)  # what is doubled may still be on its way

    def handled(self):
        """Number -> when and by which run it was handled; runs that were cut off."""
        runs = collections.defaultdict(list)
        cut = set()
        for directory in self.home.glob("consumer*/project/artifacts/*"):
            if soak.was_cut_off(directory):
                cut.add(directory)
            for event in soak.recorded(directory) if (directory / "events.jsonl").exists() else []:
                for number in soak.printed(event):
                    runs[number].append((event["created"], directory))
        return runs, cut

    def verdict(self, accepted, twice):
        runs, cut = self.handled()
        lost = accepted - runs.keys()
        doubled = {number for number in accepted if len(runs[number]) > 1}
        after_cut = {number for number in doubled if any(directory in cut for _, directory in runs[number])}
        kills = sum(each.kills for each in self.gateways), sum(each.kills for each in self.consumers)
        stops = sum(each.stops for each in self.gateways), sum(each.stops for each in self.consumers)
        print()
        print(f"| {self.kind}: {GATEWAYS} gateways, {CONSUMERS} consumers | |")
        print("|---|---|")
        print(f"| gateways killed / stopped; consumers killed / stopped | {kills[0]} / {stops[0]}; {kills[1]} / {stops[1]} |")
        print(f"| accepted; of them by both gateways | {len(accepted)}; {len(twice)} |")
        print(f"| **lost** | **{len(lost)}** |")
        print(f"| handled twice: a run was cut off / a consumer was killed before its note was durable / both gateways had it"
              f" | {len(after_cut)} / {len(doubled - after_cut - twice)} / {len((doubled - after_cut) & twice)} |")
        print(f"| out of order within their host | {len(self.out_of_order(runs, doubled))} |")
        print("GOOD" if not lost else f"BAD: see {self.home}: {sorted(lost)[:20]}", flush=True)
        if not lost:
            shutil.rmtree(self.home, ignore_errors=True)
        return 1 if lost else 0

    @staticmethod
    def out_of_order(runs, doubled):
        """Numbers whose run began before the run of an earlier number of the same host; doubled ones left out."""
        wrong = set()
        latest = {}
        for number in sorted(set(runs) - doubled):
            host = number % HOSTS
            when = runs[number][0][0]
            if when < latest.get(host, ""):
                wrong.add(number)
            latest[host] = max(when, latest.get(host, ""))
        return wrong

    def close(self):
        for each in self.gateways + self.consumers:
            if getattr(each, "process", None) and each.process.poll() is None:
                each.process.kill()
        self.broker.stdin.close()
        self.broker.wait(60)


def main():
    shared = Shared(sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4])
    try:
        return shared.run()
    finally:
        shared.close()


if __name__ == "__main__":
    sys.exit(main())
