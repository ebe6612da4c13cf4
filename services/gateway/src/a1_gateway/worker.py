"""`python -m a1_gateway.worker FD`: one of several processes at the public port, started by `workers`.

The file descriptor is a socket to the process that started it, which learns the address of the operators' port by it.
When that process ends, so does the worker.
"""

import asyncio
import socket
import sys
from functools import partial

from a1_gateway.app import serve
from a1_gateway.settings import Settings
from a1_schemas.services import GATEWAY
from a1_service_kit.program import Runtime, run_program
from a1_service_kit.settings import load_settings


def main() -> int:
    """Serve until a signal or the end of the process that started this one. Returns the exit code."""
    starter = socket.socket(fileno=int(sys.argv[1]))
    settings = load_settings(Settings)
    return run_program(GATEWAY, settings, partial(_run, starter, settings))


async def _run(starter: socket.socket, settings: Settings, runtime: Runtime) -> None:
    reader, writer = await asyncio.open_connection(sock=starter)
    writer.write(f"{runtime.ops_url}\n".encode())
    runtime.tasks.create_task(_stop_with(reader, runtime.stopping))
    await serve(settings, runtime)


async def _stop_with(starter: asyncio.StreamReader, stopping: asyncio.Event) -> None:
    await starter.read()
    stopping.set()


if __name__ == "__main__":
    sys.exit(main())
