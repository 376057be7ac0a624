"""Voltages beside that of the cell: of electrodes against a reference, of the cells of a pack."""

from __future__ import annotations

import polars as pl

from ionworks.tables.by_step import means_over_time, rows_of_steps
from ionworks.tables.columns import TIME, VOLTAGE, VOLTAGES

__all__ = ["describe_by_step", "further_voltages"]

_UNIT = " [V]"


def further_voltages(series: pl.DataFrame) -> list[str]:
    """Name the columns of numbers in volts that are not the voltage of the cell.

    A column without any value is left out, and so is another name of the cell voltage, such as
    ``OCP [V]``, that holds the same values.
    """
    found = [
        name
        for name, dtype in series.schema.items()
        if name.endswith(_UNIT)
        and name != VOLTAGE
        and dtype.is_numeric()
        and series[name].null_count() < series.height
    ]
    if VOLTAGE not in series.columns:
        return found
    return [
        name
        for name in found
        if name not in VOLTAGES or not series[name].equals(series[VOLTAGE], check_names=False)
    ]


def describe_by_step(series: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    """Describe each further voltage in each step, in V.

    The mean is over time, by the trapezoid rule, with gaps spanned; without a time in the step, or
    without two rows that have one, it is over the rows.

    Parameters
    ----------
    series : polars.DataFrame
        The rows that the step table counts.
    steps : polars.DataFrame
        With ``Start index`` and ``End index``.

    Returns
    -------
    polars.DataFrame
        One row a step. For a column ``Anode potential [V]``: ``Start anode potential [V]``,
        ``End ...``, ``Min ...``, ``Max ...`` and ``Mean ...``. Start and end are the values of
        the first and the last row.
    """
    voltages = further_voltages(series)
    timed = [TIME] if TIME in series.columns else []
    rows = rows_of_steps(series, steps, [*timed, *voltages])
    labels = {name: name[0].lower() + name[1:] for name in voltages if name[1:2].islower()}
    if len(set(labels.values())) < len(labels):  # "Anode [V]" beside "anode [V]"
        labels = {}
    found = [_of_step(rows, name, labels.get(name, name)) for name in voltages]
    numbers = pl.DataFrame({"step": range(steps.height)}, {"step": pl.Int64})
    for each in found:
        numbers = numbers.join(each, on="step", how="left", maintain_order="left")
    return numbers.drop("step")


def _of_step(rows: pl.DataFrame, name: str, label: str) -> pl.DataFrame:
    """Describe one voltage in each step."""
    value = pl.col(name).cast(pl.Float64)
    described = rows.group_by("step", maintain_order=True).agg(
        value.first().alias(f"Start {label}"),
        value.last().alias(f"End {label}"),
        value.min().alias(f"Min {label}"),
        value.max().alias(f"Max {label}"),
        value.mean().alias(f"Mean {label}"),
    )
    over_time = means_over_time(rows, name)
    return (
        described.join(over_time, on="step", how="left", maintain_order="left")
        .with_columns(pl.coalesce("over time", f"Mean {label}").alias(f"Mean {label}"))
        .drop("over time")
    )
