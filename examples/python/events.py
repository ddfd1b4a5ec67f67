# examples/python/events.py
import json
import subprocess
import sys

command = ["ansible-events", "run", sys.argv[1], "-p", "site.yml", "-j"]
with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as run:
    for line in run.stdout:
        event = json.loads(line)  # what ansible_runner.run hands to its event_handler
        if event["event"] in ("runner_on_failed", "runner_on_unreachable"):
            print(event["counter"], event["event_data"]["host"], event["event_data"]["task"], sep=", ")
print("rc", run.returncode)
