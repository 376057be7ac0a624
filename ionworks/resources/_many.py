"""Many measurements as one tall frame; one that fails does not lose the others."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import field, frozen

from ionworks._deprecation import callers_level
from ionworks._forks import check_polars
from ionworks.errors import IonworksError, SeriesMismatchError
from ionworks.ids import ids_of, is_one
from ionworks.notebook import read_many_html
from ionworks.pagination import PaginatedList
from ionworks.records import CellMeasurement, ProjectMeasurement
from ionworks.resources._arguments import require_parallel
from ionworks.tables import to_polars
from ionworks.tables.stacking import shown_names, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    import numpy as np
    import polars as pl
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from ionworks._io.runtime import Runtime
    from ionworks.client import AsyncIonworks
    from ionworks.plots.figures import AxesLike
    from ionworks.records import CellInstance, CellSpecification
    from ionworks.tables import AnyFrame

T = TypeVar("T")

_NAMED = 5  # the most names in a warning

# Records of fewer measurements are asked for one by one.
_WORTH_A_LIST = 4
_LARGEST_PAGE = 1000
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

    def _repr_html_(self) -> str:
        return read_many_html(self.frame, self.errors)


@frozen
class CycleSummary(ReadMany):
    """The cycles of many measurements.

    Attributes
    ----------
    frame : polars.DataFrame or pandas.DataFrame
        One row a cycle a measurement, with ``Measurement id``, ``Measurement``, ``Cell instance``
        and ``Cell specification`` in front; see `cycle_summary` for the others.
    errors : dict of str to IonworksError
        What could not be read, by measurement id.
    """

    def plot(
        self,
        *,
        y: str = "Capacity retention",
        x: str = "Cycle count",
        ax: AxesLike | None = None,
        title: str | None = None,
        show: bool = False,
    ) -> tuple[Figure, NDArray[np.object_]]:
        """Plot a quantity of the cycles, a line for each measurement.

        Needs matplotlib, the extra ``plot``.

        Parameters
        ----------
        y : str, default "Capacity retention"
            The column to plot; ratios are shown in %.
        x : str, default "Cycle count"
            What to plot over, such as ``Capacity throughput [A.h]``.
        ax : matplotlib.axes.Axes, optional
            Axes to draw into; by default a new figure with a legend beside it.
        title : str, optional
            Title of the figure, or of the axes that are given.
        show : bool, default False
            Whether to show the figure at once.

        Returns
        -------
        fig : matplotlib.figure.Figure
            The figure.
        ax : numpy.ndarray of matplotlib.axes.Axes
            The one pair of axes.

        Raises
        ------
        polars.exceptions.ColumnNotFoundError
            A column is missing.
        """
        from ionworks.plots import plot_fade

        return plot_fade(to_polars(self.frame), y=y, x=x, ax=ax, title=title, show=show)


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
    require_parallel(max_parallel)
    check_polars()
    budgeted = client._with_retry_budget(_SHARED_RETRIES)
    runtime = budgeted._runtime
    wanted = {one if isinstance(one, str) else one.id: one for one in measurements}
    done = 0

    async def one(ident: str) -> pl.DataFrame | IonworksError:
        nonlocal done
        try:
            return await read(runtime, ident)
        except IonworksError as problem:
            return problem
        finally:
            done += 1
            if progress is not None:
                progress(done, len(wanted))

    async def read_all() -> list[pl.DataFrame | IonworksError]:
        jobs = [partial(one, ident) for ident in wanted]
        return await runtime.backend.gather(jobs, limit=max_parallel)

    async def describe_all() -> list[dict[str, str] | IonworksError]:
        described = await _labels(budgeted, wanted, max_parallel)
        return [described[ident] for ident in wanted]

    # Neither needs the other, so a slow line delays both only once.
    both: list[Any] = await runtime.backend.gather([read_all, describe_all], limit=2)
    errors: dict[str, IonworksError] = {}
    frames: dict[str, pl.DataFrame] = {}
    for ident, came, labels in zip(wanted, *both, strict=True):
        if isinstance(labels, IonworksError):
            errors[ident] = labels
        elif isinstance(came, IonworksError):
            errors[ident] = came
        else:
            frames[ident] = labelled(came, labels)
    stacked, misfits = await runtime.backend.run_in_thread(stack, frames)
    for ident, reason in misfits.items():
        errors[ident] = SeriesMismatchError(
            f"{reason}; read this measurement by itself, or leave the column out with `columns`"
        )
    return stacked, errors


def labelled(frame: pl.DataFrame, labels: Mapping[str, str | None]) -> pl.DataFrame:
    """Put labels in front of each row of a table; one that is not known is null."""
    import polars as pl

    return frame.select(
        *(pl.lit(value, pl.String).alias(label) for label, value in labels.items()),
        **{name: pl.col(column) for name, column in shown_names(frame.columns, labels).items()},
    )


async def labels_of(
    client: AsyncIonworks, measurements: Any, *, max_parallel: int
) -> dict[str, dict[str, str] | IonworksError]:
    """Return what is written beside the rows of each measurement, or why it is not known.

    Raises
    ------
    ValueError
        `max_parallel` is below 1.
    """
    require_parallel(max_parallel)
    wanted = {
        one if isinstance(one, str) else one.id: one for one in await measurements_of(measurements)
    }
    found = await _labels(client, wanted, max_parallel)
    return {ident: found[ident] for ident in wanted}


async def labels_of_all(
    client: AsyncIonworks, measurements: Any, *, max_parallel: int
) -> dict[str, dict[str, str]]:
    """Return what is written beside the rows of each measurement; none may be missing.

    Raises
    ------
    IonworksError
        A record cannot be read; a note of the error has the ids of all such measurements.
    ValueError
        `max_parallel` is below 1.
    """
    found = await labels_of(client, measurements, max_parallel=max_parallel)
    failed = {ident: one for ident, one in found.items() if isinstance(one, IonworksError)}
    for problem in failed.values():
        problem.add_note(
            f"{len(failed)} of {len(found)} measurements cannot be read: {', '.join(failed)}. One "
            "frame needs all of them; leave these out. `read_many` and `ionworks.map_measurements` "
            "read the others, and have the failed ones in `.errors`"
        )
        raise problem
    return {ident: one for ident, one in found.items() if not isinstance(one, IonworksError)}


async def _labels(
    client: AsyncIonworks, wanted: Mapping[str, str | CellMeasurement], max_parallel: int
) -> dict[str, dict[str, str] | IonworksError]:
    """Return what is written beside the rows of each measurement."""
    records = await _records(client, wanted, max_parallel)
    found = [one for one in records.values() if isinstance(one, CellMeasurement)]
    known = {one.id: pair for one in found if (pair := _known_parents(one)) is not None}
    parents = await _parents(client, [one for one in found if one.id not in known], max_parallel)

    def labels(record: CellMeasurement) -> dict[str, str] | IonworksError:
        names = known.get(record.id) or parents[record.cell_instance_id]
        if isinstance(names, IonworksError):
            return names
        cell, spec = (one if isinstance(one, str) else one.name for one in names)
        return {
            "Measurement id": record.id,
            "Measurement": record.name,
            "Cell instance": cell,
            "Cell specification": spec,
        }

    return {
        ident: labels(one) if isinstance(one, CellMeasurement) else one
        for ident, one in records.items()
    }


async def rated_capacities(
    client: AsyncIonworks, wanted: Iterable[str | CellMeasurement], max_parallel: int
) -> dict[str, float]:
    """Return the rated capacity of each measurement's cell in A.h, where there is one."""
    from ionworks.validators import rated_capacity

    asked = {one if isinstance(one, str) else one.id: one for one in wanted}
    records = await _records(client, asked, max_parallel)
    found = [one for one in records.values() if isinstance(one, CellMeasurement)]
    parents = await _parents(client, found, max_parallel)
    rated: dict[str, float] = {}
    lacking: dict[str, str] = {}
    for record in found:
        pair = parents[record.cell_instance_id]
        if isinstance(pair, IonworksError):  # its cycles cannot be labelled: an error by itself
            continue
        _, spec = pair
        try:
            rated[record.id] = rated_capacity(spec.ratings or {})
        except ValueError as problem:
            lacking[spec.name] = str(problem)
    for name, reason in lacking.items():
        warnings.warn(
            f"the cells of the specification {name!r} have no retention: {reason}",
            UserWarning,
            stacklevel=callers_level(),
        )
    return rated


