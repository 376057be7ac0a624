"""What can be done to the rows of a loader before they are used."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

from ionworks._deprecation import callers_level
from ionworks.tables.columns import CAPACITIES
from ionworks.transforms.amounts import with_c_rate, with_capacity
from ionworks.transforms.unit_conversion import converted

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

_STANDS_STILL = 1e-4  # of the largest charge between rests: an offset of the current is less
_FLAT = 1e-10  # V.A-2.h-2: a second derivative below this is a straight line


def transform(
    rows: pl.DataFrame,
    steps: pl.DataFrame | None,
    transforms: Mapping[str, Any],
    capacity_column: str | None = None,
) -> pl.DataFrame:
    """Apply transforms, always in the same order.

    Parameters
    ----------
    rows : polars.DataFrame
        The chosen rows.
    steps : polars.DataFrame or None
        The chosen steps, their indices counted from the first of `rows`.
    transforms : mapping
        As `LoaderOptions` has them.
    capacity_column : str, optional
        The column that becomes ``Capacity [A.h]``.

    Raises
    ------
    ValueError
        The rows do not have what a transform needs.
    """
    import polars as pl

    if capacity_column is not None:
        _need(rows, "capacity_column", capacity_column)
        rows = rows.with_columns(pl.col(capacity_column).alias("Capacity [A.h]"))
    if transforms.get("capacity"):
        _need(rows, "capacity", "Time [s]")
        _need(rows, "capacity", "Current [A]")
        rows = with_capacity(rows, transforms["capacity"])
    if transforms.get("c_rate") is not None:
        _need(rows, "c_rate", "Current [A]")
        rows = with_c_rate(rows, transforms["c_rate"])
    if transforms.get("rest_to_ocp"):
        rows = rest_to_ocp(
            rows,
            steps,
            keep_first=bool(transforms.get("keep_first_ocp_point")),
            branch=transforms.get("ocp_branch"),
        )
    if transforms.get("sort"):
        rows = sort(rows)
    if transforms.get("remove_duplicates"):
        rows = remove_duplicates(rows)
    if transforms.get("remove_extremes"):
        rows = remove_extremes(rows)
    for column, described in (transforms.get("filters") or {}).items():
        rows = smooth(rows, column, described.get("parameters") or {})
    if transforms.get("interpolate") is not None:
        rows = interpolate(rows, transforms["interpolate"])
    if transforms.get("units"):
        rows = converted(rows, transforms["units"])
    return rows


def rest_to_ocp(
    rows: pl.DataFrame, steps: pl.DataFrame | None, *, keep_first: bool, branch: str | None = None
) -> pl.DataFrame:
    """Take the last row of each rest: relaxed voltage against the capacity drawn so far.

    A rest is of the branch of the charge that flowed last before it, outside of rests. What comes
    before any charge has flowed is of the branch that follows.

    Parameters
    ----------
    rows : polars.DataFrame
        The chosen rows.
    steps : polars.DataFrame or None
        The chosen steps, their indices counted from the first of `rows`.
    keep_first : bool
        Whether the first row is a point too.
    branch : {"discharge", "charge", "both"}, optional
        Keep the rests of one branch, in the order of capacity, or those of both in the order of
        time. By default all are in the order of capacity, with a warning if the branches then
        lie among each other.

    Returns
    -------
    polars.DataFrame
        ``Capacity [A.h]``, from 0, and ``Voltage [V]``.
    """
    import polars as pl

    if steps is None or "Step type" not in steps.columns:
        raise ValueError("rest_to_ocp needs steps with a 'Step type'")
    resting = pl.col("Step type").fill_null("") == "Rest"
    if not steps.select(resting.any()).item():
        raise ValueError("rest_to_ocp needs rests, and there are none among the chosen steps")
    net = _net_charge(rows, steps)
    points = (
        steps.select(
            pl.col("End index").alias("row"),
            net.cum_sum().alias("drawn"),
            pl.when(~resting).then(net).otherwise(0.0).cum_sum().alias("flowed"),
            resting.alias("is point"),
        )
        .filter("is point")
        .drop("is point")
    )
    if keep_first:
        first = pl.DataFrame({"row": [0], "drawn": [0.0], "flowed": [0.0]}, points.schema)
        points = pl.concat([first, points])
    since = pl.col("flowed").diff().fill_null(pl.col("flowed"))
    side = pl.when(since.abs() > _STANDS_STILL * since.abs().max()).then(since.sign())
    curve = points.select(
        points["drawn"].alias("Capacity [A.h]"),
        rows["Voltage [V]"].gather(points["row"]).alias("Voltage [V]"),
        points.select(side.forward_fill().alias("side"))["side"],
    )
    if branch in ("discharge", "charge"):
        wanted = 1.0 if branch == "discharge" else -1.0
        curve = curve.filter(pl.col("side").backward_fill() == wanted)
        if curve.is_empty():
            raise ValueError(f"ocp_branch is {branch!r}, and no rest comes after a {branch}")
    if branch != "both":
        curve = curve.sort("Capacity [A.h]", maintain_order=True)
    if branch is None:
        _warn_of_mixed_branches(curve)
    least = pl.col("Capacity [A.h]").min()
    return curve.select(pl.col("Capacity [A.h]") - least, "Voltage [V]")


def _warn_of_mixed_branches(curve: pl.DataFrame) -> None:
    """Warn if points after charge lie among those after discharge in the order of capacity."""
    side = curve["side"].drop_nulls()
    if side.rle_id().max() in (None, 0, 1):
        return
    warnings.warn(
        f"rest_to_ocp puts {(side > 0).sum()} rests after a discharge and {(side < 0).sum()} "
        "after a charge into one curve, in the order of capacity, so that the two branches lie "
        "among each other. Choose one with ocp_branch='discharge' or 'charge', or keep the order "
        "of time with ocp_branch='both'",
        UserWarning,
        stacklevel=callers_level(),
    )


def _net_charge(rows: pl.DataFrame, steps: pl.DataFrame) -> pl.Series:
    """Return what each step discharged less what it charged, in A.h.

    The step table says it; otherwise it is summed up over the rows of the step.
    """
    import polars as pl

    from ionworks.tables.amounts import accumulate, real_numbers

    out, into = CAPACITIES
    if set(CAPACITIES) <= set(steps.columns) and not any(steps[n].has_nulls() for n in CAPACITIES):
        return steps[out] - steps[into]
    if not set(CAPACITIES) <= set(rows.columns):
        _need(rows, "rest_to_ocp", "Time [s]")
        _need(rows, "rest_to_ocp", "Current [A]")
    begins = pl.int_range(pl.len()).is_in(steps["Start index"].to_list())
    step = begins.cum_sum().alias("step")
    running = accumulate(real_numbers(rows).with_columns(step), "step")
    discharge, charge = (pl.col(name).forward_fill().over("step") for name in CAPACITIES)
    net = running.select((discharge - charge).fill_null(0.0)).to_series()
    return net.gather(steps["End index"])


def sort(rows: pl.DataFrame) -> pl.DataFrame:
    """Let voltage fall and capacity rise from 0, then drop duplicates."""
    import polars as pl

    column = _capacity(rows, "sort")
    _need(rows, "sort", "Voltage [V]")
    if rows.height and rows["Voltage [V]"][0] < rows["Voltage [V]"][-1]:
        rows = rows.reverse()
    from_first = pl.col(column) - pl.col(column).first()
    falls = rows.height > 0 and rows[column][-1] < rows[column][0]
    return remove_duplicates(rows.with_columns(-from_first if falls else from_first))


def remove_duplicates(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the first row of each capacity, and of these the first of each voltage."""
    column = _capacity(rows, "remove_duplicates")
    _need(rows, "remove_duplicates", "Voltage [V]")
    for unique in (column, "Voltage [V]"):
        rows = rows.unique(unique, keep="first", maintain_order=True)
    return rows


