"""A receiver of statuses and events: prints one line for each, and keeps them in a file.
Usage: receiver.py PORT FILE"""
import http.server
import json
import sys

port, path = int(sys.argv[1]), sys.argv[2]


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open(path, "a", encoding="utf-8") as out:
            out.write(json.dumps(message) + "\n")
        if "event" in message:
            host = message["event_data"].get("host", "")
            print(f"  received event {message['counter']:>3} {message['event']} {host}", flush=True)
        else:
            print(f"  received status {message['status']}", flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


http.server.ThreadingHTTPServer.allow_reuse_address = True
server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Receiver)
server.daemon_threads = True
server.serve_forever()
