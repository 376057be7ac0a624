"""``ionworks get``: the data of a measurement, into a file or into the terminal."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, cast

import typer

from ionworks import Ionworks
from ionworks._io.replacing import refuse_existing, replacing
from ionworks.commands.application import DATA, help_of
from ionworks.commands.choosing import Measurement, measurement_of
from ionworks.commands.connecting import connected
from ionworks.commands.showing import Json, say, write_json, write_table
from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    import polars as pl

_MOST_ROWS: Final = 1_048_575  # of a sheet of Excel, below its head
_SHOWN: Final = 20


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=DATA,
        help=help_of(
            "Write the time series, the steps or the cycles of a measurement.",
            "Without `--output` some rows are shown. The end of the file's name says what it is: "
            ".parquet, .csv or .xlsx; `-` is CSV on standard output.",
            examples={
                'ionworks get "LG M50/cell 1/cycling"': "look at the first and the last rows",
                "ionworks get ID -o series.parquet": "the whole series, as it is stored",
                "ionworks get ID --what cycles -o cycles.xlsx": "a table of cycles for Excel",
                'ionworks get ID --column "Voltage [V]" --from 3600 --to 7200 -o -': "the second "
                "hour, as CSV for another program",
            },
        ),
    )(connected(get))


def get(
    client: Ionworks,
    measurement: Measurement,
    what: Annotated[
        Literal["series", "steps", "cycles"],
        typer.Option("--what", help="The time series, a row for each step, or for each cycle."),
    ] = "series",
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="A file to write: .parquet, .csv, .xlsx or -."
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", "-c", metavar="NAME", help="A column; may be repeated."),
    ] = None,
    begin: Annotated[
        float | None,
        typer.Option("--from", metavar="SECONDS", help="First time of the series, in s."),
    ] = None,
    end: Annotated[
        float | None,
        typer.Option("--to", metavar="SECONDS", help="Last time of the series, in s."),
    ] = None,
    rows: Annotated[
        int,
        typer.Option("--rows", min=1, metavar="NUMBER", help="How many rows to show."),
    ] = _SHOWN,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Write the data of a measurement."""
    target = None if output in (None, "-") else Path(output or "")
    write = _writer(output)
    if target is not None and not force:
        _refuse_existing(target)
    if what != "series" and (begin is not None or end is not None):
        raise ConfigurationError("`--from` and `--to` are times of the series; leave them out")
    found = measurement_of(client, measurement)
    is_whole = what == "series" and not column and begin is None and end is None
    if is_whole and target is not None and target.suffix.lower() == ".parquet":
        client.cell_measurement.download(found.id, target)
        say(f"{target} has the series of {found.name!r} as it is stored.")
        return
    frame = _read(client, found.id, what, column, begin, end)
    if output is None:
        _show(frame, rows, json=json)
    elif target is None:
        print(write(frame).decode(), end="")
    else:
        content = write(frame)
        with replacing(target, overwrite=force) as file:
            file.write(content)
        say(f"{target} has {frame.height} rows and {frame.width} columns of {found.name!r}.")


def _read(
    client: Ionworks,
    measurement: str,
    what: str,
    columns: list[str] | None,
    begin: float | None,
    end: float | None,
) -> "pl.DataFrame":
    reads = client.cell_measurement
    if what == "series":
        times = None if begin is None and end is None else (begin, end)
        series = reads.time_series(measurement, columns=columns or None, time_range=times)
        return cast("pl.DataFrame", series)
    read = reads.steps if what == "steps" else reads.cycles
    table = cast("pl.DataFrame", read(measurement))
    if missing := [name for name in columns or [] if name not in table.columns]:
        raise ConfigurationError(
            f"There is no column {missing[0]!r}; there are {', '.join(table.columns)}"
        )
    return table.select(columns) if columns else table


def _show(frame: "pl.DataFrame", rows: int, *, json: bool) -> None:
    """Write rows: all of them as JSON, some of them as a table."""
    if json:
        write_json(frame.to_dicts())
        return
    first = frame if frame.height <= rows else frame.head(rows - rows // 2)
    last = frame.clear() if frame.height <= rows else frame.tail(rows // 2)
    gap: list[list[Any]] = [["…"] * frame.width] if frame.height > rows else []
    numbers = [name for name, kind in frame.schema.items() if kind.is_numeric()]
    write_table(frame.columns, [*first.rows(), *gap, *last.rows()], numbers=numbers)
    say(f"{frame.height} rows, {frame.width} columns.")


def _writer(output: str | None) -> Callable[["pl.DataFrame"], bytes]:
    """Return what makes the content of a file of this name."""
    if output in (None, "-"):
        return _csv
    suffix = Path(output or "").suffix.lower()
    writers = {".parquet": _parquet, ".csv": _csv, ".xlsx": _excel}
    if suffix not in writers:
        raise ConfigurationError(
            f"{output!r} has none of the ends {', '.join(writers)}, which say what to write"
        )
    return writers[suffix]


def _refuse_existing(target: Path) -> None:
    try:
        refuse_existing(target)
    except FileExistsError as problem:
        raise ConfigurationError(f"{target} is there; `--force` replaces it") from problem
    if not target.absolute().parent.is_dir():
        raise ConfigurationError(f"There is no folder {target.parent} to write {target.name} to")


def _csv(frame: "pl.DataFrame") -> bytes:
    return frame.write_csv().encode()


def _parquet(frame: "pl.DataFrame") -> bytes:
    file = BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


def _excel(frame: "pl.DataFrame") -> bytes:
    if frame.height > _MOST_ROWS:
        raise ConfigurationError(
            f"The table has {frame.height} rows, and a sheet of Excel {_MOST_ROWS}; write .parquet "
            "or .csv, or a part of it with `--from` and `--to`"
        )
    file = BytesIO()
    try:
        frame.write_excel(file, autofit=True)
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            f"To write Excel needs {missing.name or 'xlsxwriter'}, which is not installed; install "
            "it with: pip install 'ionworks-api[excel]'"
        ) from missing
    return file.getvalue()