def remove_extremes(rows: pl.DataFrame) -> pl.DataFrame:
    """Cut off both ends as far as voltage is a straight line over capacity."""
    column = _capacity(rows, "remove_extremes")
    _need(rows, "remove_extremes", "Voltage [V]")
    if rows.height < 3:
        return rows
    slope = _gradient(rows["Voltage [V]"], rows[column])
    bent = (_gradient(slope, rows[column]).abs() > _FLAT).fill_null(value=False).arg_true()
    if bent.is_empty():
        return rows.clear()
    return rows.slice(bent[0], bent[-1] - bent[0] + 1)


def _gradient(y: pl.Series, x: pl.Series) -> pl.Series:
    """Differentiate, to second order inside and first order at the ends."""
    import polars as pl

    before, after = pl.col("x").diff(), pl.col("x").diff().shift(-1)
    rise_before, rise_after = pl.col("y").diff(), pl.col("y").diff().shift(-1)
    inside = (rise_after * before / after + rise_before * after / before) / (before + after)
    return (
        pl.DataFrame({"y": y, "x": x})
        .select(pl.coalesce(inside, rise_after / after, rise_before / before).alias("gradient"))
        .to_series()
    )


def smooth(rows: pl.DataFrame, column: str, parameters: Mapping[str, Any]) -> pl.DataFrame:
    """Smooth a column by a Savitzky-Golay filter."""
    from importlib import import_module

    import polars as pl

    _need(rows, "filters", column)
    if rows[column].null_count():
        raise ValueError(f"column {column!r} has gaps, which the filter would spread; fill them")
    try:
        signal: Any = import_module("scipy.signal")
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "the filter 'savgol' needs scipy; install it with: pip install 'ionworks-api[smooth]'",
            name=missing.name,
        ) from missing
    smoothed = signal.savgol_filter(rows[column].to_numpy(), **parameters)
    return rows.with_columns(pl.Series(column, smoothed))


