"""Sportradar's push: a redirect to a stream of JSON lines, with a heartbeat whenever there is nothing to say."""

import asyncio
import json
import math
import time
from collections.abc import AsyncGenerator

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from a1_sandbox.exchange import JSON, Content, Question

PUSH_FEED = "push"
_HEARTBEAT_MS = 5000
_HEARTBEAT = json.dumps({"heartbeat": {"interval": _HEARTBEAT_MS}}, separators=(",", ":")).encode()
_LOOK_EVERY_S = 0.5


def push_response(request: Request, question: Question, content: Content) -> Response:
    """First the redirect, then, at the place it names, the stream."""
    if "session" not in request.query_params:
        return RedirectResponse(str(request.url.include_query_params(session="1")), status_code=302)
    return StreamingResponse(_lines(question, content), media_type=JSON)


async def _lines(question: Question, content: Content) -> AsyncGenerator[bytes, None]:
    """What there is to say, and a heartbeat at the beginning and after each silence."""
    position = 0
    silent_since = -math.inf
    while True:
        messages, position = content.push_messages(question, position)
        if not messages and time.monotonic() - silent_since >= _HEARTBEAT_MS / 1000:
            messages = [_HEARTBEAT]
        for message in messages:
            yield message + b"\n"
            silent_since = time.monotonic()
        await asyncio.sleep(_LOOK_EVERY_S)
