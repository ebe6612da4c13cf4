"""Opens a page in a browser of this machine, from a server of its own, and waits for what the page posts."""

import json
import queue
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from a1_testkit.machine import scaled

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_REPORTED_WITHIN_S = 90.0
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


class _Pages(SimpleHTTPRequestHandler):
    """The files of a folder, and a place to post to."""

    def __init__(self, *request: Any, reports: "queue.Queue[dict[str, Any]]", folder: Path) -> None:
        self._reports = reports
        super().__init__(*request, directory=str(folder))

    def do_POST(self) -> None:
        """Take what a page found."""
        self._reports.put(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the standard library
        """Print nothing for each request."""


def reported(folder: Path, page: str, words: str) -> dict[str, Any]:
    """What a page of a folder posted, opened with these words behind `#`."""
    reports: queue.Queue[dict[str, Any]] = queue.Queue()
    with _served(partial(_Pages, reports=reports, folder=folder)) as address, tempfile.TemporaryDirectory() as profile:
        command = [str(BROWSER), *_FLAGS, f"--user-data-dir={profile}", f"{address}/{page}#{quote(words)}"]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return reports.get(timeout=scaled(_REPORTED_WITHIN_S))
        finally:
            browser.terminate()
            browser.wait(20)


@contextmanager
def _served(handler: Any) -> Generator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
