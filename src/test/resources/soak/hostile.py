"""`serve` with -Xmx256m between all kinds of hostile senders at once, beside a good one whose answers are timed. Usage:
hostile.py COMMAND MINUTES, see bin/soak.

- SLOW connections that prove nothing: each announces 1 MiB and then sends a byte a second, from 20 addresses;
- BIG authentic messages of 1 MiB;
- an authentic sender whose rules are hostile: a condition that would make a text of gigabytes, and a window that never
  gives its messages back."""
import asyncio
import json
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

import soak

SLOW = 2000
BIG = 1000
MIB = 1 << 20
GOOD_A_SECOND = 20
BAD_A_SECOND = 5

GREEDY = "payload.text" + '.replace("x", payload.text)' * 9

CONFIG = """
listen: 127.0.0.1:{port}
endpoints:
  good:
    auth: {{ hmac: {{ secret: g00d-s3cret, header: X-Hub-Signature-256, prefix: "sha256=" }} }}
  big:
    auth: {{ hmac: {{ secret: b1g-s3cret, header: X-Hub-Signature-256, prefix: "sha256=" }} }}
    maxBodyBytes: 2097152
  bad:
    auth: {{ hmac: {{ secret: b4d-s3cret, header: X-Hub-Signature-256, prefix: "sha256=" }} }}
rules:
  - name: good
    endpoint: good
    combine: {{ within: 10s, max: 1000 }}
    run: {{ privateDataDir: ./project, playbook: work.yml, extraVars: {{ numbers: "batch.map(b, string(b.payload.n))" }} }}
  - name: big
    endpoint: big
    combine: {{ within: 30s, max: 100 }}
    run: {{ privateDataDir: ./project, playbook: work.yml, extraVars: {{ numbers: "batch.map(b, string(b.payload.n))" }} }}
  - name: greedy
    endpoint: bad
    condition: payload.kind == "greedy" && size({greedy}) > 0
    run: {{ privateDataDir: ./project, playbook: work.yml }}
  - name: hoarder
    endpoint: bad
    condition: payload.kind == "hoard"
    combine: {{ within: 6h, max: 1000 }}
    run: {{ privateDataDir: ./project, playbook: work.yml, extraVars: {{ numbers: "[]" }} }}
log: warning
"""


class Sender(threading.Thread):
    """Sends numbers from FIRST on, so many a second; keeps which were accepted and how long the answers took."""

    def __init__(self, port, endpoint, secret, first, rate, end, body, most=None):
        super().__init__(daemon=True)
        self.port = port
        self.endpoint = endpoint
        self.secret = secret
        self.numbers = range(first, first + (most or 10 ** 6))
        self.pause = 1 / rate
        self.end = end
        self.body = body
        self.accepted = set()
        self.answers = {}
        self.millis = []

    def run(self):
        due = time.monotonic()
        for number in self.numbers:
            if time.monotonic() >= self.end:
                return
            self.send(number)
            due += self.pause
            time.sleep(max(0, due - time.monotonic()))

    def send(self, number):
        """Tried again until it is answered with something else than 503."""
        body = self.body(number)
        status = None
        while status in (None, 503) and time.monotonic() < self.end:
            before = time.monotonic()
            status = soak.post(self.port, self.endpoint, self.secret, body)
            self.millis.append((time.monotonic() - before) * 1000)
            self.answers[status] = self.answers.get(status, 0) + 1
            if status == 202:
                self.accepted.add(number)
            elif status != 200:
                time.sleep(0.5)

    def percentile(self, part):
        ordered = sorted(self.millis)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0


