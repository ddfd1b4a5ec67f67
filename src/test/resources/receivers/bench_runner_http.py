"""Runs a playbook with ansible-runner and posts every event as ansible-runner-http does: in the event handler, with a
connection of its own. Usage: bench_runner_http.py PRIVATE_DATA_DIR ARTIFACT_DIR URL"""
import json
import sys
import urllib.request

import ansible_runner


def post(data):
    request = urllib.request.Request(
        sys.argv[3], json.dumps(data).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request).close()


ansible_runner.run(
    private_data_dir=sys.argv[1], playbook="site.yml", ident="bench", artifact_dir=sys.argv[2], quiet=True,
    event_handler=lambda event: bool(post(event)) or True,
    status_handler=lambda status, runner_config: post({"status": status["status"]}))