def warn_of_no_retention(
    summary: pl.DataFrame, reference: Any, *, among: Collection[str] | None
) -> None:
    """Warn of measurements that returned charge and have no retention in any cycle."""
    import polars as pl

    if summary.is_empty():
        return
    one = summary.group_by("Measurement id", maintain_order=True).agg(
        pl.col("Cell instance", "Measurement").first(),
        pl.col("Capacity retention").is_null().all().alias("lacks"),
        (pl.col("Discharge capacity [A.h]", "Charge capacity [A.h]") > 0).any(),
        pl.col("Cycle count").min().alias("first"),
        pl.col("Cycle count").max().alias("last"),
    )
    moved = pl.any_horizontal("Discharge capacity [A.h]", "Charge capacity [A.h]")
    lacking = one.filter("lacks", moved)
    if among is not None:
        lacking = lacking.filter(pl.col("Measurement id").is_in([*among]))
    if lacking.is_empty():
        return
    names = [
        f"{cell}/{name} (cycles {first} to {last})"
        for _, cell, name, *_, first, last in lacking.head(_NAMED).iter_rows()
    ]
    more = len(lacking) - len(names)
    warnings.warn(
        f"{len(lacking)} of {len(one)} measurements have no retention, since reference is "
        f"{reference!r} and they have no such cycle, or no whole one: {', '.join(names)}"
        f"{f' and {more} more' if more else ''}",
        UserWarning,
        stacklevel=callers_level(),
    )


