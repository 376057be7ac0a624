"""What the lists share: filters, how many records, and how they are written."""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar
from uuid import UUID

import typer

from ionworks import Ionworks
from ionworks.commands.showing import say, write_json, write_table
from ionworks.errors import ConfigurationError
from ionworks.records import Record

R = TypeVar("R", bound=Record)

_FILTERS: Final = "Filters"
_PAGE: Final = 1000  # the most that the service gives at once

Name: TypeAlias = Annotated[
    str | None,
    typer.Option("--name", metavar="TEXT", help="A part of the name.", rich_help_panel=_FILTERS),
]
CreatedBy: TypeAlias = Annotated[
    str | None,
    typer.Option("--created-by", metavar="EMAIL", help="Who created it.", rich_help_panel=_FILTERS),
]
CreatedAfter: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--created-after",
        metavar="TIME",
        help="Created after a moment, such as 2026-11-01 or 2026-11-01T08:00+01:00.",
        rich_help_panel=_FILTERS,
    ),
]
CreatedBefore: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--created-before",
        metavar="TIME",
        help="Created before a moment.",
        rich_help_panel=_FILTERS,
    ),
]
UpdatedAfter: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--updated-after", metavar="TIME", help="Changed after a moment.", rich_help_panel=_FILTERS
    ),
]
UpdatedBefore: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--updated-before",
        metavar="TIME",
        help="Changed before a moment.",
        rich_help_panel=_FILTERS,
    ),
]
Sort: TypeAlias = Annotated[
    Literal["name", "created_at", "updated_at"] | None,
    typer.Option("--sort", help="What to order by.", rich_help_panel=_FILTERS),
]
Descending: TypeAlias = Annotated[
    bool, typer.Option("--desc", help="The last first.", rich_help_panel=_FILTERS)
]
Limit: TypeAlias = Annotated[
    int,
    typer.Option("--limit", min=0, metavar="NUMBER", help="How many to list; 0 lists all."),
]


Manufacturer: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--manufacturer",
        metavar="TEXT",
        help="A part of the manufacturer of the specification.",
        rich_help_panel=_FILTERS,
    ),
]
Material: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--material",
        metavar="TEXT",
        help="A material of any component: a part of its name, or its id.",
        rich_help_panel=_FILTERS,
    ),
]
WhereOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="CONDITION",
        help='A condition on a value, in any unit, such as "capacity > 4 A.h" or '
        '"cathode material = NMC811"; all of them, if repeated.',
        rich_help_panel=_FILTERS,
    ),
]

_CONDITION: Final = re.compile(r"\s*([^<>=]*[^<>=\s])\s*(<=|>=|==?|<|>)\s*([^<>=]*[^<>=\s])\s*")
_OPTIONS: Final = {
    "q": "text",
    "batch_id": "batch",
    "spec_anode": "anode",
    "spec_cathode": "cathode",
    "created_by_email": "created-by",
    "order_by": "sort",
    "order": "desc",
}
"""Options by what the client calls them, where that differs."""


def is_uuid(text: str) -> bool:
    """Tell whether a text is an id of the platform, and not a name."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def design_of(
    client: Ionworks, manufacturer: str | None, material: str | None, where: list[str] | None
) -> dict[str, Any]:
    """Return what is asked of a design, for the ``find`` of a resource; empty if nothing is."""
    given: dict[str, Any] = {
        "manufacturer": manufacturer,
        "material": client.material.get(material) if material and is_uuid(material) else material,
        "where": _conditions(where or []),
    }
    return {name: value for name, value in given.items() if value}


def _conditions(given: list[str]) -> dict[str, str]:
    """Read conditions such as ``capacity > 4 A.h``."""
    found: dict[str, str] = {}
    for text in given:
        if (parts := _CONDITION.fullmatch(text)) is None:
            raise ConfigurationError(
                f"`--where` is {text!r}; give a name, a comparison and a value with its unit, "
                'such as "capacity > 4 A.h"'
            )
        name, comparison, value = parts.groups()
        # Equal may be a text, too.
        condition = value if comparison.startswith("=") else f"{comparison} {value}"
        found[name] = f"{found[name]} and {condition}" if name in found else condition
    return found


def found_with(
    find: Callable[..., Iterable[R]], design: dict[str, Any], filters: dict[str, Any]
) -> Iterable[R]:
    """Find records by their design and by filters.

    Raises
    ------
    ConfigurationError
        A filter is one that only the lists of the service have.
    """
    taken_by_find = inspect.signature(find).parameters
    for name in filters:
        if name not in taken_by_find:
            raise ConfigurationError(
                f"`--{_OPTIONS.get(name, name)}` does not go with "
                f"{' and '.join(f'`--{one}`' for one in design)}; leave it out"
            )
    return find(**design, **filters)


def cut(records: Sequence[R], limit: int) -> Sequence[R]:
    """Return the first records; all, if the limit is 0."""
    return records[: limit or None]


def chosen_of(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given."""
    # A flag that was not given is False, which is equal to a number that was: 0.
    return {
        name: value
        for name, value in options.items()
        if value is not None and value is not False and value != []
    }


def filters_of(given: dict[str, Any]) -> dict[str, Any]:
    """Return the filters that were given, by the names of the client."""
    found = chosen_of(given)
    if found.pop("desc", False):
        found["order"] = "desc"
    if "sort" in found:
        found["order_by"] = found.pop("sort")
    if "created_by" in found:
        found["created_by_email"] = found.pop("created_by")
    return found


def taken(
    page: Callable[..., Any], walk: Callable[..., Iterable[R]], limit: int
) -> tuple[list[R], int | None]:
    """Take records of a list: one page where that is enough.

    Parameters
    ----------
    page, walk : callable
        ``list`` and ``iter`` of a resource, with their filters.
    limit : int
        The most to take; 0 for all.

    Returns
    -------
    tuple of list and int or None
        The records, and how many there are.
    """
    if 0 < limit <= _PAGE:
        found = page(limit=limit)
        return list(found), found.total
    records = list(islice(walk(), limit or None))
    return records, None if limit and len(records) == limit else len(records)


def write_records(
    records: Sequence[Record],
    total: int | None,
    columns: dict[str, Callable[[Any], Any]],
    *,
    json: bool,
    numbers: Sequence[str] = (),
) -> None:
    """Write a list of records.

    Parameters
    ----------
    records : sequence of Record
        The records.
    total : int, optional
        How many there are in all.
    columns : dict of str to callable
        Heads, and what gives the cell of a record.
    json : bool
        Whether to write all fields as JSON.
    numbers : sequence of str, optional
        Columns that are aligned at the right.
    """
    if json:
        write_json([record.to_dict() for record in records])
    elif records:
        rows = [[cell(record) for cell in columns.values()] for record in records]
        # A column without a value says nothing.
        kept = [
            place
            for place in range(len(columns))
            if any(row[place] not in (None, "", []) for row in rows)
        ]
        heads = list(columns)
        write_table(
            [heads[place] for place in kept],
            [[row[place] for place in kept] for row in rows],
            numbers=numbers,
        )
    else:
        say("There is none.")
    if total is not None and total > len(records):
        say(f"{len(records)} of {total}; `--limit 0` lists all.")


def one_of(**options: object) -> None:
    """Refuse options that exclude each other."""
    given = [name for name, value in options.items() if value is not None]
    if len(given) > 1:
        words = " and ".join(f"`--{name.replace('_', '-')}`" for name in given)
        raise ConfigurationError(f"{words} exclude each other; give one")
