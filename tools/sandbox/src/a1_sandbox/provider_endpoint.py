"""One provider over HTTP: a request's way through its rules to the content and back."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from a1_sandbox.calls import CallLog
from a1_sandbox.clock import PausableClock, system_now
from a1_sandbox.exchange import Answer, Content, Question
from a1_sandbox.faults import CLOCK_ERROR, LATENCY_S, FaultKind, Faults
from a1_sandbox.providers.api import ProviderApi
from a1_sandbox.push import PUSH_FEED, push_response


@dataclass(frozen=True, slots=True)
class ProviderEndpoint:
    """Checks, reads, answers and logs each request, and adds the provider's headers."""

    api: ProviderApi
    content: Content
    clock: PausableClock
    faults: Faults
    calls: CallLog

    async def answer(self, request: Request) -> Response:
        """The response of this provider to any request below its prefix."""
        fault = self.faults.kind(self.api.provider)
        if fault is FaultKind.LATENCY:
            await asyncio.sleep(LATENCY_S)
        response = self._response(request, fault)
        at = system_now() + CLOCK_ERROR if fault is FaultKind.WRONG_CLOCK else system_now()
        response.headers["Date"] = format_datetime(at, usegmt=True)
        key = self.api.key_of(request.query_params, request.headers)
        path = str(request.path_params["path"])
        self.calls.add(self.api.provider, f"/{path}", key, response.status_code, at.isoformat())
        return response

    def _response(self, request: Request, fault: FaultKind | None) -> Response:
        query, headers = request.query_params, request.headers
        now = self.clock.now()
        rejection = self.faults.replacement(self.api.provider) or self.api.rejection(query, headers, system_now())
        if rejection:
            return _plain(rejection)
        question = self.api.question(str(request.path_params["path"]), query)
        if isinstance(question, Answer):
            return _plain(question)
        if fault is FaultKind.WRONG_CLOCK:
            question = replace(question, clock_error=CLOCK_ERROR)
        if question.feed == PUSH_FEED:
            return push_response(request, question, self.content)
        return self._body(request, question, now)

    def _body(self, request: Request, question: Question, now: datetime) -> Response:
        query, headers = request.query_params, request.headers
        answer = self.content.answer(question) or self.api.missing(question, now)
        answer = self.faults.spoil(self.api.provider, str(request.url), answer)
        dress = self.api.headers(question, answer, query, headers)
        if answer.status != 200:
            return _plain(replace(answer, headers={**answer.headers, **dress}))
        tag = f'"{blake2b(answer.body, digest_size=16).hexdigest()}"'
        dress["ETag"] = tag
        known = [given.strip().removeprefix("W/") for given in headers.get("if-none-match", "").split(",")]
        if tag in known:
            return Response(status_code=304, headers=dress)
        return _plain(replace(answer, headers={**answer.headers, **dress}))


def _plain(answer: Answer) -> Response:
    headers = {**answer.headers, "Content-Type": answer.content_type}
    return Response(answer.body, answer.status, headers)
