"""Priors of fits, from values of a dataset."""

from __future__ import annotations

import math
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ionworks._given import is_number, shown

if TYPE_CHECKING:
    import polars as pl

_DISTRIBUTIONS = {"normal": "Normal", "lognormal": "LogNormal"}


def check_width(std: Any, rel_std: Any, distribution: str) -> None:
    """Refuse an unknown distribution or a wrong width, before anything is asked for.

    Raises
    ------
    TypeError, ValueError
        It is not one positive number, or not a known distribution.
    """
    if not isinstance(distribution, str) or distribution not in _DISTRIBUTIONS:
        raise ValueError(f"`distribution` is 'normal' or 'lognormal', not {shown(distribution)}")
    given = {"std": std, "rel_std": rel_std}
    widths = {name: value for name, value in given.items() if value is not None}
    if len(widths) != 1:
        raise ValueError(
            "pass one of `std` and `rel_std`: a single value does not say how much it spreads"
        )
    ((name, width),) = widths.items()
    if not is_number(width):
        raise TypeError(f"`{name}` is a number, not {shown(width)}")
    if not (math.isfinite(width) and width > 0):
        raise ValueError(f"`{name}` is positive and finite, not {width!r}")


def prior_of(
    frame: pl.DataFrame,
    column: str,
    parameter_name: str,
    *,
    std: float | None,
    rel_std: float | None,
    distribution: str,
    regularizer_weight: float | None,
    row: int | None,
) -> Any:
    """Make a prior of one value of a table.

    Raises
    ------
    ValueError
        The column, the row or the value is not what it should be.
    ModuleNotFoundError
        The package ``ionworks-schema`` is not installed.
    """
    value = _value(frame, column, row)
    if distribution == "lognormal":
        if value <= 0:
            raise ValueError(f"{column!r} is {value}; a lognormal prior needs a positive value")
        mean, width = math.log(value), std if std is not None else rel_std
    else:
        mean = value
        width = std if std is not None else (rel_std or 0.0) * abs(value)
    if width is None or not (math.isfinite(width) and width > 0):
        raise ValueError(
            f"the prior would have the width {width}; `rel_std` is a fraction of the value, which "
            f"is {value}. Pass `std`"
        )
    try:
        schema: Any = import_module("ionworks_schema")
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "a prior needs the package ionworks-schema: pip install ionworks-schema"
        ) from missing
    spread = getattr(schema.stats, _DISTRIBUTIONS[distribution])
    prior = schema.priors.Prior
    return prior(
        parameter_name,
        spread(mean=mean, std=width),
        **({} if regularizer_weight is None else {"regularizer_weight": regularizer_weight}),
    )


def _value(frame: pl.DataFrame, column: str, row: int | None) -> float:
    if column not in frame.columns:
        raise ValueError(f"the dataset has no column {column!r}; it has {', '.join(frame.columns)}")
    if row is None:
        if frame.height != 1:
            raise ValueError(f"the dataset has {frame.height} rows; pass `row`, counted from 0")
        row = 0
    if isinstance(row, bool) or not isinstance(row, int):
        raise TypeError(f"`row` is a number, not {shown(row)}")
    if not 0 <= row < frame.height:
        raise ValueError(f"`row` is {row}; the dataset has {frame.height} rows, counted from 0")
    value = frame[column][row]
    if value is None:
        raise ValueError(f"{column!r} has no value in row {row}")
    return float(value)