def _known_parents(record: CellMeasurement) -> tuple[str, str] | None:
    """Return the names of cell and specification where the record has them."""
    if not isinstance(record, ProjectMeasurement):
        return None
    names = [(parent or {}).get("name") for parent in (record.instance, record.specification)]
    cell, spec = names
    return (cell, spec) if isinstance(cell, str) and isinstance(spec, str) else None


async def _records(
    client: AsyncIonworks, wanted: Mapping[str, str | CellMeasurement], max_parallel: int
) -> dict[str, CellMeasurement | IonworksError]:
    """Return the record of each measurement, or why there is none.

    Many measurements are mostly of few cells. So those of a cell are asked for in one list, as
    long as that finds most of what is left.
    """
    found: dict[str, CellMeasurement | IonworksError] = {
        ident: one for ident, one in wanted.items() if isinstance(one, CellMeasurement)
    }
    get = client.cell_measurement.get

    def missing() -> list[str]:
        return [ident for ident in wanted if ident not in found]

    while len(left := missing()) >= _WORTH_A_LIST:
        found |= await _each(client, get, left[:1], max_parallel)
        first = found[left[0]]
        if not isinstance(first, CellMeasurement):
            break
        try:
            page = await client.cell_measurement.list(first.cell_instance_id, limit=_LARGEST_PAGE)
        except IonworksError:  # each may still be there by itself
            break
        found.update({one.id: one for one in page if one.id in wanted and one.id not in found})
        if len(missing()) > len(left) / 2:
            break
    return found | await _each(client, get, missing(), max_parallel)


async def _parents(
    client: AsyncIonworks, records: list[CellMeasurement], max_parallel: int
) -> dict[str, tuple[CellInstance, CellSpecification] | IonworksError]:
    """Return the cell and the specification of each cell, asking for each once."""
    wanted = (record.cell_instance_id for record in records)
    cells = await _each(client, client.cell_instance.get, wanted, max_parallel)
    there = [cell for cell in cells.values() if not isinstance(cell, IonworksError)]
    wanted = (cell.cell_specification_id for cell in there)
    specs = await _each(client, client.cell_spec.get, wanted, max_parallel)

    def pair(
        cell: CellInstance | IonworksError,
    ) -> tuple[CellInstance, CellSpecification] | IonworksError:
        if isinstance(cell, IonworksError):
            return cell
        spec = specs[cell.cell_specification_id]
        return spec if isinstance(spec, IonworksError) else (cell, spec)

    return {ident: pair(cell) for ident, cell in cells.items()}


async def _each(
    client: AsyncIonworks,
    get: Callable[[str], Coroutine[Any, Any, T]],
    ids: Iterable[str],
    max_parallel: int,
) -> dict[str, T | IonworksError]:
    """Get the record of each id once, or why there is none."""

    async def one(ident: str) -> T | IonworksError:
        try:
            return await get(ident)
        except IonworksError as problem:
            return problem

    wanted = list(dict.fromkeys(ids))
    came = await client._runtime.backend.gather(
        [partial(one, ident) for ident in wanted], limit=max_parallel
    )
    return dict(zip(wanted, came, strict=True))
