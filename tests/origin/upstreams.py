"""Servers behind the proxies. Each answers with its name and the headers that arrived."""

import json
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

LONG_POLL_S = 1.0


class Upstream(ThreadingHTTPServer):
    """Counts what it is asked; a long poll is answered after a second, with what a cache may keep."""

    daemon_threads = True
    request_queue_size = 512

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), _Echo)
        self.name = name
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = cast("Upstream", self.server)
        with server.lock:
            server.asked[self.path] += 1
        if "live=long-poll" in self.path:
            time.sleep(LONG_POLL_S)
        body = json.dumps(
            {"name": server.name, "headers": {name.lower(): value for name, value in self.headers.items()}}
        ).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.send_header("cache-control", "public, max-age=60")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.do_GET()

    def handle(self) -> None:
        with suppress(ConnectionError):  # health checks reset theirs
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that it has
        pass


@contextmanager
def upstream(name: str) -> Generator[Upstream]:
    """Serve until the context ends."""
    server = Upstream(name)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
