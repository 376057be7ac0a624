"""Which steps and rows are meant, and the step table of what is left of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ionworks.loader.clipping import clip
from ionworks.tables.columns import FREQUENCY, VOLTAGES

if TYPE_CHECKING:
    import polars as pl

    from ionworks.loader.options import LoaderOptions, StepChoice, TimeRange

# The columns of the step table that a choice is made by.
NEEDED = ("Start index", "End index", "Start voltage [V]", "End voltage [V]")
_STRETCHES_NAMED = 5
_SLACK = 1e-6  # s: bounds that came from a rounded time still hold their row


@frozen(eq=False)
class ChosenSteps:
    """The chosen steps and rows.

    `first` is the row of the first chosen step in the whole step table. `start` and `end`
    are a half-open window of rows, and the indices in `steps` count as they do.
    """

    steps: pl.DataFrame | None
    start: int
    end: int
    first: int = 0
    initial_voltage: float | None = None
    whole: bool = True

    def shifted(self, rows: int) -> ChosenSteps:
        """Count rows from another one than the first of the series."""
        return ChosenSteps(
            None if self.steps is None else shift(self.steps, rows),
            self.start - rows,
            self.end - rows,
            self.first,
            self.initial_voltage,
            self.whole,
        )


def shift(steps: pl.DataFrame, rows: int) -> pl.DataFrame:
    """Count the rows of steps from row `rows`."""
    import polars as pl

    return steps.with_columns(pl.col("Start index", "End index") - rows)


def choose(table: pl.DataFrame, options: LoaderOptions) -> ChosenSteps:
    """Find the chosen steps in the step table of a series.

    Raises
    ------
    ValueError
        A choice does not lead to one step of the table, or the last step is before the
        first.
    """
    missing = [column for column in NEEDED if column not in table.columns]
    if missing:
        raise ValueError(f"the step table has no {', '.join(map(repr, missing))}")
    first = 0
    last = table.height - 1
    if options.first_step is not None:
        first = _row_of(table, "first_step", options.first_step)
    if options.last_step is not None:
        last = _row_of(table, "last_step", options.last_step)
    if not table.height:
        return ChosenSteps(table, 0, 0)
    if last < first:
        raise ValueError(f"the last step is step {last}, before the first, step {first}")
    _refuse_strangers(table.slice(first, last - first + 1), first, options)
    before = ("End voltage [V]", first - 1) if first else ("Start voltage [V]", 0)
    return ChosenSteps(
        table.slice(first, last - first + 1),
        start=table["Start index"][first],
        end=table["End index"][last] + 1,
        first=first,
        initial_voltage=table[before[0]][before[1]],
        whole=first == 0 and last == table.height - 1,
    )


def _row_of(table: pl.DataFrame, name: str, choice: StepChoice) -> int:
    if isinstance(choice, int):
        if choice >= table.height:
            raise ValueError(f"{name} is {choice}; the measurement has {table.height} steps")
        return choice
    if isinstance(choice, str):
        return _row_by_sql(table, name, choice)
    ((kind, number),) = choice.items()
    rows = _rows_where(table, f"{kind.capitalize()} count", number)
    if not rows:
        raise ValueError(f"{name} is {dict(choice)}; the measurement has no such {kind}")
    return rows[0] if name == "first_step" else rows[-1]


def _refuse_strangers(chosen: pl.DataFrame, first: int, options: LoaderOptions) -> None:
    """Refuse a choice by number that holds steps of other numbers, since numbers fall back.

    Raises
    ------
    ValueError
        Between the first and the last chosen step are steps before or after the chosen ones.
    """
    import polars as pl

    for kind in ("cycle", "step"):
        bounds = {
            name: choice[kind]
            for name, choice in (
                ("first_step", options.first_step),
                ("last_step", options.last_step),
            )
            if isinstance(choice, Mapping) and kind in choice
        }
        if not bounds:
            continue
        number = pl.col(f"{kind.capitalize()} count")
        low, high = bounds.get("first_step"), bounds.get("last_step")
        if low is not None and high is not None and high < low:
            raise ValueError(f"last_step is {kind} {high}, before first_step, {kind} {low}")
        outside = pl.lit(value=False)
        if low is not None:
            outside |= number < low
        if high is not None:
            outside |= number > high
        rows = chosen.select(pl.int_range(pl.len()) + first, number, outside.alias("outside"))
        strangers = rows.filter("outside")
        if strangers.height:
            asked = " and ".join(f"{name}={{{kind!r}: {n}}}" for name, n in bounds.items())
            stranger, its_number, _ = strangers.row(0)
            stretches = _stretches(rows.filter(~pl.col("outside"))[:, 0].to_list())
            ranges = ", ".join(f"{start} to {end}" for start, end in stretches[:_STRETCHES_NAMED])
            raise ValueError(
                f"{asked}: the {kind} number falls back, so this is not one stretch of the step "
                f"table but rows {ranges}{', ...' * (len(stretches) > _STRETCHES_NAMED)}; row "
                f"{stranger} is of {kind} {its_number}. Choose a stretch by its rows, such as "
                f"first_step={stretches[0][0]}, last_step={stretches[0][1]}"
            )


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    """Group rising numbers into first and last of each run without a gap."""
    begins = [0, *(place for place in range(1, len(rows)) if rows[place] != rows[place - 1] + 1)]
    return [
        (rows[start], rows[end - 1])
        for start, end in zip(begins, [*begins[1:], len(rows)], strict=True)
    ]


def _row_by_sql(table: pl.DataFrame, name: str, query: str) -> int:
    import polars as pl

    try:
        found = pl.SQLContext(steps=table, eager=True).execute(query)
    except pl.exceptions.PolarsError as problem:
        raise ValueError(f"the query of {name} does not work: {problem}\n{query}") from problem
    if found.height != 1:
        raise ValueError(f"the query of {name} finds {found.height} steps, not one: {query}")
    # The start index tells steps apart even where a step number comes back.
    for column in ("Start index", "Step count"):
        if column in found.columns:
            rows = _rows_where(table, column, found[column][0])
            if len(rows) == 1:
                return rows[0]
    raise ValueError(
        f'the query of {name} must select "Start index" or "Step count" (or *), so that '
        f"the step can be found: {query}"
    )


def _rows_where(table: pl.DataFrame, column: str, value: Any) -> list[int]:
    if column not in table.columns:
        raise ValueError(f"the step table has no {column!r}")
    rows: list[int] = (table[column] == value).arg_true().to_list()
    return rows


def name_voltage(series: pl.DataFrame) -> pl.DataFrame:
    """Give a table without steps the column ``Voltage [V]``, whatever its voltage is called.

    An impedance sweep needs none.
    """
    import polars as pl

    for column in VOLTAGES:
        if column in series.columns:
            return series.with_columns(pl.col(column).alias("Voltage [V]"))
    if FREQUENCY in series.columns:
        return series
    raise ValueError(f"the data has no voltage: one of {', '.join(map(repr, VOLTAGES))} is needed")


def narrow(series: pl.DataFrame, selection: ChosenSteps, time_range: TimeRange) -> ChosenSteps:
    """Keep the rows of a selection that lie in a window of time, and the steps that have any.

    Parameters
    ----------
    series : polars.DataFrame
        The rows that the selection counts.
    selection : ChosenSteps
        What was chosen.
    time_range : TimeRange
        Bounds in elapsed seconds, both included.

    Raises
    ------
    ValueError
        The series has no time, or none of the rows lies in the window.
    """
    import polars as pl

    if "Time [s]" not in series.columns:
        raise ValueError("time_range needs a column 'Time [s]', which the data does not have")
    time = series["Time [s]"].slice(selection.start, selection.end - selection.start)
    inside = pl.repeat(True, time.len(), eager=True)
    if time_range.start is not None:
        inside &= time >= time_range.start - _SLACK
    if time_range.end is not None:
        inside &= time <= time_range.end + _SLACK
    rows = (inside & time.is_not_null()).arg_true()
    if rows.is_empty():
        raise ValueError(
            f"no row lies in time_range {time_range.to_dict()}; the chosen data goes from "
            f"{time.min()!r} s to {time.max()!r} s"
        )
    start, end = selection.start + rows[0], selection.start + rows[-1] + 1
    if selection.steps is None:
        return ChosenSteps(None, start, end)
    overlaps = (selection.steps["End index"] >= start) & (selection.steps["Start index"] < end)
    steps = selection.steps.filter(overlaps)
    for place in {0, steps.height - 1} if steps.height else ():
        steps = clip(steps, place, series, start, end)
    return ChosenSteps(
        steps,
        start,
        end,
        first=selection.first + (overlaps.arg_max() or 0),
        initial_voltage=selection.initial_voltage,
        whole=False,
    )
