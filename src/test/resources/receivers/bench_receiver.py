"""A receiver that answers after a while, and costs little itself: it shares its cores with what is measured. Usage:
bench_receiver.py DELAY_MS. Prints its port; when terminated, how many requests and connections it has had."""
import asyncio
import re
import signal
import sys

delay = float(sys.argv[1]) / 1000
seen = {"requests": 0, "connections": 0}
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
EXPECT = re.compile(rb"\r\nexpect: *100-continue", re.IGNORECASE)


class Connection(asyncio.Protocol):
    """HTTP/1.1, one request after the other, bodies of a known length."""

    def connection_made(self, transport):
        seen["connections"] += 1
        self.transport = transport
        self.got = bytearray()
        self.missing = None

    def data_received(self, data):
        self.got += data
        while self.one_request():
            seen["requests"] += 1
            if delay:
                asyncio.get_running_loop().call_later(delay, self.answer)
            else:
                self.answer()

    def one_request(self):
        if self.missing is None:
            end = self.got.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = bytes(self.got[:end])
            del self.got[: end + 4]
            length = LENGTH.search(head)
            self.missing = int(length.group(1)) if length else 0
            if EXPECT.search(head):
                self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if len(self.got) < self.missing:
            return False
        del self.got[: self.missing]
        self.missing = None
        return True

    def answer(self):
        self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0)
    stopped = loop.create_future()
    loop.add_signal_handler(signal.SIGTERM, stopped.set_result, None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await stopped
    print(seen["requests"], seen["connections"], flush=True)


asyncio.run(main())
