"""``ionworks plot``: pictures of a measurement, in a file or in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, cast

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, help_of
from ionworks.commands.choosing import Measurement, measurement_of
from ionworks.commands.connecting import connected
from ionworks.commands.showing import printable, say, width
from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    import polars as pl

_ENDS: Final = (".png", ".svg", ".pdf")
_DOTS_WIDE: Final = 200  # a character is two dots wide
_HOURS_FROM: Final = 7200.0  # s
_WIDE: Final = 100
_HIGH: Final = 18
_DOTS: Final = 150  # per inch


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=DATA,
        help=help_of(
            "Draw a measurement: a picture in a file, or in the terminal.",
            examples={
                'ionworks plot "LG M50/cell 1/cycling"': "voltage and current, here",
                "ionworks plot ID --kind cycles -o fade.png": "capacity over the cycles",
                "ionworks plot ID --kind nyquist -o eis.svg": "an impedance spectrum",
            },
        ),
    )(connected(plot))


def plot(
    client: Ionworks,
    measurement: Measurement,
    kind: Annotated[
        Literal["data", "cycles", "steps", "nyquist", "bode"],
        typer.Option("--kind", help="What to draw. The terminal has `data` and `cycles`."),
    ] = "data",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="A file to write: .png, .svg or .pdf."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Draw a measurement."""
    if output is None and kind not in ("data", "cycles"):
        raise ConfigurationError(f"`{kind}` needs a file; name one with `--output`, such as a.png")
    if output is not None and output.suffix.lower() not in _ENDS:
        raise ConfigurationError(
            f"{str(output)!r} has none of the ends {', '.join(_ENDS)}, which say what to write"
        )
    if output is not None and output.exists() and not force:
        raise ConfigurationError(f"{output} is there; `--force` replaces it")
    found = measurement_of(client, measurement)
    if output is not None:
        _draw(client, found.id, found.name, kind, output)
    elif kind == "data":
        _show_data(client, found.id, _title(client, found.id, found.name))
    else:
        _show_cycles(client, found.id, _title(client, found.id, found.name))


def _title(client: Ionworks, measurement: str, name: str) -> str:
    """Return the names of cell and measurement, as the picture in a file has them."""
    from ionworks.loader import DataLoader

    return DataLoader.from_db(measurement, client=client).title or name


def _draw(client: Ionworks, measurement: str, name: str, kind: str, output: Path) -> None:
    """Draw with matplotlib, into a file."""
    from io import BytesIO

    from ionworks._io.replacing import replacing
    from ionworks.loader import DataLoader

    try:
        import matplotlib as mpl
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            "A picture needs matplotlib, which is not installed; install it with: "
            "pip install 'ionworks-api[plot]'"
        ) from missing
    mpl.use("agg")  # the command has no window
    from matplotlib import pyplot as plt

    loader = DataLoader.from_db(measurement, client=client)
    draw: Any = getattr(loader, f"plot_{kind}")
    figure, _ = draw()
    content = BytesIO()
    figure.savefig(content, format=output.suffix[1:].lower(), dpi=_DOTS, bbox_inches="tight")
    plt.close(figure)
    with replacing(output) as file:
        file.write(content.getvalue())
    say(f"{output} shows {name!r}.")


def _show_data(client: Ionworks, measurement: str, name: str) -> None:
    """Draw voltage and current over time in the terminal."""
    import polars as pl

    from ionworks.plots.figures import decimate

    wanted = ["Time [s]", "Voltage [V]", "Current [A]"]
    read = client.cell_measurement.time_series(measurement, columns=wanted)
    series = cast("pl.DataFrame", read)
    last = series["Time [s]"].max()
    in_hours = isinstance(last, float) and last >= _HOURS_FROM
    label = "Time [h]" if in_hours else "Time [s]"
    time = (pl.col("Time [s]") / (3600 if in_hours else 1)).alias(label)
    curves = []
    for head in wanted[1:]:
        curve = decimate(series.select(time, head), label, head, _DOTS_WIDE)
        curves.append((head, curve[label], curve[head]))
    _show(printable(name), label, curves)


def _show_cycles(client: Ionworks, measurement: str, name: str) -> None:
    """Draw the discharge capacity over the cycles in the terminal."""
    cycles = cast("pl.DataFrame", client.cell_measurement.cycles(measurement))
    head = "Discharge capacity [A.h]"
    if head not in cycles.columns or cycles.height == 0:
        raise ConfigurationError(f"{name!r} has no cycles with a {head}")
    known = cycles.drop_nulls(head)
    _show(printable(name), "Cycle", [(head, known["Cycle count"], known[head])])


def _show(title: str, x: str, curves: "list[tuple[str, pl.Series, pl.Series]]") -> None:
    """Draw curves below each other."""
    try:
        import plotext
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            "To draw in the terminal needs plotext, which is not installed; install it with: "
            "pip install 'ionworks-api[plot]', or name a file with `--output`"
        ) from missing
    wide = min(width() or _WIDE, _WIDE)
    for place, (label, over, values) in enumerate(curves):
        plotext.clear_figure()
        plotext.theme("clear")
        plotext.plotsize(wide, _HIGH if place == 0 else _HIGH * 2 // 3)
        plotext.plot(over.to_list(), values.to_list(), marker="braille")
        plotext.title(f"{title}: {label}" if place == 0 else label)
        if place == len(curves) - 1:
            plotext.xlabel(x)
        lines = plotext.uncolorize(plotext.build()).splitlines()
        print("\n".join(line.rstrip() for line in lines))
