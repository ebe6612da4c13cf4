"""`python -m benchmarks.bare_fanout PORT RATE`: picows alone, writing frames of a stream's size to all clients."""

import asyncio
import sys
import time

import uvloop
from picows import WSFrame, WSListener, WSTransport, WSUpgradeRequest, ws_create_server

from a1_stream.framing import text_frame
from benchmarks.fanout_clients import AT, record

_HEAD = (
    b'{"op":"delta","id":"a","from":"v1.0123456789ab.O3abc","to":"v1.0123456789ab.O3abd","con":0,"why":null,"records":['
)
_RECORD = b'{"kind":"odds","key":"evt_nba_0|odds|odds|book","version":1,"value":%b,"removed":null}]}'
_clients: dict[WSListener, WSTransport] = {}


class _Client(WSListener):
    def on_ws_connected(self, transport: WSTransport) -> None:
        _clients[self] = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """What a client asks for is all the same here."""

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002 - the library's signature
        _clients.pop(self, None)


def _accept(_request: WSUpgradeRequest) -> WSListener:
    return _Client()


async def main(port: int, rate: float) -> None:
    """Serve until killed."""
    assert AT in record(0)
    async with await ws_create_server(_accept, "127.0.0.1", port):
        number = 0
        began = time.monotonic()
        while True:
            number += 1
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
            frame = text_frame(_HEAD + _RECORD % record(number))
            for transport in tuple(_clients.values()):
                transport.underlying_transport.write(frame)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), float(sys.argv[2])))
