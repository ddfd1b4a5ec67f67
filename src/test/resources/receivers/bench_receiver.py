"""A receiver that answers after a while, and costs little itself: it shares its cores with what is measured. Usage:
bench_receiver.py DELAY_MS. Prints its port; when terminated, how many requests and connections it has had."""
import heapq
import itertools
import re
import select
import signal
import socket
import sys
import time

delay = float(sys.argv[1]) / 1000
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
EXPECT = re.compile(rb"\r\nexpect: *100-continue", re.IGNORECASE)
ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


class Connection:
    """HTTP/1.1, one request after the other, bodies of a known length."""

    def __init__(self, sock):
        self.sock = sock
        self.got = b""
        self.asked = False

    def requests(self, data):
        """How many requests are complete with these bytes."""
        self.got += data
        count = 0
        while self.one_request():
            count += 1
        return count

    def one_request(self):
        end = self.got.find(b"\r\n\r\n")
        if end < 0:
            return False
        length = LENGTH.search(self.got, 0, end)
        end += 4 + (int(length.group(1)) if length else 0)
        if len(self.got) < end:
            if not self.asked and EXPECT.search(self.got):
                self.asked = True
                self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            return False
        self.got = self.got[end:]
        self.asked = False
        return True


def stop(*_):
    print(requests, connections, flush=True)
    sys.exit()


requests = connections = 0
order = itertools.count()
signal.signal(signal.SIGTERM, stop)
server = socket.create_server(("127.0.0.1", 0), backlog=100)
poll = select.epoll()
poll.register(server, select.EPOLLIN)
peers = {}
due = []
print(server.getsockname()[1], flush=True)
while True:
    for fd, _ in poll.poll(max(0, due[0][0] - time.monotonic()) if due else -1):
        if fd == server.fileno():
            sock = server.accept()[0]
            poll.register(sock, select.EPOLLIN)
            peers[sock.fileno()] = Connection(sock)
            connections += 1
            continue
        peer = peers[fd]
        try:
            data = peer.sock.recv(1 << 16)
            complete = peer.requests(data)
            requests += complete
            for _ in range(complete):
                if delay:
                    heapq.heappush(due, (time.monotonic() + delay, next(order), peer))
                else:
                    peer.sock.sendall(ANSWER)
        except OSError:
            data = b""
        if not data:
            poll.unregister(fd)
            del peers[fd]
            peer.sock.close()
    while due and due[0][0] <= time.monotonic():
        try:
            heapq.heappop(due)[2].sock.sendall(ANSWER)
        except OSError:
            pass  # it did not wait
