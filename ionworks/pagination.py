"""Lists that come in pages."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial, wraps
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from attrs import frozen
from ionworks_generated.records import Rows

from ionworks._forks import check_polars
from ionworks._io.blocking import run
from ionworks._io.outgoing import OF_ONE_PAGE
from ionworks.errors import UnexpectedResponseError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

    import pandas as pd
    import polars as pl

T = TypeVar("T")
S = TypeVar("S")
P = ParamSpec("P")

PAGE_SIZE = 1000
MOST_PAGES = 100_000


class PaginatedList(Sequence[T], Generic[T]):
    """One page of results: a list that knows how many there are in all.

    Attributes
    ----------
    total : int
        Number of matches over all pages, after filters. Where the service states none, the
        number of results in this page.
    count : int
        Number of results in this page.
    is_counted : bool
        Whether the service stated the total.

    Examples
    --------
    >>> from ionworks import PaginatedList
    >>> page = PaginatedList(["a", "b"], total=7)
    >>> page[0], len(page), page.count, page.total, "b" in page, page + ["c"]
    ('a', 2, 2, 7, True, ['a', 'b', 'c'])
    """

    total: int
    is_counted: bool

    def __init__(self, items: Sequence[T], total: int | None) -> None:
        # Rows of an answer become records when somebody reads them.
        self._items: Any = items if isinstance(items, Rows) else list(items)
        self.total = len(self._items) if total is None else total
        self.is_counted = total is not None

    @property
    def items(self) -> list[T]:
        """The results of this page."""
        if isinstance(self._items, Rows):
            self._items = list(self._items)
        items: list[T] = self._items
        return items

    @items.setter
    def items(self, items: Sequence[T]) -> None:
        self._items = list(items)

    @property
    def count(self) -> int:  # type: ignore[override]  # the documented name
        """Number of results in this page."""
        return len(self._items)

    def __len__(self) -> int:
        return len(self._items)

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

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():  # earlier versions pickled `items`
            setattr(self, name, value)

    def __repr__(self) -> str:
        return f"PaginatedList({list(self._items)!r}, total={self.total})"

    def _repr_html_(self) -> str:
        from ionworks.notebook import page_html

        return page_html(self.items, self.total)

    def to_polars(self) -> pl.DataFrame:
        """Lay the page out as a polars frame: one row a result, nested objects as structs."""
        check_polars()
        import polars as pl

        rows = self._rows()
        return pl.from_dicts(rows, infer_schema_length=None) if rows else pl.DataFrame()

    def to_pandas(self) -> pd.DataFrame:
        """Lay the page out as a pandas frame: one row a result, nested objects as dicts."""
        import pandas as pd

        return pd.DataFrame(self._rows())

    def _rows(self) -> list[dict[str, Any]]:
        if isinstance(self._items, Rows):
            return self._items.to_dicts()
        return [_row(item) for item in self._items]


def _row(item: Any) -> dict[str, Any]:
    return item.to_dict() if hasattr(item, "to_dict") else {"value": item}


@frozen
class _Place:
    """How far a walk has come: the page that it took last.

    Attributes
    ----------
    items : list
        Results of the page.
    end : int
        Offset of the first result after it.
    total : int
        Number of results in the whole list, as the page stated it.
    changes : int
        What the client had changed on the service before the page was read.
    """

    items: list[Any]
    end: int
    total: int
    changes: int


class AsyncPages(Generic[T]):
    """Every result of a list, page after page, for ``async for``.

    A page is read when the one before is used up. A result that is in the list during the whole
    walk comes once, even if others are added, deleted or moved. A result that is added or deleted
    during the walk comes once or not at all.

    Parameters
    ----------
    page : callable
        Awaited with a limit and an offset; reads a page.
    page_size : int, default 1000
        Results in a page.
    changes : callable, optional
        Counts what the client changes on the service. Without it, changes that leave the
        total as it was are not noticed.

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
        changes: Callable[[], int] = lambda: 0,
    ) -> None:
        self._page = page
        self._size = page_size
        self._changes = changes
        self._pages = 0
        self._seen: set[Any] = set()
        self._waiting: list[T] = []
        self._last: _Place | None = None
        self._most: int | None = None
        self._newest: datetime | None = None
        self._is_incomplete = False
        self._walks = 1
        self._finished = False

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        while not self._waiting:
            if self._finished:
                raise StopAsyncIteration
            await self._advance()
        return self._waiting.pop()

    async def _advance(self) -> None:
        """Take the page that follows the last one."""
        last, changes = self._last, self._changes()
        page, offset = (await self._read(0), 0) if last is None else await self._next(last, changes)
        if last is not None and page.is_counted:
            # Results that followed the last page are gone, or moved to before this one.
            self._is_incomplete |= (
                page.total - offset - self._count_seen(page) < last.total - last.end
            )
        new = self._take(page)
        self._last = _Place(page.items, offset + page.count, page.total, changes)
        if page.is_counted:
            # An empty page ends the walk even where a service miscounts its total.
            is_over = page.count == 0 or self._last.end >= page.total
        else:
            is_over = not new or page.count < self._size
        if is_over and self._is_incomplete and self._walks == 1:
            self._last, self._walks = None, 2
        else:
            self._finished = is_over

    def _take(self, page: PaginatedList[T]) -> list[T]:
        """Take the results that did not come yet."""
        new = {_key(item): item for item in page if _key(item) not in self._seen}
        if self._most is None:
            self._most = page.total
        elif page.is_counted and len(self._seen) >= self._most and self._newest is not None:
            # As many results came as there were. If somebody replaces each result that comes, the
            # walk would never end.
            newest = self._newest
            new = {
                key: item for key, item in new.items() if not (_created_at(item) or newest) > newest
            }
        self._seen.update(new)
        moments = [made for item in new.values() if (made := _created_at(item)) is not None]
        self._newest = max(filter(None, [self._newest, *moments]), default=None)
        self._waiting = list(new.values())[::-1]
        return self._waiting

    async def _next(self, last: _Place, changes: int) -> tuple[PaginatedList[T], int]:
        """Read the page that follows the last one, wherever it is in the list by now.

        If the list has changed, the results before a page are known only if it begins with
        one that came already, or with the first one of the list.
        """
        is_changed = changes != last.changes
        offset = last.end - 1 if is_changed else last.end
        step = self._size
        while True:
            page = await self._read(offset)
            is_changed |= page.is_counted and page.total != last.total
            if not is_changed or offset <= 0 or self._count_seen(page):
                return page, offset
            before = last.end - 1 - max(last.total - page.total, 0)
            if before >= offset:
                before, step = offset - step, 2 * step
            offset = max(before, 0)

    async def _read(self, offset: int) -> PaginatedList[T]:
        last = self._last
        is_overlapping = last is not None and offset < last.end
        # A page that begins with a known result has room for another one.
        page = await self._page(max(self._size, 2) if is_overlapping else self._size, offset)
        self._pages += 1
        is_again = (
            last is not None
            and (page.is_counted and page.count > 0 and offset >= last.end)
            and (page.total, page.items) == (last.total, last.items)
        )
        if is_again or self._pages > MOST_PAGES:
            # To collect all results of such a list would fill the memory.
            self._finished = True
            raise UnexpectedResponseError(
                f"The service sent page {self._pages} of a list, "
                + ("which is the one before it once more" if is_again else "and still more follow")
                + "; filter the list, or ask for single pages with `limit` and `offset`"
            )
        return page

    def _count_seen(self, page: PaginatedList[T]) -> int:
        """Count the results at the beginning of a page that came already."""
        return sum(1 for _ in takewhile(lambda item: _key(item) in self._seen, page))


