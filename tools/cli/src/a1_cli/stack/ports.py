"""Free loopback ports. All are held open until the last is known, so that none is given twice."""

import socket
from contextlib import ExitStack
from itertools import count, islice


def free_ports(count: int) -> list[int]:
    """As many free loopback ports as asked for, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) for _ in range(count)]
        for sock in sockets:
            sock.bind(("127.0.0.1", 0))
        return [sock.getsockname()[1] for sock in sockets]


def next_free_ports(first: int, wanted: int) -> list[int]:
    """The next loopback ports from this one on that have no listener."""
    return list(islice(filter(is_free, count(first)), wanted))


def is_free(port: int) -> bool:
    """Whether this loopback port has no listener."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
