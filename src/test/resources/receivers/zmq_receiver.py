"""A ZeroMQ peer on the real libzmq. Prints READY and its port, then a line for each message:
{"key": ..., "topic": ..., "body": the JSON}.
Usage: zmq_receiver.py pull-bind WHERE | pull-connect WHERE | sub-connect WHERE [SERVER_PUBLIC SERVER_SECRET | plain USER PASSWORD]
WHERE is a port of 127.0.0.1 or an endpoint like ipc:///path."""
import json
import sys

import zmq
from zmq.auth.thread import ThreadAuthenticator

mode, where = sys.argv[1:3]
port = int(where) if where.isdigit() else 0
endpoint = f"tcp://127.0.0.1:{port}" if where.isdigit() else where
context = zmq.Context()
sock = context.socket(zmq.SUB if mode.startswith("sub") else zmq.PULL)
if sys.argv[3:4] == ["plain"]:
    passwords = ThreadAuthenticator(context)
    passwords.start()
    passwords.configure_plain(domain="*", passwords={sys.argv[4]: sys.argv[5]})
    sock.plain_server = True
elif len(sys.argv) > 3:
    sock.curve_server = True
    sock.curve_publickey = sys.argv[3].encode()
    sock.curve_secretkey = sys.argv[4].encode()
if mode.startswith("sub"):
    sock.setsockopt(zmq.SUBSCRIBE, b"")
if mode.endswith("connect"):
    sock.connect(endpoint)
elif where == "0":
    port = sock.bind_to_random_port("tcp://127.0.0.1")
else:
    sock.bind(endpoint)
print("READY", port, flush=True)
while True:
    frames = sock.recv_multipart()
    body = json.loads(frames[-1])
    key = body.get("uuid") or body["runner_ident"] + "-" + body["status"]
    print(json.dumps({"key": key, "topic": frames[0].decode() if len(frames) > 1 else None, "body": body}), flush=True)
