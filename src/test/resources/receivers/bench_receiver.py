"""A receiver that answers after a while. Usage: bench_receiver.py DELAY_MS. Prints its port; when terminated, how many
requests and connections it has had."""
import http.server
import signal
import sys
import time

delay = float(sys.argv[1]) / 1000
seen = {"requests": 0, "connections": 0}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        seen["connections"] += 1
        super().setup()

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if delay:
            time.sleep(delay)
        seen["requests"] += 1
        self.wfile.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    def log_message(self, *arguments):
        pass


def stop(*arguments):
    print(seen["requests"], seen["connections"], flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
