"""The client: all routes, and the stream."""

from types import TracebackType
from typing import Self

from a1betting.routes import Routes


class Client(Routes):
    """REST and the stream of one server.

    `url` is the gateway's address, `key` an API key or an access token. Use it with `async with`, or call `aclose`.
    """

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
