# examples/python/artifacts.py
import sys

from ansible_runner import Runner, RunnerConfig

run = Runner(RunnerConfig(private_data_dir=sys.argv[1], ident=sys.argv[2]))
print(len(list(run.events)), "events")
print("failures:", run.stats["failures"])
for host in run.stats["failures"]:
    print(host, [event["event"] for event in run.host_events(host)][-1])
