"""A ZeroMQ peer on the real libzmq. Prints READY and its port, then a line for each message:
{"key": ..., "topic": ..., "body": the JSON}.
Usage: zmq_receiver.py pull-bind PORT | pull-connect PORT | sub-connect PORT [SERVER_PUBLIC SERVER_SECRET | plain USER PASSWORD]"""
import json
import sys

import zmq
from zmq.auth.thread import ThreadAuthenticator

mode, port = sys.argv[1], int(sys.argv[2])
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
if mode.endswith("bind"):
    if port:
        sock.bind(f"tcp://127.0.0.1:{port}")
    else:
        port = sock.bind_to_random_port("tcp://127.0.0.1")
else:
    sock.connect(f"tcp://127.0.0.1:{port}")
print("READY", port, flush=True)
while True:
    frames = sock.recv_multipart()
    body = json.loads(frames[-1])
    key = body.get("uuid") or body["runner_ident"] + "-" + body["status"]
    print(json.dumps({"key": key, "topic": frames[0].decode() if len(frames) > 1 else None, "body": body}), flush=True)
