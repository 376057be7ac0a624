"""Lists that come in pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from ionworks._forks import check_polars
from ionworks._io.blocking import run
from ionworks.errors import UnexpectedResponseError
from ionworks.notebook import page_html

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

    import polars as pl

T = TypeVar("T")

PAGE_SIZE = 1000
MOST_PAGES = 100_000


class PaginatedList(Sequence[T], Generic[T]):
    """One page of results: a list that knows how many there are in all.

    Attributes
    ----------
    items : list
        The results of this page.
    total : int
        Number of matches over all pages, after filters.
    count : int
        Number of results in this page.

    Examples
    --------
    >>> page = PaginatedList(["a", "b"], total=7)
    >>> page[0], len(page), page.count, page.total, "b" in page, page + ["c"]
    ('a', 2, 2, 7, True, ['a', 'b', 'c'])
    """

    def __init__(self, items: Sequence[T], total: int) -> None:
        self.items = list(items)
        self.total = total

    @property
    def count(self) -> int:  # type: ignore[override]  # the documented name
        """Number of results in this page."""
        return len(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        return self.items[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PaginatedList):
            return self.items == other.items and self.total == other.total
        return self.items == other if isinstance(other, list) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: Sequence[T]) -> list[T]:
        return self.items + list(other)

    def __radd__(self, other: Sequence[T]) -> list[T]:
        return list(other) + self.items

    def __repr__(self) -> str:
        return f"PaginatedList({self.items!r}, total={self.total})"

    def _repr_html_(self) -> str:
        return page_html(self.items, self.total)

    def to_polars(self) -> pl.DataFrame:
        """Lay the page out as a polars frame: one row a result, nested objects as structs."""
        check_polars()
        import polars as pl

        rows = [_row(item) for item in self.items]
        return pl.from_dicts(rows, infer_schema_length=None) if rows else pl.DataFrame()

    def to_pandas(self) -> Any:
        """Lay the page out as a pandas frame: one row a result, nested objects as dicts."""
        import pandas as pd

        return pd.DataFrame([_row(item) for item in self.items])


def _row(item: Any) -> dict[str, Any]:
    return item.to_dict() if hasattr(item, "to_dict") else {"value": item}


class AsyncPages(Generic[T]):
    """Every result of a list, page after page, for ``async for``.

    A page is asked for when the one before is used up. A list that grows or shrinks
    meanwhile may show a result twice or not at all, as with any paging by offset.

    Raises
    ------
    UnexpectedResponseError
        The service sends a page again instead of the one that follows it, or has sent
        100,000 pages and says that there are more.
    """

    def __init__(
        self,
        page: Callable[[int, int], Coroutine[Any, Any, PaginatedList[T]]],
        *,
        page_size: int = PAGE_SIZE,
    ) -> None:
        self._page = page
        self._size = page_size
        self._offset = 0
        self._pages = 0
        self._last: list[T] = []
        self._waiting: list[T] = []
        self._finished = False

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        while not self._waiting:
            if self._finished:
                raise StopAsyncIteration
            page = await self._page(self._size, self._offset)
            self._refuse_endless(page)
            self._offset += page.count
            self._waiting = page.items[::-1]
            # An empty page ends the walk even where a service miscounts its total.
            self._finished = page.count == 0 or self._offset >= page.total
        return self._waiting.pop()

    def _refuse_endless(self, page: PaginatedList[T]) -> None:
        """End a walk that comes no further; whoever collects all of it would fill the memory."""
        again = page.count > 0 and page.items == self._last
        self._pages += 1
        if again or self._pages > MOST_PAGES:
            self._finished = True
            raise UnexpectedResponseError(
                f"The service sent page {self._pages} of a list, "
                + ("which is the one before it once more" if again else "and still more follow")
                + "; filter the list, or ask for single pages with `limit` and `offset`"
            )
        self._last = page.items


class Pages(Generic[T]):
    """Every result of a list, page after page, for ``for``. See `AsyncPages`."""

    def __init__(self, pages: AsyncPages[T]) -> None:
        self._async = pages

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        try:
            return run(self._async.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None
