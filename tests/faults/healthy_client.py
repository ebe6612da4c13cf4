"""`python tests/faults/healthy_client.py PORT`: asks /health at a steady rate until it is terminated.

A line for each request: when it left (monotonic seconds, which all processes share), what it took in seconds, and the
status, 0 for none. Every second request has a connection of its own.
"""

import http.client
import sys
import time

_EACH_S = 0.02
_WITHIN_S = 10.0


def _ask(connection: http.client.HTTPConnection) -> int:
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0
    return answer.status


def main() -> None:
    """Ask until terminated."""
    port = int(sys.argv[1])
    kept = http.client.HTTPConnection("127.0.0.1", port, timeout=_WITHIN_S)
    due = time.monotonic()
    number = 0
    while True:
        due = max(due + _EACH_S, time.monotonic() - 1)
        time.sleep(max(0.0, due - time.monotonic()))
        number += 1
        fresh = http.client.HTTPConnection("127.0.0.1", port, timeout=_WITHIN_S) if number % 2 else None
        began = time.monotonic()
        status = _ask(fresh or kept)
        print(f"{began:.4f} {time.monotonic() - began:.5f} {status}", flush=True)
        if fresh:
            fresh.close()


if __name__ == "__main__":
    main()
