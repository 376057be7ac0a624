"""The checks on a time series before it is uploaded."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from ionworks._deprecation import callers_level

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from ionworks.client import AsyncIonworks
    from ionworks.quantities import Quantity
    from ionworks.resources._drafts import TimeSeriesDraft


@frozen
class CheckOptions:
    """What the caller asked of the checks. Whoever shows the warnings himself wants none here."""

    strict: bool = False
    rated_capacity: float | Quantity | None = None
    voltage_window: tuple[float, float] | None = None
    skip_checks: Iterable[str] | None = None
    against_spec: bool = False
    warns: bool = True


async def check_draft(
    client: AsyncIonworks,
    cell_instance_id: str,
    draft: TimeSeriesDraft,
    options: CheckOptions,
    *,
    follows: pl.DataFrame | None = None,
) -> None:
    """Check a series, with what the specification of its cell says if that is asked for.

    Rows that continue a stored series are checked together with its last rows, `follows`.

    Raises
    ------
    MeasurementValidationError
        The data did not pass.
    ValueError
        An option, or a rating of the specification, cannot be read.
    """
    from ionworks.validators import check

    if options.against_spec:
        options = await _with_ratings(client, cell_instance_id, options)
    report = await client._runtime.backend.run_in_thread(
        partial(
            check,
            draft.time_series,
            strict=options.strict,
            data_type=draft.data_type,
            steps=draft.steps,
            rated_capacity=options.rated_capacity,
            voltage_window=options.voltage_window,
            skip_checks=options.skip_checks,
            start_time=draft.metadata.get("start_time"),
            end_time=draft.metadata.get("end_time"),
            follows=follows,
        )
    )
    if draft.in_pandas:
        report = report.for_pandas()
    report.raise_for_errors()
    for issue in report.warnings if options.warns else ():
        warnings.warn(issue.message, UserWarning, stacklevel=callers_level())


async def _with_ratings(
    client: AsyncIonworks, cell_instance_id: str, options: CheckOptions
) -> CheckOptions:
    """Fill what the caller left out from the ratings of the cell's specification."""
    from ionworks.validators import rated_capacity, voltage_window

    cell = await client.cell_instance.get(cell_instance_id)
    spec = await client.cell_spec.get(cell.cell_specification_id)
    ratings: dict[str, Any] = spec.ratings or {}
    if options.rated_capacity is None:
        options = evolve(options, rated_capacity=rated_capacity(ratings))
    if options.voltage_window is None:
        options = evolve(options, voltage_window=voltage_window(ratings))
    return options
