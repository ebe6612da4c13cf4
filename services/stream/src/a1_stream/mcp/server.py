"""The MCP server: lists the tools, and answers calls of them. The one place that knows the SDK."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from mcp import types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError
from starlette.requests import Request
from starlette.types import ASGIApp

from a1_edge_kit.addresses import ClientAddresses
from a1_stream.mcp.answer import Answer
from a1_stream.mcp.arguments import read_arguments
from a1_stream.mcp.gateway import Caller, Gateway, caller_of, open_gateway
from a1_stream.mcp.refused import GATEWAY_UNAVAILABLE, RefusedError
from a1_stream.mcp.tools import BY_NAME, INSTRUCTIONS, TOOLS
from a1_stream.metrics import Metrics, ToolName, ToolOutcome

_NAME = "a1betting"
_MAX_REQUEST_BYTES = 65_536
_READS = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_LISTED = types.ListToolsResult(
    tools=[
        types.Tool(
            name=row.name,
            title=row.title,
            description=row.description,
            input_schema=row.arguments.model_json_schema(),
            output_schema=Answer.model_json_schema(),
            annotations=_READS,
        )
        for row in TOOLS
    ]
)
_SCHEMAS = {tool.name: tool.input_schema for tool in _LISTED.tools}


class ToolCalls:
    """Answers calls. A refused one is a tool's error with the refusal, which a model can read and mend."""

    def __init__(self, gateway: Gateway, addresses: ClientAddresses, metrics: Metrics) -> None:
        self._gateway = gateway
        self._addresses = addresses
        self._metrics = metrics

    async def call(
        self, context: ServerRequestContext[Any, Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        """Return the answer of a tool, or its refusal. Raises MCPError for a tool that there is not."""
        if params.name not in BY_NAME:
            raise MCPError(types.INVALID_PARAMS, f"There is no such tool; there are: {', '.join(BY_NAME)}.")
        row = BY_NAME[ToolName(params.name)]
        outcome = ToolOutcome.FAILED
        try:
            arguments = read_arguments(row.arguments, params.arguments or {})
            answer = await row.answer(self._gateway, self._caller(context.request), arguments)
            outcome = ToolOutcome.ANSWERED
            return _result(answer.model_dump(mode="json"))
        except RefusedError as refused:
            outcome = ToolOutcome.GATEWAY_AWAY if refused.reason == GATEWAY_UNAVAILABLE else ToolOutcome.REFUSED
            return _result(refused.fields, is_error=True)
        finally:
            self._metrics.tool_calls.labels(row.name, outcome).inc()

    def _caller(self, request: Request | None) -> Caller:
        assert request is not None  # noqa: S101  # there is no other transport
        headers = request.scope["headers"]
        peer = request.client.host if request.client else None
        return caller_of(headers, request.state.request_id, self._addresses.of(peer, headers).client)


@asynccontextmanager
async def open_tools(
    gateway_url: str, addresses: ClientAddresses, metrics: Metrics, version: str
) -> AsyncGenerator[ASGIApp]:
    """Open the server over a pool of connections to the gateway. Yields the application of its path.

    Each request stands alone: there are no sessions, so any copy of the service answers any request.
    """
    async with open_gateway(gateway_url) as gateway:
        calls = ToolCalls(gateway, addresses, metrics)
        server = Server[Any](
            _NAME,
            version=version,
            instructions=INSTRUCTIONS,
            get_tool_input_schema=_SCHEMAS.get,
            on_list_tools=_list_tools,
            on_call_tool=calls.call,
        )
        manager = StreamableHTTPSessionManager(
            server, json_response=True, stateless=True, max_request_body_size=_MAX_REQUEST_BYTES
        )
        async with manager.run():
            yield manager.handle_request


async def _list_tools(
    context: ServerRequestContext[Any, Any],  # noqa: ARG001  # the same for everyone
    params: types.PaginatedRequestParams | None,  # noqa: ARG001  # one page
) -> types.ListToolsResult:
    return _LISTED


def _result(fields: dict[str, Any], *, is_error: bool = False) -> types.CallToolResult:
    """Return fields as text, for every client, and as a structure."""
    text = msgspec.json.encode(fields).decode()
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)], structured_content=fields, is_error=is_error
    )
