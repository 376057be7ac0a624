"""Many measurements as one tall frame; one that fails does not lose the others."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterable
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from ionworks._forks import check_polars
from ionworks.errors import IonworksError, SeriesMismatchError
from ionworks.ids import ids_of, is_one
from ionworks.pagination import PaginatedList
from ionworks.records import CellMeasurement
from ionworks.resources._checks import callers_level
from ionworks.tables.stacking import stack

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    import polars as pl

    from ionworks._io.runtime import Runtime
    from ionworks.client import AsyncIonworks
    from ionworks.tables import AnyFrame

# What a bulk read may repeat in all, so that it does not press on a service that fails.
_SHARED_RETRIES = 32


@frozen
class ReadMany:
    """What a bulk read gave.

    Attributes
    ----------
    frame : polars.DataFrame or pandas.DataFrame
        All that could be read, one below the other, with the columns ``Measurement id``,
        ``Measurement``, ``Cell instance`` and ``Cell specification`` in front. A column that
        some of them lack is null there. A column of a measurement that has one of these names
        is called ``Measurement (series)``, for example.
    errors : dict of str to IonworksError
        What could not be read, or does not fit the measurements before it
        (`SeriesMismatchError`), by measurement id. A column has one kind of value: numbers,
        text, dates and times, or one other type; the first measurement that has values in it
        decides.
    """

    frame: AnyFrame = field(repr=lambda frame: f"<{len(frame)} rows>")
    errors: dict[str, IonworksError] = field(factory=dict)

    def raise_for_errors(self) -> None:
        """Raise the first error, if there is one."""
        for problem in self.errors.values():
            raise problem


async def measurements_of(given: Any) -> list[str | CellMeasurement]:
    """List what a bulk read is asked for, and warn if it is one page of a longer list.

    Raises
    ------
    TypeError
        This is not a collection of ids and records.
    """
    if isinstance(given, PaginatedList) and given.count < given.total:
        warnings.warn(
            f"{given.count} of {given.total} measurements are read: what was given is one page "
            "of the list. Pass the results of `iter` to read all, or `page.items` to read this "
            "page without this warning",
            UserWarning,
            stacklevel=callers_level(),
        )
    wanted = [one async for one in given] if isinstance(given, AsyncIterable) else given
    wanted = wanted if is_one(wanted) else list(wanted)
    ids = ids_of(wanted, "measurements")
    # What is known of a measurement is not asked for again.
    return [
        one if isinstance(one, CellMeasurement) else ident
        for one, ident in zip(wanted, ids, strict=True)
    ]


async def read_each(
    client: AsyncIonworks,
    measurements: Iterable[str | CellMeasurement],
    read: Callable[[Runtime, str], Coroutine[Any, Any, pl.DataFrame]],
    *,
    max_parallel: int,
    progress: Callable[[int, int], None] | None,
) -> tuple[pl.DataFrame, dict[str, IonworksError]]:
    """Read each measurement and stack what came."""
    check_polars()
    import polars as pl

    budgeted = client._with_retry_budget(_SHARED_RETRIES)
    runtime = budgeted._runtime
    wanted = {one if isinstance(one, str) else one.id: one for one in measurements}
    done = 0

    async def one(ident: str) -> tuple[CellMeasurement, pl.DataFrame] | IonworksError:
        nonlocal done
        try:
            known = wanted[ident]
            if isinstance(known, CellMeasurement):
                return known, await read(runtime, ident)
            both: list[Any] = await runtime.backend.gather(
                [partial(budgeted.cell_measurement.get, ident), partial(read, runtime, ident)],
                limit=2,
            )
            return both[0], both[1]
        except IonworksError as problem:
            return problem
        finally:
            done += 1
            if progress is not None:
                progress(done, len(wanted))

    outcomes = await runtime.backend.gather(
        [partial(one, ident) for ident in wanted], limit=max_parallel
    )
    errors = {i: o for i, o in zip(wanted, outcomes, strict=True) if isinstance(o, IonworksError)}
    read_ones = [outcome for outcome in outcomes if not isinstance(outcome, IonworksError)]
    names = await _parents(budgeted, [record for record, _ in read_ones], max_parallel)
    frames = {}
    for record, frame in read_ones:
        cell, spec = names[record.cell_instance_id]
        labels = {
            "Measurement id": record.id,
            "Measurement": record.name,
            "Cell instance": cell,
            "Cell specification": spec,
        }
        frames[record.id] = frame.select(
            *(pl.lit(value).alias(label) for label, value in labels.items()),
            *(
                pl.col(column).alias(f"{column} (series)" if column in labels else column)
                for column in frame.columns
            ),
        )
    stacked, misfits = await runtime.backend.run_in_thread(stack, frames)
    for ident, reason in misfits.items():
        errors[ident] = SeriesMismatchError(
            f"{reason}; read this measurement by itself, or leave the column out with `columns`"
        )
    return stacked, errors


async def _parents(
    client: AsyncIonworks, records: list[CellMeasurement], max_parallel: int
) -> dict[str, tuple[str, str]]:
    """Name the cell and the specification of each cell, asking for each once."""
    ids = list(dict.fromkeys(record.cell_instance_id for record in records))
    gather = client._runtime.backend.gather
    cells = await gather(
        [partial(client.cell_instance.get, ident) for ident in ids], limit=max_parallel
    )
    spec_ids = list(dict.fromkeys(cell.cell_specification_id for cell in cells))
    specs = await gather(
        [partial(client.cell_spec.get, ident) for ident in spec_ids], limit=max_parallel
    )
    name_of = {ident: spec.name for ident, spec in zip(spec_ids, specs, strict=True)}
    return {
        ident: (cell.name, name_of[cell.cell_specification_id])
        for ident, cell in zip(ids, cells, strict=True)
    }
