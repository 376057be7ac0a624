"""What a command writes: data on standard output, everything else on standard error."""

import json as json_text
import math
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, TypeAlias

import typer

from ionworks.records import Record

Json: TypeAlias = Annotated[
    bool, typer.Option("--json", help="Write JSON, for other programs, instead of text.")
]

_EVERYTHING: Final = 10_000  # columns, for output that no terminal shows
_NARROWEST: Final = 40
_FIRST: Final = 32  # columns that the first column of a table has at least, if it needs them
_GAP: Final = 2
_NAMED: Final = 4


def say(text: str) -> None:
    """Write a line to standard error."""
    print(printable(text), file=sys.stderr)


def write(text: str) -> None:
    """Write a line of data."""
    print(text)


def write_json(value: Any) -> None:
    """Write data as JSON; a value of another type is text, and NaN and infinity are null."""
    print(json_text.dumps(_as_json(value), indent=2, ensure_ascii=False, default=str))


def write_table(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], *, numbers: Sequence[str] = ()
) -> None:
    """Write a table: as wide as it is, or as the terminal is where there is one.

    In a narrow terminal the first column wraps. A last one that is called ID comes next, and then
    the others as far as there is room. A line on standard error says what is left out.

    Parameters
    ----------
    columns : sequence of str
        The heads.
    rows : sequence of sequence
        The cells.
    numbers : sequence of str, optional
        Columns that are aligned at the right.
    """
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    texts = [[text_of(cell) for cell in row] for row in rows]
    wanted = [
        max(cell_len(text) for text in (name, *(row[place] for row in texts)))
        for place, name in enumerate(columns)
    ]
    has_id = columns[-1] == "ID"
    shown, first = _fitting(wanted, width() or _EVERYTHING, len(columns) - 1 if has_id else 0)
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    for place in shown:
        table.add_column(
            columns[place],
            justify="right" if columns[place] in numbers else "left",
            width=first if place == 0 else wanted[place],
            no_wrap=place != 0,
            overflow="fold",
        )
    for row in texts:
        table.add_row(*(Text(row[place]) for place in shown))
    _print(table)
    left_out = [name for place, name in enumerate(columns) if place not in shown]
    if left_out:
        named = ", ".join(left_out[:_NAMED])
        more = f" and {len(left_out) - _NAMED} more" if len(left_out) > _NAMED else ""
        say(f"Not shown in {width()} columns: {named}{more}; `--json` has all.")


def _fitting(wanted: Sequence[int], most: int, last: int) -> tuple[list[int], int]:
    """Choose the columns that fit into a width, and the width of the first one.

    The column `last` is chosen before the others, if it is not 0.
    """
    first = min(wanted[0], _FIRST)
    used, shown = first, [0]
    order: list[int] = [last] if last else []
    order += [place for place in range(1, len(wanted)) if place != last]
    for place in order:
        if used + _GAP + wanted[place] <= most:
            used += _GAP + wanted[place]
            shown.append(place)
    return sorted(shown), min(wanted[0], max(first + most - used, 1))


def width() -> int | None:
    """Return the columns of the terminal; None where nothing limits them."""
    if (named := os.environ.get("COLUMNS", "")).isdecimal():
        return max(int(named), _NARROWEST)
    return shutil.get_terminal_size().columns if is_terminal() else None


def write_facts(facts: Iterable[tuple[str, Any]]) -> None:
    """Write names and values, one below the other; those without a value are left out."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        if value not in (None, "", [], {}, ()):
            table.add_row(name, Text(text_of(value)))
    _print(table)


def write_record(record: Record, *, json: bool) -> None:
    """Write the fields of a record that have a value, and those of its objects."""
    if json:
        write_json(record.to_dict())
    else:
        write_facts([*_flat(record.to_dict(), ""), ("web page", record.web_link)])


def _flat(value: Mapping[str, Any], above: str) -> Iterable[tuple[str, Any]]:
    for name, part in value.items():
        path = f"{above}{name}"
        if isinstance(part, Mapping) and not _is_quantity(part):
            yield from _flat(part, f"{path}.")
        else:
            yield path, part


def text_of(value: Any) -> str:
    """Write a value for people, in one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        moment = value if value.tzinfo is None else value.astimezone(UTC)
        return f"{moment:%Y-%m-%d %H:%M}{'' if value.tzinfo is None else 'Z'}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value + 0.0:.6g}"  # -0.0 is 0
    if isinstance(value, Mapping):
        if _is_quantity(value):
            return f"{text_of(value['value'])} {value.get('unit') or ''}".strip()
        return printable(json_text.dumps(_as_json(value), ensure_ascii=False, default=str))
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(text_of(part) for part in value)
    return printable(str(value))


def printable(text: str) -> str:
    """Show characters that control a terminal as what they are: names come from anybody."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else ascii(letter)[1:-1] for letter in text
    )


def amount(size_bytes: int) -> str:
    """Write a size."""
    size = float(size_bytes)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def is_terminal() -> bool:
    """Tell whether somebody sees standard output at once."""
    return sys.stdout.isatty()


def _is_quantity(value: Mapping[str, Any]) -> bool:
    return "value" in value and value.keys() <= {"value", "unit"}


def _as_json(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(name): _as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_as_json(part) for part in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _print(content: Any) -> None:
    from rich.console import Console

    console = Console(
        file=sys.stdout,
        width=width() or _EVERYTHING,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as written:
        console.print(content)
    # Cells are padded, and a line that ends with spaces is a nuisance to copy.
    for line in written.get().rstrip("\n").split("\n"):
        print(line.rstrip())