async def slow(port, number, counts):
    """One of the slow connections; it comes again when it is closed."""
    source = f"127.0.1.{number % 20 + 1}"
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
            counts["opened"] += 1
            writer.write(f"POST /webhook/good HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                         f"X-Hub-Signature-256: sha256={'0' * 64}\r\nContent-Length: {MIB}\r\n\r\n".encode())
            while True:
                await writer.drain()
                await asyncio.sleep(1)
                writer.write(b"x")
        except OSError:
            counts["closed"] += 1
            await asyncio.sleep(1)


async def all_slow(port):
    counts = {"opened": 0, "closed": 0}
    tasks = [asyncio.create_task(slow(port, number, counts)) for number in range(SLOW)]
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for task in tasks:
        task.cancel()
    print(json.dumps(counts))


class Siege:
    """One siege from start to verdict."""

    def __init__(self, command, minutes):
        self.minutes = minutes
        self.soak = soak.Soak(command, minutes, 1)
        self.serve = self.soak.serve
        (self.soak.home / "project" / "env" / "emitters.yml").unlink()
        (self.soak.home / "serve.yml").write_text(CONFIG.format(port=self.serve.port, greedy=GREEDY))

    def run(self):
        print(f"{self.minutes} minutes, in {self.soak.home}", flush=True)
        self.serve.start()
        slow_ones = subprocess.Popen([sys.executable, __file__, "slow", str(self.serve.port)],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        end = time.monotonic() + self.minutes * 60
        good, big, *bad = senders = self.senders(end)
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        slow_counts = json.loads(slow_ones.communicate(b"")[0])
        self.drain(len(good.accepted | big.accepted))
        peak = self.peak()
        self.serve.stop()
        return self.verdict(good, big, bad, slow_counts, peak)

    def senders(self, end):
        port = self.serve.port

        def small(number):
            return json.dumps({"n": number}).encode()

        def large(number):
            return json.dumps({"n": number, "pad": "x" * (MIB - 40)}).encode()

        def greedy(_):
            return json.dumps({"kind": "greedy", "text": "x" * 100}).encode()

        def hoard(_):
            return json.dumps({"kind": "hoard", "pad": "x" * 10_000}).encode()

        bigs = BIG / (self.minutes * 60)
        return [Sender(port, "good", b"g00d-s3cret", 1, GOOD_A_SECOND, end, small),
                Sender(port, "big", b"b1g-s3cret", 10 ** 7, bigs, end + 60, large, BIG),
                Sender(port, "bad", b"b4d-s3cret", 2 * 10 ** 7, BAD_A_SECOND, end, greedy),
                Sender(port, "bad", b"b4d-s3cret", 3 * 10 ** 7, BAD_A_SECOND, end, hoard)]

    def drain(self, expected):
        """Until all that can run has run; what the hoarder waits for stays."""
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline and len(self.soak.handled()[0]) < expected:
            time.sleep(5)

    def peak(self):
        """Most memory of the process, and the heap that is alive, in MB."""
        pid = str(self.serve.process.pid)
        memory = re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc", pid, "status").read_text())
        heap = "?"
        if shutil.which("jcmd"):
            subprocess.run(["jcmd", pid, "GC.run"], stdout=subprocess.DEVNULL, check=False)
            info = subprocess.run(["jcmd", pid, "GC.heap_info"], stdout=subprocess.PIPE, text=True, check=False).stdout
            heap = sum(int(used) for used in re.findall(r"(?:PSYoungGen|ParOldGen).*used (\d+)K", info)) // 1024
        return int(memory.group(1)) // 1024, heap

    def verdict(self, good, big, bad, slow_counts, peak):
        runs, _, _ = self.soak.handled()
        log = (self.soak.home / "serve.log").read_text(errors="replace")
        print()
        print("| sender | answers | accepted | run | lost | answered after, median / p99 / most |")
        print("|---|---|---|---|---|---|")
        lost = 0
        for name, sender in (("good, 20 a second", good), ("1 MiB, authentic", big)):
            missing = sender.accepted - runs.keys()
            lost += len(missing)
            print(f"| {name} | {self.answers(sender)} | {len(sender.accepted)} | {len(sender.accepted & runs.keys())} |"
                  f" **{len(missing)}** | {self.times(sender)} |")
        for name, sender in zip(("a condition that wants gigabytes", "a window of six hours"), bad):
            print(f"| {name} | {self.answers(sender)} | {len(sender.accepted)} | | | {self.times(sender)} |")
        print(f"| {SLOW} slow connections | opened {slow_counts['opened']}, closed by serve {slow_counts['closed']} | 0 | | | |")
        print()
        print(f"Memory of the process at most {peak[0]} MB; {peak[1]} MB of the heap alive at the end;"
              f" OutOfMemoryError in the log: {log.count('OutOfMemoryError')}.")
        bad_end = lost or good.answers.get(503) or "OutOfMemoryError" in log
        print(f"BAD: see {self.soak.home}" if bad_end else "GOOD", flush=True)
        if not bad_end:
            shutil.rmtree(self.soak.home, ignore_errors=True)
        return 1 if bad_end else 0

    @staticmethod
    def answers(sender):
        return ", ".join(f"{count} x {status or 'none'}" for status, count in sorted(
            sender.answers.items(), key=lambda answer: -answer[1]))

    @staticmethod
    def times(sender):
        return f"{sender.percentile(0.5):.0f} / {sender.percentile(0.99):.0f} / {sender.percentile(1):.0f} ms"


def main():
    if sys.argv[1] == "slow":
        asyncio.run(all_slow(int(sys.argv[2])))
        return 0
    siege = Siege(sys.argv[1], float(sys.argv[2]))
    try:
        return siege.run()
    finally:
        siege.soak.close()


if __name__ == "__main__":
    sys.exit(main())
