"""The sandbox's own routes, below `/_sandbox`: the truth, the requests, the clock and the faults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from a1_sandbox.calls import CallLog
from a1_sandbox.clock import PausableClock
from a1_sandbox.faults import FaultKind, Faults
from a1_schemas.providers import Provider


class ClockOrder(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the clock shall stand."""

    paused: bool


class FaultOrder(msgspec.Struct, forbid_unknown_fields=True):
    """Which provider shall have which fault, for how long."""

    provider: Provider
    kind: FaultKind
    for_s: float


@dataclass(frozen=True, slots=True)
class Controls:
    """What a test can see and turn."""

    truth: Callable[[], Mapping[str, object]] | None
    clock: PausableClock
    faults: Faults
    calls: CallLog

    def routes(self) -> list[Route]:
        return [
            Route("/_sandbox/truth", self.show_truth),
            Route("/_sandbox/requests", self.show_requests),
            Route("/_sandbox/clock", self.turn_clock, methods=["POST"]),
            Route("/_sandbox/faults", self.start_fault, methods=["POST"]),
        ]

    async def show_truth(self, request: Request) -> Response:  # noqa: ARG002
        """The world now, in canonical vocabulary; 404 for recorded bodies."""
        if self.truth is None:
            return _json({"message": "recorded bodies have no truth"}, 404)
        return _json(self.truth())

    async def show_requests(self, request: Request) -> Response:  # noqa: ARG002
        """Requests so far."""
        return _json(self.calls.document())

    async def turn_clock(self, request: Request) -> Response:
        """Stop the clock or let it go on."""
        try:
            order = msgspec.json.decode(await request.body(), type=ClockOrder)
        except msgspec.DecodeError as fault:
            return _json({"message": str(fault)}, 422)
        if order.paused:
            self.clock.pause()
        else:
            self.clock.resume()
        return _json({"paused": self.clock.paused, "now": self.clock.now()})

    async def start_fault(self, request: Request) -> Response:
        """Begin a fault."""
        try:
            order = msgspec.json.decode(await request.body(), type=FaultOrder)
        except msgspec.DecodeError as fault:
            return _json({"message": str(fault)}, 422)
        self.faults.start(order.provider, order.kind, order.for_s)
        return _json({"provider": order.provider, "kind": order.kind, "for_s": order.for_s})


def _json(document: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(document), status, {"Content-Type": "application/json"})
