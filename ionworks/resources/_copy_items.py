"""What a copy found and did, and the two ends of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

from attrs import evolve, field, frozen
from ionworks_generated.types import Body

from ionworks.differences import differences
from ionworks.errors import ConflictError, IonworksError

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Awaitable, Callable, Iterable

    from ionworks.client import AsyncIonworks
    from ionworks.progress import Report

T = TypeVar("T")

Kind: TypeAlias = Literal[
    "material",
    "material_property_dataset",
    "protocol",
    "cell_specification",
    "cell_batch",
    "cell_instance",
    "cell_measurement",
    "raw_data",
    "study",
    "planned_measurement",
]
Outcome: TypeAlias = Literal["new", "copied", "exists", "differs", "failed"]

_CELLS: Final = ("cell_specification", "cell_instance", "cell_measurement")
REFUSED: Final = (IonworksError, OSError, ValueError, TypeError)
"""What may be wrong with one record, without a harm to the others."""


@frozen
class CopyItem:
    """A record that was copied, or is to be.

    Attributes
    ----------
    kind : str
        What it is: ``"cell_specification"``, ``"cell_batch"``, ``"cell_instance"``,
        ``"cell_measurement"``, ``"material"``, ``"material_property_dataset"``, ``"protocol"``,
        ``"raw_data"``, ``"study"`` or ``"planned_measurement"``.
    name : str
        Its name, after those of what it belongs to: ``"LG M50 / 001 / Pulse"``.
    source_id : str
        Its id where it comes from.
    target_id : str or None
        Its id where it goes to; None as long as it is not there.
    outcome : {"new", "copied", "exists", "differs", "failed"}
        ``"new"``: a dry run found that it is missing. ``"exists"``: the same was there already.
        ``"differs"``: another one of this name is there; it was not changed.
    reason : str
        What differs, why it failed, or what of it was not copied.
    """

    kind: Kind
    name: str
    source_id: str
    target_id: str | None
    outcome: Outcome
    reason: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the target has the same."""
        return self.outcome in ("copied", "exists")

    def __str__(self) -> str:
        kind = "" if self.kind in _CELLS else f"{self.kind.replace('_', ' ')} "
        return f"{self.outcome:8} {kind}{self.name}" + (f": {self.reason}" if self.reason else "")

    def also(self, reason: str) -> CopyItem:
        """Return this item with another reason behind those that it has."""
        return evolve(self, reason="; ".join(filter(None, (self.reason, reason))))


@frozen
class CopyReport:
    """What a copy did, or a dry run would do.

    Attributes
    ----------
    items : tuple of CopyItem
        The materials, each followed by its datasets; the protocols; each specification, followed
        by its batches and its cells, each followed by its measurements; raw data, studies, plans.
    is_dry_run : bool
        Whether nothing was written.
    left_out : tuple of str
        What the project has besides, and no copy takes along.
    """

    items: tuple[CopyItem, ...] = field(repr=lambda items: f"<{len(items)} items>")
    is_dry_run: bool
    left_out: tuple[str, ...] = ()

    @property
    def ids(self) -> dict[str, str]:
        """Ids where the records went to, by those where they come from."""
        return {one.source_id: one.target_id for one in self.items if one.target_id is not None}

    @property
    def counts(self) -> dict[str, int]:
        """How many records have each outcome."""
        found: dict[str, int] = {}
        for one in self.items:
            found[one.outcome] = found.get(one.outcome, 0) + 1
        return found

    def raise_for_errors(self) -> None:
        """Raise an error if a record failed or differs.

        Raises
        ------
        IonworksError
            The message lists the records.
        """
        wrong = [one for one in self.items if one.outcome in ("failed", "differs")]
        if wrong:
            raise IonworksError("\n".join(("not all was copied:", *map(str, wrong))))

    def __str__(self) -> str:
        head = ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())
        behind = [f"left out {what}" for what in self.left_out]
        return "\n".join((head or "nothing to copy", *map(str, self.items), *behind))


@frozen
class CopyEnds:
    """Both ends of a copy, and how far it is."""

    source: AsyncIonworks
    target: AsyncIonworks
    dry_run: bool
    progress: Report | None
    total: int
    _done: list[None] = field(factory=list)

    def tell(self) -> None:
        """Count a record as looked at."""
        self._done.append(None)
        if self.progress is not None:
            self.progress(len(self._done), self.total)

    async def settle(
        self,
        item: CopyItem,
        body: Mapping[str, Any],
        kind: type[Body],
        find: Callable[[], Awaitable[Sequence[Any]]],
        create: Callable[[], Awaitable[Any]],
        *,
        twins: int = 1,
    ) -> CopyItem:
        """Compare a record with those of its name, or create it.

        Parameters
        ----------
        item : CopyItem
            The record.
        body, kind : mapping, type
            What it says, and the generated body of its kind.
        find : callable
            Awaited; finds those of its name at the target.
        create : callable
            Awaited; creates it.
        twins : int, default 1
            How many of its name there are at the source, where names may repeat.
        """
        self.tell()

        async def looked() -> CopyItem | None:
            same = [
                (stored, [*map(str, differences(body, stored, kind, type(stored)))])
                for stored in await find()
            ]
            return placed(item, same, twins)

        found = await looked()
        if found is not None or self.dry_run:
            return found or item
        try:
            made = await create()
        except REFUSED as problem:
            # Another copy may have been faster.
            found = await looked() if isinstance(problem, ConflictError) else None
            return found or evolve(item, outcome="failed", reason=str(problem))
        # The service may know it by its content.
        outcome: Outcome = "exists" if made.created is False else "copied"
        return evolve(item, target_id=made.id, outcome=outcome)


async def every(walk: AsyncIterable[T]) -> list[T]:
    """Read a walk to its end."""
    return [one async for one in walk]


def placed(
    item: CopyItem, same: Iterable[tuple[Any, Sequence[str]]], twins: int = 1
) -> CopyItem | None:
    """Return what is said of a record that the target has; None if it is to be created.

    Parameters
    ----------
    item : CopyItem
        The record.
    same : iterable of tuple
        Those of its name at the target, each with what differs.
    twins : int, default 1
        How many of its name there are at the source.
    """
    others = []
    for stored, wrong in same:
        reason = "; ".join(filter(None, wrong))
        if not reason:
            return evolve(item, target_id=stored.id, outcome="exists")
        others.append((stored, reason))
    if len(others) < twins:
        return None
    stored, reason = others[0]
    return evolve(item, target_id=stored.id, outcome="differs", reason=reason)


def below(item: CopyItem, parent: CopyItem) -> CopyItem:
    """Return an item whose parent is not at the target."""
    if parent.outcome == "failed":
        return evolve(item, outcome="failed", reason=f"{parent.name} was not copied")
    return item
