"""Lists in pages."""

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Sequence
from typing import Any, Generic, Protocol, TypeVar


class Meta(Protocol):
    """What the iteration over pages needs of a page's metadata."""

    @property
    def next_cursor(self) -> str | None:
        """The cursor of the next page; none on the last one."""
        ...


Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)


class PageOf(Protocol[Item_co]):
    """A page of a list."""

    @property
    def data(self) -> Sequence[Item_co]:
        """The items."""
        ...

    @property
    def meta(self) -> Meta:
        """The metadata."""
        ...


Page = TypeVar("Page", bound=PageOf[Any])


class Pages(Generic[Page, Item]):
    """A list. `await` gives its first page; `async for` gives all its items, and asks for a page when it needs one."""

    def __init__(self, fetch: Callable[[str | None], Awaitable[Page]], cursor: str | None) -> None:
        self._fetch = fetch
        self._cursor = cursor

    def __await__(self) -> Generator[Any, None, Page]:
        return self._fetch(self._cursor).__await__()

    async def pages(self) -> AsyncIterator[Page]:
        """Iterate over whole pages, which have metadata: freshness, cursor, time."""
        cursor = self._cursor
        while True:
            page = await self._fetch(cursor)
            yield page
            cursor = page.meta.next_cursor
            if cursor is None:
                return

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in page.data:
                yield item
