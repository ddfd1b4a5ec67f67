"""A receiver on Python's http.server. Prints READY and its port, then a line for each message:
{"key": Idempotency-Key, "run": X-Ansible-Run, "type": Content-Type, "connection": client, "body": the JSON}.
Usage: http_receiver.py tcp PORT | unix PATH"""
import http.server
import json
import os
import socket
import socketserver
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        line = json.dumps({
            "key": self.headers["Idempotency-Key"],
            "run": self.headers["X-Ansible-Run"],
            "type": self.headers["Content-Type"],
            "path": self.path,
            "connection": str(id(self.connection)),
            "body": json.loads(body),
        })
        sys.stdout.write(line + "\n")  # at once: print() writes the line end apart, and another thread may come between
        sys.stdout.flush()
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def address_string(self):
        return "client"

    def log_message(self, *args):
        pass


class TcpServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


kind, place = sys.argv[1:]
if kind == "tcp":
    server = TcpServer(("127.0.0.1", int(place)), Handler)
    print("READY", server.server_address[1], flush=True)
else:
    if os.path.exists(place):
        os.unlink(place)
    server = UnixServer(place, Handler)
    print("READY 0", flush=True)
server.serve_forever()