def interpolate(rows: pl.DataFrame, grid: float | list[float]) -> pl.DataFrame:
    """Interpolate the numeric columns linearly in time; beyond the ends they stay constant.

    Parameters
    ----------
    rows : polars.DataFrame
        With ``Time [s]``; rows without a time are left out.
    grid : float or list of float
        A spacing in seconds, from the first time to before the last, or the times.

    Returns
    -------
    polars.DataFrame
        The numeric columns as fractions, ``Time [s]`` last.
    """
    import polars as pl
    from polars import selectors

    _need(rows, "interpolate", "Time [s]")
    known = (
        rows.select(selectors.numeric().cast(pl.Float64))
        .filter(pl.col("Time [s]").is_not_null())
        .sort("Time [s]", maintain_order=True)
    )
    columns = [column for column in known.columns if column != "Time [s]"]
    if known.is_empty():
        return known.select(*columns, "Time [s]")
    if isinstance(grid, list):
        times = pl.Series(grid, dtype=pl.Float64)
    else:
        first, last = known["Time [s]"][0], known["Time [s]"][-1]
        count = math.ceil((last - first) / grid)
        times = pl.int_range(count, eager=True).cast(pl.Float64) * grid + first
    asked = pl.DataFrame({"Time [s]": times}).with_row_index("order").sort("Time [s]")
    known = known.with_columns(pl.col("Time [s]").alias("known at"))
    below, above = (
        asked.join_asof(known, on="Time [s]", strategy=strategy)
        for strategy in ("backward", "forward")
    )
    both = below.hstack(above.select(pl.all().name.suffix(" above")))
    span = pl.col("known at above") - pl.col("known at")
    share = pl.when(span > 0).then((pl.col("Time [s]") - pl.col("known at")) / span).otherwise(0.0)
    return both.sort("order").select(
        *(
            # Beyond an end there is a neighbour on one side alone.
            pl.when(pl.col("known at").is_null())
            .then(pl.col(f"{column} above"))
            .when(pl.col("known at above").is_null() | (share == 0))
            .then(pl.col(column))
            .otherwise(pl.col(column) + (pl.col(f"{column} above") - pl.col(column)) * share)
            .alias(column)
            for column in columns
        ),
        "Time [s]",
    )


def _capacity(rows: pl.DataFrame, transform: str) -> str:
    """Find the one capacity column."""
    found = [column for column in rows.columns if column.startswith("Capacity [")]
    if len(found) != 1:
        stated = f"has {', '.join(map(repr, found))}" if found else "has none"
        raise ValueError(
            f"{transform} needs one column 'Capacity [...]' and the data {stated}; "
            "`capacity_column` names the one to take"
        )
    return found[0]


def _need(rows: pl.DataFrame, transform: str, column: str) -> None:
    if column not in rows.columns:
        raise ValueError(
            f"{transform} needs a column {column!r}; the data has "
            f"{', '.join(map(repr, rows.columns))}"
        )
