"""Serves the suite's streams until a signal: `python serve.py PORT`."""

import sys

import uvicorn
from stream_store import StreamStore

if __name__ == "__main__":
    uvicorn.run(
        StreamStore(),
        port=int(sys.argv[1]),
        lifespan="off",
        timeout_keep_alive=75,
        log_level="warning",
        access_log=False,
    )