def _key(item: Any) -> Any:
    return getattr(item, "id", item)


def _created_at(item: Any) -> datetime | None:
    made = getattr(item, "created_at", None)
    return made if isinstance(made, datetime) else None


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


@overload
def every_page(
    page: Callable[Concatenate[S, P], Coroutine[Any, Any, PaginatedList[T]]],
) -> Callable[Concatenate[S, P], AsyncPages[T]]: ...
@overload
def every_page(
    page: Callable[Concatenate[S, P], PaginatedList[T]],
) -> Callable[Concatenate[S, P], Pages[T]]: ...
def every_page(page: Callable[..., Any]) -> Callable[..., Any]:
    """Make the method that walks every page from the method that reads one.

    The walk has the parameters of the list, except ``limit`` and ``offset``, and its docstring.
    Type checkers see all parameters, so ``limit`` and ``offset`` are refused only when it is
    called.

    Parameters
    ----------
    page : function
        Method of a resource that returns one page, awaited or blocking. Its docstring begins
        with "List a page of".
    """
    asked = inspect.signature(page)
    face = "AsyncPages" if inspect.iscoroutinefunction(page) else "Pages"
    signature = asked.replace(
        parameters=[one for one in asked.parameters.values() if one.name not in OF_ONE_PAGE],
        return_annotation=str(asked.return_annotation).replace("PaginatedList", face),
    )

    @wraps(page)
    def walk(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            bound = signature.bind(self, *args, **kwargs)
        except TypeError as problem:
            raise TypeError(f"{walk.__qualname__}() {problem}") from None
        resource = getattr(self, "_async", self)
        # By name: what a caller gives by position may stand behind limit and offset in the list.
        _, *given = bound.arguments.items()
        read = partial(getattr(resource, page.__name__), **dict(given))
        pages = resource._pages(lambda limit, offset: read(limit=limit, offset=offset))
        return pages if resource is self else Pages(pages)

    walk.__signature__ = signature  # type: ignore[attr-defined]
    name = page.__name__
    walk.__name__ = name.replace("list", "iter", 1) if name.startswith("list") else "iter"
    walk.__qualname__ = page.__qualname__.removesuffix(page.__name__) + walk.__name__
    walk.__doc__ = _describe_walk(page.__doc__)
    return walk


_WHAT_A_WALK_RETURNS = """Returns
-------
iterator
    A page is fetched when the one before is used up."""


def _describe_walk(doc: str | None) -> str | None:
    """Turn the docstring of a list into that of its walk."""
    if doc is None:  # python -OO
        return None
    head, *sections = re.split(r"\n\n(?=[A-Z][a-z]+\n-+\n)", inspect.cleandoc(doc))
    kept = [head.replace("List a page of", "Walk every page of", 1)]
    for section in sections:
        if section.startswith("Parameters\n"):
            entries = rf"^(?:{'|'.join(OF_ONE_PAGE)}) :.*\n(?:    .*(?:\n|\Z))*"
            kept.append(re.sub(entries, "", section, flags=re.MULTILINE).rstrip())
        elif section.startswith("Returns\n"):
            kept.append(_WHAT_A_WALK_RETURNS)
        elif section.startswith("Raises\n"):
            kept.append(section)
    return "\n\n".join(kept)
