#!/usr/bin/env python3
"""Sends a message to an endpoint of `ansible-events serve`, signed as GitHub signs, and follows it to its end.
Usage: WEBHOOK_SECRET=... send.py URL JSON      for example send.py http://127.0.0.1:8080/webhook/alerts '{"kind": "disk"}'
Ends with 0 when the message was taken (and its runs, if any, went well) or filtered, with 1 otherwise."""
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


def ask(url, body, signed):
    signature = hmac.new(os.environ["WEBHOOK_SECRET"].encode(), signed, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": "sha256=" + signature}
    for _ in range(100):
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
        time.sleep(0.2)  # serve is still starting
    sys.exit(f"nobody listens at {url}")


url, message = sys.argv[1], sys.argv[2].encode()
status, answer = ask(url, message, message)
print(status, json.dumps(answer))
if status != 202:
    sys.exit(0 if status == 200 else 1)

follow = f"{url}/messages/{answer['id']}"
state = {}
while state.get("state") not in ("done", "dead", "filtered"):
    time.sleep(0.2)
    # The signature of a question covers its path: there is no body.
    status, state = ask(follow, None, urllib.parse.urlsplit(follow).path.encode())
    if status != 200:
        sys.exit(f"{status} {json.dumps(state)}")
print(json.dumps(state))
sys.exit(1 if state["state"] == "dead" else 0)
