"""Compatibility: helpers that the `ionworksdata` package imports, over numpy arrays.

The names and results are a contract with that package. Code of our own uses `check` and
the single checks instead.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ionworks._forks import check_polars
from ionworks.validators.functions import as_polars, findings
from ionworks.validators.limits import CAPACITY_ENERGY_INTEGRAL_TOLERANCE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ionworks.issues import ValidationIssue
    from ionworks.tables import TableLike

    Floats = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.intp]

__all__ = [
    "CAPACITY_ENERGY_INTEGRAL_TOLERANCE",
    "positive_current_is_charge",
    "running_step_reset_integral",
    "step_boundary_idx",
    "validate_positive_current_is_discharge",
    "worst_row_relative_error",
]


def positive_current_is_charge(
    t: npt.ArrayLike, current: npt.ArrayLike, voltage: npt.ArrayLike
) -> tuple[bool, float]:
    """Tell from one step whether positive current charges.

    Parameters
    ----------
    t, current, voltage : array_like
        Time in s, current in A and voltage in V; rows without all three are left out.

    Returns
    -------
    charge : bool
        Positive current charges.
    p : float
        From 0 to 1, where 1 is no evidence.

    Examples
    --------
    >>> from ionworks.validators import positive_current_is_charge
    >>> charge, p = positive_current_is_charge(range(5), [1] * 5, [3.0, 3.1, 3.2, 3.3, 3.4])
    >>> charge, p < 0.01
    (True, True)
    """
    check_polars()
    import numpy as np
    import polars as pl

    from ionworks.validators.checks.current_sign import judge_run

    columns = [np.asarray(values, dtype=float) for values in (t, voltage, current)]
    kept = np.logical_and.reduce([np.isfinite(values) for values in columns])
    rows = pl.DataFrame(
        dict(zip(("t", "v", "i"), (values[kept] for values in columns), strict=True))
    )
    return judge_run(rows)


def validate_positive_current_is_discharge(
    df: TableLike, *, step_col: str | None = None
) -> list[ValidationIssue]:
    """Check that positive current discharges.

    Parameters
    ----------
    df : table
        With `Time [s]`, `Voltage [V]` and `Current [A]`; passed over without one of them.
    step_col : str, optional
        Column that numbers the steps; without it, stretches of one sign of the current are
        taken for steps.
    """
    from ionworks.validators.checks.current_sign import CurrentSign

    frame = as_polars(df)
    by_sign = step_col is None or step_col not in frame.columns
    check = CurrentSign(frame, by_sign=by_sign)
    return findings(frame, check, **({} if step_col is None else {"step_column": step_col}))


def step_boundary_idx(labels: npt.ArrayLike) -> Rows:
    """Return for each row the row at which its run of equal labels starts.

    Examples
    --------
    >>> from ionworks.validators import step_boundary_idx
    >>> step_boundary_idx([0, 0, 1, 1, 0]).tolist()
    [0, 0, 2, 2, 4]
    """
    import numpy as np

    values = np.asarray(labels)
    rows = np.arange(values.size, dtype=np.intp)
    starts = np.ones(values.size, dtype=bool)
    starts[1:] = values[1:] != values[:-1]
    return np.maximum.accumulate(np.where(starts, rows, 0)) if values.size else rows


def running_step_reset_integral(
    signed: npt.ArrayLike,
    time: npt.ArrayLike,
    step_data: npt.ArrayLike | None = None,
    *,
    boundary_idx: npt.ArrayLike | None = None,
) -> Floats:
    """Integrate over time in hours by trapezoids, from 0 at the start of each run.

    Parameters
    ----------
    signed, time : array_like
        What to integrate, and time in s. A row without both has no integral, and the
        trapezoid spans from the row before it to the one after it.
    step_data : array_like, optional
        Labels; each run of equal ones starts again.
    boundary_idx : array_like, optional
        The result of `step_boundary_idx` in place of labels. With neither, the integral
        runs from the first row.

    Returns
    -------
    numpy.ndarray
        The integral in the unit of `signed` times hours.

    Examples
    --------
    >>> from ionworks.validators import running_step_reset_integral
    >>> running_step_reset_integral([2.0, 2.0, 2.0], [0, 1800, 3600], [0, 0, 1]).tolist()
    [0.0, 1.0, 0.0]
    """
    import numpy as np
    import polars as pl

    from ionworks.tables.amounts import area, half_hours

    y, t = np.asarray(signed, dtype=float), np.asarray(time, dtype=float)
    known = np.flatnonzero(np.isfinite(y) & np.isfinite(t))
    result = np.full(y.size, np.nan)
    if not known.size:
        return result
    rows = pl.DataFrame({"y": y[known], "t": t[known]})
    moved = area(pl.col("y"), half_hours(pl.col("t")))
    result[known] = rows.select(moved.cum_sum()).to_series().to_numpy()
    if boundary_idx is None and step_data is None:
        return result
    starts = np.asarray(
        step_boundary_idx(step_data if step_data is not None else ())
        if boundary_idx is None
        else boundary_idx
    )
    # A run begins at its first row that has a value.
    first_known = known[np.minimum(np.searchsorted(known, starts), known.size - 1)]
    return np.asarray(result - result[first_known], dtype=np.float64)


def worst_row_relative_error(
    reported: npt.ArrayLike, integrated: npt.ArrayLike
) -> tuple[int, float, float]:
    """Find the row in which two columns differ most.

    Returns
    -------
    row : int
        The first row with the largest difference.
    error : float
        That difference over `scale`; infinite if there is nothing to compare.
    scale : float
        The largest size in either column; 0 if there is none or it is not finite.

    Examples
    --------
    >>> from ionworks.validators import worst_row_relative_error
    >>> worst_row_relative_error([0.0, 1.0, 2.0], [0.0, 1.0, 1.0])
    (2, 0.5, 2.0)
    """
    import numpy as np

    columns = [np.asarray(values, dtype=float) for values in (reported, integrated)]
    sizes = np.abs(np.concatenate(columns))
    sizes = sizes[~np.isnan(sizes)]
    scale = float(sizes.max()) if sizes.size else 0.0
    if scale == 0.0 or not math.isfinite(scale):
        return 0, math.inf, 0.0
    difference = np.abs(columns[0] - columns[1])
    if np.isnan(difference).all():
        return 0, math.inf, scale
    row = int(np.nanargmax(difference))
    return row, float(difference[row]) / scale, scale
