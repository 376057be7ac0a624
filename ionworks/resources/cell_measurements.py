"""Cell measurements: records, uploads, tags, tables and files."""

from __future__ import annotations

import builtins
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, overload

from attrs import evolve
from ionworks_generated import models
from ionworks_generated.api.cell_measurements import (
    attach_raw_data,
    create_properties_measurement,
    delete_measurement,
    detach_raw_data,
    get_measurement,
    list_cell_instance_measurements,
    list_measurement_files,
    list_measurement_raw_data,
    list_measurement_tags,
    unwatch_measurement,
    update_measurement,
    watch_measurement,
)

from ionworks._deprecation import renamed
from ionworks._given import mapping_of
from ionworks._io.blocking import run
from ionworks._io.bodies import encode_json
from ionworks._io.failures import leaves_doubt
from ionworks._io.operations import payload, require_asked
from ionworks._io.replacing import replacing
from ionworks._io.sinks import FileSink
from ionworks._io.updating import updated
from ionworks.differences import require_on_difference
from ionworks.errors import IonworksError, MeasurementProcessingError
from ionworks.ids import id_of, id_or_none, is_one, one_or_more
from ionworks.pagination import PaginatedList, every_page
from ionworks.progress import reporting
from ionworks.records import (
    CellMeasurement,
    MeasurementBundle,
    MeasurementDetail,
    ProjectMeasurement,
    RawData,
    RecordsById,
    StepsAndCycles,
    TagUsage,
)
from ionworks.resources._arguments import one_spelling, require_parallel
from ionworks.resources._attachments import IMAGE_EXTENSIONS, prepare_targets
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bdf import save_bdf
from ionworks.resources._bodies import body_of, warn_of_units
from ionworks.resources._checks import CheckOptions
from ionworks.resources._create_or_get import (
    UNKNOWN_OUTCOME_ERRORS,
    Wanted,
    find_after_failed_create,
    settle_differences,
)
from ionworks.resources._deletions import deletion_of, matched
from ionworks.resources._design_tables import (
    COLUMNS_OF_MEASUREMENT,
    design_table,
    row_of_measurement,
)
from ionworks.resources._downloads import fetch_linked
from ionworks.resources._drafts import measurement_name, metadata
from ionworks.resources._finding import Design, find_measurements
from ionworks.resources._lazy import StoredSeries, lazy_frame, lazy_frames
from ionworks.resources._many import (
    CycleSummary,
    ReadMany,
    labels_of_all,
    measurements_of,
    rated_capacities,
    read_each,
    warn_of_no_retention,
)
from ionworks.resources._measurement_cache import MeasurementCache, is_over
from ionworks.resources._measurement_files import read_file, save_file, upload_files
from ionworks.resources._measurement_lists import ProjectMeasurementOrderBy, list_of_project
from ionworks.resources._measurement_reads import (
    Table,
    cycles_reader,
    link_to_series,
    read_steps,
    read_time_series,
    table_reader,
)
from ionworks.resources._measurement_tags import change_tags
from ionworks.resources._measurement_uploads import checked_draft, extend, settle, upload
from ionworks.resources._pages import page_of, require_strings
from ionworks.resources._processing import PROCESSING_LIMIT, failed_before, wait_until_ready
from ionworks.resources._queries import (
    MeasurementOrderBy,
    MeasurementType,
    Moment,
    Order,
    contains_filter,
    name_filter,
    texts,
    to_iso,
)
from ionworks.resources._replacing_series import replaced
from ionworks.resources._series_differences import difference_of_series
from ionworks.tables import AnyFrame, SeriesLike, to_backend
from ionworks.tables.bdf import require_ending
from ionworks.tables.cycle_summaries import empty_summary, summarize
from ionworks.tables.electrodes import WorkingElectrode, read_working_electrode
from ionworks.tables.selection import Selection
from ionworks.transforms.amounts import ReferenceLike, read_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
    from os import PathLike

    import dask.dataframe as dd
    import polars as pl

    from ionworks._io.runtime import Runtime
    from ionworks.differences import Difference, OnDifference
    from ionworks.ids import (
        CellInstanceId,
        CellSpecId,
        MaterialId,
        MeasurementId,
        MeasurementIds,
        ProjectId,
        RawDataId,
    )
    from ionworks.pagination import AsyncPages, Pages
    from ionworks.progress import ProgressOption
    from ionworks.quantities import Quantity
    from ionworks.records import Deletion
    from ionworks.resources._named_values import Where
    from ionworks.types import CellMeasurementUpdate, MeasurementDescription


class AsyncCellMeasurements(AsyncResource):
    """Cell measurements: ``client.cell_measurement``."""

    ALLOWED_IMAGE_EXTENSIONS: ClassVar[frozenset[str]] = IMAGE_EXTENSIONS
    """Endings of the names of image files that `validate_images` knows."""

    async def list(
        self,
        cell_instance_id: CellInstanceId,
        limit: int | None = None,
        offset: int | None = None,
        measurement_type: MeasurementType | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        order_by: MeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[CellMeasurement]:
        """List a page of the measurements of a cell.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        measurement_type : {"time_series", "properties", "file"}, optional
            The kind of measurement.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        tags_all, tags_any : iterable of str, optional
            Tags of which a measurement must carry every one, or at least one.
        created_by_email : str, optional
            Part of the creator's address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        started_after, started_before : str or datetime, optional
            Bounds of the start of the test.
        order_by : {"name", "created_at", "updated_at", "start_time"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of CellMeasurement
            One page; ``.total`` counts all matches.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-002"})
        >>> (await client.cell_measurement.list(cell.id, measurement_type="time_series")).total
        0
        """
        page = await self._runtime.call(
            list_cell_instance_measurements,
            id_of(cell_instance_id, "cell_instance_id"),
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            measurement_type=measurement_type,
            tags_all=texts(tags_all, "tags_all"),
            tags_any=texts(tags_any, "tags_any"),
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            start_time_gt=to_iso(started_after, "started_after"),
            start_time_lt=to_iso(started_before, "started_before"),
            order_by=order_by,
            order=order,
        )
        return page_of(CellMeasurement, page, self._links)

    iter = every_page(list)

    async def list_by_project(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        measurement_type: MeasurementType | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        q: str | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        spec_id: CellSpecId | None = None,
        cell_instance_id: CellInstanceId | None = None,
        spec_anode: str | None = None,
        spec_cathode: str | None = None,
        order_by: ProjectMeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[ProjectMeasurement]:
        """List a page of the measurements of a project, with their cells and specifications.

        Parameters
        ----------
        project_id : str or Project, optional
            The project, or its record. Without it the client's own, or else the default project
            of the platform.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 25.
        offset : int, optional
            Results to leave out at the start.
        measurement_type, name, name_exact, created_by_email : str, optional
            As for `list`.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            As for `list`.
        started_after, started_before : str or datetime, optional
            As for `list`.
        q : str, optional
            Text to find in the name, the notes, the tags and the name of the protocol.
        tags_all, tags_any : iterable of str, optional
            Tags of which a measurement must carry every one, or at least one. The service lists
            by `q` and tags apart from the filters below, except `spec_id`; they cannot be
            combined. The cells and specifications then cost a request each.
        spec_name, instance_name, spec_anode, spec_cathode : str, optional
            Part of the name of the specification, of the cell, or of the material of the
            specification's anode or cathode, case-insensitive.
        spec_id, cell_instance_id : str or record, optional
            The specification or the cell.
        order_by : str, optional
            ``"name"``, ``"created_at"`` (the service's default), ``"updated_at"``,
            ``"start_time"``, ``"cell_instance_id"``, ``"step_labels_validated"``,
            ``"cycler"`` or ``"notes"``.
        order : {"asc", "desc"}, optional
            Which way to sort; the service's default is ``"desc"``.

        Returns
        -------
        PaginatedList of ProjectMeasurement
            One page; ``.total`` counts all matches.

        Raises
        ------
        ConfigurationError
            No project was given, the client has none, and the service names no default one.
        ValueError
            Filters were given that the service does not take together.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec, {"name": "M50-004"})
        >>> weighed = {"mass": {"value": 68.1, "unit": "g"}}
        >>> _ = await client.cell_measurement.create_properties(
        ...     cell, name="weighing", properties=weighed, tags=["incoming"]
        ... )
        >>> found = client.cell_measurement.iter_by_project(tags_any=["incoming"])
        >>> [one.name async for one in found]
        ['weighing']
        """
        return await list_of_project(
            self._client,
            self._project(project_id),
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            measurement_type=measurement_type,
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            start_time_gt=to_iso(started_after, "started_after"),
            start_time_lt=to_iso(started_before, "started_before"),
            order_by=order_by,
            order=order,
            spec_id=id_or_none(spec_id, "spec_id"),
            of_parents={
                "spec_name": contains_filter(spec_name, "spec_name"),
                "instance_name": contains_filter(instance_name, "instance_name"),
                "cell_instance_id": id_or_none(cell_instance_id, "cell_instance_id"),
                "spec_anode": contains_filter(spec_anode, "spec_anode"),
                "spec_cathode": contains_filter(spec_cathode, "spec_cathode"),
            },
            of_tags={
                "q": q,
                "tags_all": texts(tags_all, "tags_all"),
                "tags_any": texts(tags_any, "tags_any"),
            },
        )

    iter_by_project = every_page(list_by_project)

    async def find(
        self,
        *,
        name: str | None = None,
        measurement_type: MeasurementType | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        cell_name: str | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[ProjectMeasurement]:
        """Find all measurements of a project that fit, in one call.

        Parameters
        ----------
        name, cell_name, spec_name : str, optional
            Part of the name of the measurement, of its cell or of its specification,
            case-insensitive.
        instance_name : str, optional
            The same as `cell_name`, as `list_by_project` calls it.
        measurement_type : {"time_series", "properties", "file"}, optional
            The kind of measurement.
        tags_all, tags_any : iterable of str, optional
            Tags of which a measurement must carry every one, or at least one.
        started_after, started_before : str or datetime, optional
            Bounds of the start of the test.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time, as for `list`.
        manufacturer, form_factor : str, optional
            Of the specification: part of the manufacturer, case-insensitive; the whole form factor.
        material : str or Material, optional
            Part of the name of a material of any component, or the material.
        where : mapping, optional
            Conditions by the name of a value: text such as ``"> 2 A.h"``, bounds such as
            ``("2 A.h", None)``, or a value that it equals, in any unit. A name stands for each
            value whose path ends with it: ``"loading"`` for that of any component,
            ``"cathode loading"`` for that of one.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one.

        Returns
        -------
        PaginatedList of ProjectMeasurement
            All that fit.

        Raises
        ------
        TypeError, ValueError
            A condition cannot be read.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({
        ...     "name": "Finder 21700",
        ...     "manufacturer": "Acme",
        ...     "ratings": {"capacity": {"value": 5, "unit": "A.h"}},
        ... })
        >>> cell = await client.cell_instance.create_or_get(spec, {"name": "F-002"})
        >>> _ = await client.cell_measurement.create_properties(
        ...     cell, "Incoming", {"thickness": {"value": 0.52, "unit": "mm"}}, tags=["thin"]
        ... )
        >>> found = await client.cell_measurement.find(
        ...     manufacturer="acme", tags_any=["thin"], where={"thickness": (None, "600 um")}
        ... )
        >>> found[0].instance["name"]
        'F-002'
        """
        found, _ = await find_measurements(
            self._client,
            Design(spec_name, manufacturer, form_factor, material),
            where,
            project_id,
            name=name,
            measurement_type=measurement_type,
            tags_all=texts(tags_all, "tags_all"),
            tags_any=texts(tags_any, "tags_any"),
            instance_name=one_spelling("cell_name", cell_name, "instance_name", instance_name),
            started_after=started_after,
            started_before=started_before,
            created_after=created_after,
            created_before=created_before,
            updated_after=updated_after,
            updated_before=updated_before,
        )
        return found

    async def table(
        self,
        *,
        name: str | None = None,
        measurement_type: MeasurementType | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        cell_name: str | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        design: bool = False,
        units: Mapping[str, str] | None = None,
        project_id: ProjectId | None = None,
    ) -> AnyFrame:
        """Make a table of the measurements of a project: one row each, one column a value.

        Parameters
        ----------
        name, measurement_type, tags_all, tags_any, cell_name, spec_name, instance_name
            As for `find`.
        started_after, started_before, created_after, created_before, updated_after, updated_before
            As for `find`.
        manufacturer, material, form_factor, where, project_id
            As for `find`.
        design : bool, default False
            Add the values of the cells and of their specifications.
        units : mapping of str to str, optional
            The unit of a column, by the name of its value: ``{"capacity": "mA.h"}``. Otherwise a
            column has the unit of its first value.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            Nested quantities are columns with their unit, such as ``"Ratings capacity [A.h]"``.

        Raises
        ------
        TypeError, ValueError
            A condition or a unit cannot be read.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({
        ...     "name": "Finder 21700",
        ...     "manufacturer": "Acme",
        ...     "ratings": {"capacity": {"value": 5, "unit": "A.h"}},
        ... })
        >>> cell = await client.cell_instance.create_or_get(spec, {"name": "F-003"})
        >>> _ = await client.cell_measurement.create_properties(
        ...     cell, "Incoming", {"thickness": {"value": 0.52, "unit": "mm"}}
        ... )
        >>> found = await client.cell_measurement.table(cell_name="F-003", design=True)
        >>> found["Cell", "Thickness [mm]", "Ratings capacity [A.h]"].rows()
        [('F-003', 0.52, 5.0)]
        """
        found, specs = await find_measurements(
            self._client,
            Design(spec_name, manufacturer, form_factor, material),
            where,
            project_id,
            name=name,
            measurement_type=measurement_type,
            tags_all=texts(tags_all, "tags_all"),
            tags_any=texts(tags_any, "tags_any"),
            instance_name=one_spelling("cell_name", cell_name, "instance_name", instance_name),
            started_after=started_after,
            started_before=started_before,
            created_after=created_after,
            created_before=created_before,
            updated_after=updated_after,
            updated_before=updated_before,
        )
        rows = [row_of_measurement(each, specs, design) for each in found]
        return await design_table(self._client, COLUMNS_OF_MEASUREMENT, rows, units)

    async def get(self, measurement_id: MeasurementId) -> CellMeasurement:
        """Get one record, without its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Raises
        ------
        NotFoundError
            There is no measurement with this id, or none that the credential may see.
        """
        return CellMeasurement.from_model(
            await self._runtime.call(get_measurement, id_of(measurement_id, "measurement_id")),
            self._links,
        )

    async def update(
        self, measurement_id: MeasurementId, data: CellMeasurementUpdate | Mapping[str, Any]
    ) -> CellMeasurement:
        """Change the metadata of a measurement. Its data cannot be changed.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        data : mapping
            The fields to change: ``name``, ``notes``, ``protocol``, ``test_setup``,
            ``start_time``, ``end_time``, ``tags`` (replaces all), ``properties``. Objects
            are merged key by key; None removes a key.

        Returns
        -------
        CellMeasurement
            The record as it is now.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        body = body_of(
            data, models.CellMeasurementUpdate, models.CellMeasurement, what="a measurement"
        )
        update = partial(
            updated,
            self._runtime,
            update_measurement,
            get_measurement,
            measurement_id,
            body,
            include_steps=False,
            include_time_series=False,
        )
        changed = await MeasurementCache(self._runtime).changing(
            measurement_id, update, settled=is_over
        )
        return CellMeasurement.from_model(changed, self._links)

    async def deletion_of(self, measurement_id: MeasurementId) -> Deletion:
        """Say what a delete of a measurement would take along. Nothing is deleted.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such measurement.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(
            self._runtime, "cell_measurement", id_of(measurement_id, "measurement_id")
        )

    async def delete(
        self, measurement_id: MeasurementId, *, expect: Mapping[str, int] | None = None
    ) -> None:
        """Delete a measurement with its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        match = await matched(self._runtime, "cell_measurement", measurement_id, expect)
        await MeasurementCache(self._runtime).changing(
            measurement_id,
            lambda: self._runtime.call_with(match, delete_measurement, measurement_id),
            settled=is_over,
        )

    # --- uploading ----------------------------------------------------------------------

    async def create(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: MeasurementDescription | Mapping[str, Any],
        validate_strict: bool = False,
        rated_capacity: float | Quantity | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        wait_for_processing: bool = True,
        *,
        check_against_spec: bool = False,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series.

        The data are checked before anything is sent: the sign of the current, time, step
        count and cumulative columns always, more with `validate_strict`. Nothing exists on
        the platform until all of it has arrived: an interrupted upload leaves no
        measurement, and running the script again completes it.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        measurement_detail : mapping
            ``{"measurement": {...}, "time_series": frame}``. The measurement has a ``name``
            (unique for the cell) and may have ``notes``, ``protocol``, ``test_setup``,
            ``start_time``, ``end_time``, ``tags``. Its ``data_type``, ``"ocp"`` or ``"eis"``,
            is for the checks alone and is not sent. The series is a polars or pandas frame, a
            dict of columns, a pyarrow table, what `ionworks.read` returns, or the path of a file,
            which is then read as `ionworks.read` does; a table has ``Time [s]``, ``Voltage [V]``,
            ``Current [A]`` (positive on discharge) and ``Step count``; other columns are kept.
            Open-circuit and impedance data need other columns; open-circuit data without
            ``Step count`` get it, with 0 in each row. ``steps``, a step table of your own, is
            optional.
        validate_strict : bool, default False
            Make the strict checks too; recommended for every upload.
        rated_capacity : float or Quantity, optional
            Rated capacity of the cell, a number in A.h, for the strict checks that need it.
        voltage_window : tuple of float, optional
            Lower and upper voltage of the cell in V, for the strict check that needs it.
        skip_checks : iterable of str, optional
            Names of strict checks to leave out; `ionworks.validators.STRICT_CHECK_NAMES`. Also
            "positive_current_is_discharge", with or without strict: then nothing finds a
            reversed sign of the current.
        wait_for_processing : bool, default True
            Wait until the platform has made the step and cycle tables. Pass False for
            batches and call `wait_for_processing` for all of them afterwards.
        check_against_spec : bool, default False
            Take the rated capacity and the voltage window from the ratings of the cell's
            specification where they are not given.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            ``.measurement`` and ``.steps_created`` (0 when not waited for).

        Raises
        ------
        ConflictError
            The cell has a measurement of this name; ``existing_id`` says which.
        MeasurementValidationError
            The data did not pass the checks; ``issues`` lists every finding.
        MeasurementProcessingError
            The platform could not make the tables; ``failures`` says why.
        TypeError, ValueError
            The description or the series is not of the right form.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-003"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0, 120.0, 180.0],
        ...     "Voltage [V]": [4.1, 4.0, 3.9, 4.0],
        ...     "Current [A]": [5.0, 5.0, 5.0, 0.0],
        ...     "Step count": [0, 0, 0, 1],
        ... }
        >>> detail = {"measurement": {"name": "Pulse"}, "time_series": series}
        >>> (await client.cell_measurement.create(cell.id, detail)).steps_created
        2
        """
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        options = CheckOptions(
            strict=validate_strict,
            rated_capacity=rated_capacity,
            voltage_window=voltage_window,
            skip_checks=skip_checks,
            against_spec=check_against_spec,
        )
        draft = await checked_draft(self._client, cell_instance_id, measurement_detail, options)
        record = await upload(self._client, cell_instance_id, draft, progress)
        return await settle(self._client, record, wait=wait_for_processing)

    async def create_or_get(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: MeasurementDescription | Mapping[str, Any],
        validate_strict: bool = False,
        rated_capacity: float | Quantity | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        wait_for_processing: bool = True,
        *,
        check_against_spec: bool = False,
        replace_failed: bool = False,
        on_difference: OnDifference = "warn",
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series, or fetch the measurement of that name.

        A name that exists costs one request, and a look at the end of its series: nothing is
        encoded or sent.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        measurement_detail : mapping
            As for `create`. An existing series is not changed; see `replace`.
        validate_strict, rated_capacity, voltage_window, skip_checks, wait_for_processing
            As for `create`.
        check_against_spec, progress
            As for `create`.
        replace_failed : bool, default False
            If what is stored under the name is an upload that the platform could not process,
            delete it and upload the data at hand, once these have passed the checks.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if the measurement exists and its fields or its series differ from what is
            given: nothing, warn of each, raise an error, or change the fields to what was sent.
            Of a series the rows are compared, and the least and the largest values of columns; of
            a small one each value. One that differs is an error for ``"update"``, which changes
            nothing then: `replace` does. One that waits for processing is not compared.

        Returns
        -------
        MeasurementBundle
            The new measurement, or the stored one.

        Raises
        ------
        MeasurementProcessingError
            An earlier upload of this name failed, and the message says why; or this one did.
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``; or its series differs, and
            that is ``"update"``.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-004"})
        >>> detail = {
        ...     "measurement": {"name": "Rest"},
        ...     "time_series": {
        ...         "Time [s]": [0.0, 60.0],
        ...         "Voltage [V]": [4.1, 4.1],
        ...         "Current [A]": [0.0, 0.0],
        ...         "Step count": [0, 0],
        ...     },
        ... }
        >>> first = await client.cell_measurement.create_or_get(cell.id, detail)
        >>> (await client.cell_measurement.create_or_get(cell.id, detail)).id == first.id
        True
        """
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        name = measurement_name(measurement_detail)
        require_on_difference(on_difference)
        described = {**measurement_detail["measurement"]}
        described.pop("data_type", None)  # for the checks alone
        wanted = Wanted(
            "measurement",
            described,
            models.MeasurementCreate,
            models.CellMeasurementUpdate,
            on_difference,
        )
        failed: str | None = None
        # Asked first, so that a name that exists costs no checks and no encoding.
        async for record in self.iter(cell_instance_id, name_exact=name):
            if record.name == name:
                try:
                    bundle = await settle(self._client, record, wait=wait_for_processing)
                except MeasurementProcessingError as problem:
                    if not replace_failed:
                        raise failed_before(record, problem) from None
                    failed = record.id
                    continue
                return await self._compared(wanted, bundle, measurement_detail, created=False)
        options = CheckOptions(
            strict=validate_strict,
            rated_capacity=rated_capacity,
            voltage_window=voltage_window,
            skip_checks=skip_checks,
            against_spec=check_against_spec,
        )
        draft = await checked_draft(self._client, cell_instance_id, measurement_detail, options)
        if failed is not None:  # not before the new data have passed the checks
            await self.delete(failed)
        try:
            made = await upload(self._client, cell_instance_id, draft, progress)
            bundle = await settle(self._client, made, wait=wait_for_processing)
            return evolve(
                bundle, measurement=evolve(bundle.measurement, created=True), created=True
            )
        except UNKNOWN_OUTCOME_ERRORS as problem:  # lost the race, or the answer
            same = self.iter(cell_instance_id, name_exact=name)
            made = await find_after_failed_create(problem, name, self.get, same)
            bundle = await settle(self._client, made, wait=wait_for_processing)
        return await self._compared(wanted, bundle, measurement_detail, created=made.created)

    async def _compared(
        self,
        wanted: Wanted,
        bundle: MeasurementBundle,
        detail: Mapping[str, Any],
        *,
        created: bool | None,
    ) -> MeasurementBundle:
        """Return a found measurement, after a look at how it differs from what was described."""
        found = bundle.measurement._marked(created)
        series: Difference | None = None
        is_processed = found.processing_status not in ("pending", "running")
        if wanted.on_difference != "ignore" and is_processed and created is False:
            try:
                series = await difference_of_series(self._runtime, found, detail)
            except Exception:
                # A warning is a help: without one the stored measurement is as good.
                if wanted.on_difference != "warn":
                    raise
        found = await settle_differences(self._runtime, wanted, found, self.update, series)
        return evolve(bundle, measurement=found, created=created)

    async def replace(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: MeasurementDescription | Mapping[str, Any],
        validate_strict: bool = False,
        rated_capacity: float | Quantity | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        *,
        check_against_spec: bool = False,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series in the place of the measurement of that name.

        The new series is stored and processed under a name of its own. Then, in one step, it gets
        the name, and the old measurement is deleted; the bin keeps it. Whoever reads meets the old
        series or the new one. If anything fails, the old one stays as it is, and running the script
        again replaces it. Places in studies go to the new measurement; analyses of the old series
        are deleted with it.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        measurement_detail : mapping
            As for `create`. Notes, protocol, test setup, start and tags that it does not state are
            those of the old measurement. Without a measurement of this name it is created.
        validate_strict, rated_capacity, voltage_window, skip_checks, check_against_spec, progress
            As for `create`.

        Returns
        -------
        MeasurementBundle
            The new measurement, which has an id of its own.

        Raises
        ------
        MeasurementValidationError
            The data did not pass the checks; ``issues`` lists every finding.
        MeasurementProcessingError
            The platform could not make the tables. The old measurement is as it was.
        IonworksError
            The platform cannot replace measurements; the embedded one can.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-009"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0],
        ...     "Voltage [V]": [4.1, 4.1],
        ...     "Current [A]": [0.0, 0.0],
        ...     "Step count": [0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Rest"}, "time_series": series}
        >>> old = await client.cell_measurement.create_or_get(cell.id, detail)
        >>> series["Voltage [V]"] = [4.2, 4.2]
        >>> new = await client.cell_measurement.replace(cell.id, detail)
        >>> new.name, new.id == old.id
        ('Rest', False)
        """
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        name = measurement_name(measurement_detail)
        options = CheckOptions(
            strict=validate_strict,
            rated_capacity=rated_capacity,
            voltage_window=voltage_window,
            skip_checks=skip_checks,
            against_spec=check_against_spec,
        )
        draft = await checked_draft(self._client, cell_instance_id, measurement_detail, options)
        return await replaced(self._client, cell_instance_id, name, draft, progress)

    async def create_properties(
        self,
        cell_instance_id: CellInstanceId,
        name: str,
        properties: Mapping[str, Any],
        *,
        protocol: Mapping[str, Any] | None = None,
        test_setup: Mapping[str, Any] | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        notes: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> CellMeasurement:
        """Record measured properties, such as a thickness or a weight.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        name : str
            Name of the measurement, unique for the cell.
        properties : mapping
            Values by name: ``{"value": 0.52, "unit": "mm"}``, plain numbers or text.
        protocol, test_setup : mapping, optional
            As for a time series.
        start_time, end_time : str or datetime, optional
            When it was measured; a datetime without a zone is UTC.
        notes : str, optional
            Free text.
        tags : sequence of str, optional
            At most 50, each at most 50 characters.

        Returns
        -------
        CellMeasurement
            The new record, with its ``properties``.

        Raises
        ------
        ConflictError
            The cell has a measurement of this name.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-006"})
        >>> made = await client.cell_measurement.create_properties(
        ...     cell.id, name="Weight", properties={"weight": {"value": 68.5, "unit": "g"}}
        ... )
        >>> made.properties["weight"]["unit"]
        'g'
        """
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        warn_of_units(properties, "properties")
        body = metadata(
            name=name,
            properties=mapping_of(properties, "properties"),
            protocol=protocol,
            test_setup=test_setup,
            start_time=start_time,
            end_time=end_time,
            notes=notes,
            tags=tags,
        )
        try:
            made = await self._runtime.call(
                create_properties_measurement, cell_instance_id, body=payload(body)
            )
            record = CellMeasurement.from_model(made, self._links)
            return require_asked(record, name=name, cell_instance_id=cell_instance_id)
        except IonworksError as problem:
            if not leaves_doubt(problem):
                raise
            same = self.iter(cell_instance_id, name_exact=name)
            record = await find_after_failed_create(problem, name, self.get, same)
            if record.properties != json.loads(encode_json(body["properties"])):
                raise  # somebody else's
            return record

    async def create_file(
        self,
        cell_instance_id: CellInstanceId,
        name: str,
        filepaths: Sequence[str | PathLike[str]],
        *,
        validate_images: bool = False,
        protocol: Mapping[str, Any] | None = None,
        test_setup: Mapping[str, Any] | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        notes: str | None = None,
        tags: Sequence[str] | None = None,
        max_parallel: int = 4,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload files as a measurement.

        Every file is checked before anything is sent. The measurement is created when all files
        have arrived.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        name : str
            Name of the measurement, unique for the cell.
        filepaths : sequence of path
            The files; no two with the same base name.
        validate_images : bool, default False
            Refuse a file whose content does not match the image type of its file extension.
        protocol, test_setup : mapping, optional
            As for a time series.
        start_time, end_time : str or datetime, optional
            When it was measured, with a time zone.
        notes : str, optional
            Free text.
        tags : sequence of str, optional
            At most 50, each at most 50 characters.
        max_parallel : int, default 4
            How many files are sent at once.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            ``.measurement.file_metadata`` says what the platform knows of the files.

        Raises
        ------
        FileNotFoundError
            A file is missing.
        ValueError
            Two base names are the same, or the content of a file is not an image.
        ConflictError
            The cell has a measurement of this name.

        Examples
        --------
        >>> from pathlib import Path
        >>> _ = Path("note.txt").write_text("two scratches on the can")
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-005"})
        >>> made = await client.cell_measurement.create_file(
        ...     cell.id, name="Visual inspection", filepaths=["note.txt"]
        ... )
        >>> await client.cell_measurement.download_files(made.id)
        {'note.txt': b'two scratches on the can'}
        """
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        described = metadata(
            name=name,
            protocol=protocol,
            test_setup=test_setup,
            start_time=start_time,
            end_time=end_time,
            notes=notes,
            tags=tags,
        )
        made = await upload_files(
            self._client,
            cell_instance_id,
            described,
            filepaths,
            validate_images=validate_images,
            max_parallel=require_parallel(max_parallel),
            progress=progress,
        )
        return MeasurementBundle(measurement=made, steps_created=0)

    async def extend(
        self,
        measurement_id: MeasurementId,
        time_series: SeriesLike,
        wait_for_processing: bool = True,
        *,
        validate_strict: bool = False,
        rated_capacity: float | Quantity | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        check_against_spec: bool = False,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Append rows to a test that is still running.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of a time series whose ``end_time`` is not set.
        time_series : frame, dict of columns, pyarrow table or path
            The new rows: the columns that are stored, and times after the last stored one. An
            export of a cycler that has grown, by its path or as `ionworks.read` returns it, may
            hold the stored rows too: those after the last stored one are appended.
        wait_for_processing : bool, default True
            Wait until the step and cycle tables are created again.
        validate_strict, rated_capacity, voltage_window, skip_checks, check_against_spec
            As for `create`: the rows are checked as the continuation of the last stored ones.
            In findings rows count from 0, and the stored rows back from -1.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            The measurement with its new number of steps.

        Raises
        ------
        ConflictError
            The measurement is still being processed; try again later.
        MeasurementProcessingError
            The rows do not continue what is stored, which is unchanged.
        MeasurementValidationError
            The rows did not pass the checks; nothing was sent.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        options = CheckOptions(
            strict=validate_strict,
            rated_capacity=rated_capacity,
            voltage_window=voltage_window,
            skip_checks=skip_checks,
            against_spec=check_against_spec,
        )
        return await extend(
            self._client,
            measurement_id,
            time_series,
            options,
            wait=wait_for_processing,
            progress=progress,
        )

    @overload
    async def wait_for_processing(
        self, measurement_ids: MeasurementId, timeout: float = ...
    ) -> CellMeasurement: ...
    @overload
    async def wait_for_processing(
        self, measurement_ids: MeasurementIds, timeout: float = ...
    ) -> RecordsById[CellMeasurement]: ...
    @overload
    async def wait_for_processing(
        self, measurement_ids: MeasurementId | MeasurementIds, timeout: float = ...
    ) -> CellMeasurement | RecordsById[CellMeasurement]: ...
    async def wait_for_processing(
        self,
        measurement_ids: MeasurementId | MeasurementIds,
        timeout: float = PROCESSING_LIMIT,
    ) -> CellMeasurement | RecordsById[CellMeasurement]:
        """Wait until the platform has made the step and cycle tables.

        Parameters
        ----------
        measurement_ids : str or record, or list of them
            One id or a list of them; many are polled together.
        timeout : float, default 600
            Seconds to wait for all of them.

        Returns
        -------
        CellMeasurement or list of CellMeasurement
            The records, in the order of the ids. A list is read by id too: ``ready["<id>"]``,
            ``ready.items()``.

        Raises
        ------
        MeasurementProcessingError
            Some could not be processed; ``failures`` holds the reason for each.
        ProcessingTimeoutError
            Some are still being processed; ``pending`` holds their ids.
        """
        ids = one_or_more(measurement_ids, "measurement_ids")
        ready = await wait_until_ready(self._client, ids, timeout=timeout)
        for one in ids:  # what was stored may be of before an extension
            await MeasurementCache(self._runtime).forget(one)
        return ready[0] if is_one(measurement_ids) else ready

    # --- tags ---------------------------------------------------------------------------

    async def list_tags(
        self,
        project_id: ProjectId | None = None,
        q: str | None = None,
        limit: int | None = None,
        *,
        containing: str | None = None,
    ) -> PaginatedList[TagUsage]:
        """List the tags of a project, those used most first.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own when it has one.
        q : str, optional
            Part of the tag, case-insensitive.
        limit : int, optional
            Number of tags, 1 to 1000; the service's default is 50.
        containing : str, optional
            The old name of `q`; it warns.

        Returns
        -------
        PaginatedList of TagUsage
            Each with ``.tag`` and ``.usage_count``.
        """
        answer = await self._runtime.call(
            list_measurement_tags,
            project_id=self._project(project_id),
            q=renamed("q", q, "containing", containing),
            limit=limit,
        )
        return page_of(TagUsage, answer)

    async def add_tags(
        self, measurement_ids: MeasurementId | Iterable[MeasurementId], tags: str | Iterable[str]
    ) -> int:
        """Add tags to measurements. Existing tags stay as they are.

        Parameters
        ----------
        measurement_ids : str or record, or iterable of them
            One id, or up to 1000.
        tags : str or iterable of str
            One tag or several, each at most 50 characters.

        Returns
        -------
        int
            How many measurements changed.

        Raises
        ------
        BadRequestError
            A tag is too long, or a measurement would have more than 50.
        NotFoundError
            A measurement does not exist; none was changed.
        """
        return await change_tags(self._runtime, measurement_ids, add=tags)

    async def remove_tags(
        self, measurement_ids: MeasurementId | Iterable[MeasurementId], tags: str | Iterable[str]
    ) -> int:
        """Remove tags from measurements, case-insensitive.

        Parameters
        ----------
        measurement_ids : str or record, or iterable of them
            One id, or up to 1000.
        tags : str or iterable of str
            One tag or several.

        Returns
        -------
        int
            How many measurements changed.
        """
        return await change_tags(self._runtime, measurement_ids, remove=tags)

    # --- watching, and the raw data behind a measurement -----------------------------------

    async def watch(self, measurement_id: MeasurementId) -> None:
        """Watch a measurement, for the user that the credential stands for.

        Watching it twice changes nothing. A watch ends by itself when the test does, that is,
        when its ``end_time`` is set.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Raises
        ------
        NotFoundError
            There is no measurement with this id, or none that the credential may see.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-012"})
        >>> weight = {"weight": {"value": 68.5, "unit": "g"}}
        >>> made = await client.cell_measurement.create_properties(cell, "Weight", weight)
        >>> await client.cell_measurement.watch(made.id)
        >>> await client.cell_measurement.unwatch(made.id)
        """
        await self._runtime.call(
            watch_measurement, id_of(measurement_id, "measurement_id"), body={}
        )

    async def unwatch(self, measurement_id: MeasurementId) -> None:
        """Stop watching a measurement; it is no error not to watch it.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        """
        await self._runtime.call(unwatch_measurement, id_of(measurement_id, "measurement_id"))

    async def list_raw_data(
        self,
        cell_measurement_id: MeasurementId,
        limit: int = 100,
        offset: int = 0,
    ) -> PaginatedList[RawData]:
        """List a page of the raw data files that a measurement was made from.

        Parameters
        ----------
        cell_measurement_id : str or CellMeasurement
            Id of the measurement.
        limit : int, default 100
            Results in the page, 1 to 1000.
        offset : int, default 0
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of RawData
            One page; ``.total`` counts all.
        """
        found = await self._runtime.call(
            list_measurement_raw_data,
            id_of(cell_measurement_id, "cell_measurement_id"),
            limit=limit,
            offset=offset,
        )
        return page_of(RawData, found)

    async def attach_raw_data(
        self, cell_measurement_id: MeasurementId, raw_data_ids: RawDataId | Sequence[RawDataId]
    ) -> None:
        """Say that a measurement was made from files. Saying it again changes nothing.

        Parameters
        ----------
        cell_measurement_id : str or CellMeasurement
            Id of the measurement.
        raw_data_ids : str or RawData, or sequence of them
            The file, or several.

        Raises
        ------
        NotFoundError
            There is no such measurement, or no such file; then nothing is attached.
        """
        body = payload({"raw_data_ids": one_or_more(raw_data_ids, "raw_data_ids")})
        await self._runtime.call(
            attach_raw_data, id_of(cell_measurement_id, "cell_measurement_id"), body=body
        )

    async def detach_raw_data(
        self, cell_measurement_id: MeasurementId, raw_data_id: RawDataId
    ) -> None:
        """Remove the link to a file; the file and the measurement stay.

        Parameters
        ----------
        cell_measurement_id : str or CellMeasurement
            Id of the measurement.
        raw_data_id : str or RawData
            Id of the file.
        """
        await self._runtime.call(
            detach_raw_data,
            id_of(cell_measurement_id, "cell_measurement_id"),
            id_of(raw_data_id, "raw_data_id"),
        )

    # --- reading ------------------------------------------------------------------------

    async def time_series(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        row_range: tuple[int, int] | None = None,
        *,
        columns: Sequence[str] | None = None,
        time_range: tuple[float | None, float | None] | None = None,
    ) -> AnyFrame:
        """Read a time series, or a part of it.

        A whole series is kept in the disk cache. A part is read from the cache if the series is
        there; otherwise only the row groups with the part are downloaded.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        row_range : tuple of int, optional
            First row and the row after the last one, counted from 0.
        columns : sequence of str, optional
            Names of the columns wanted, in that order; all without it.
        time_range : tuple of float or None, optional
            Bounds of ``Time [s]`` in seconds, both included; None is no bound.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a sample, the columns as they were uploaded.

        Raises
        ------
        NotFoundError
            There is no such measurement, or it has no time series.
        ValueError
            A column does not exist, or a range is not valid.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-010"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0, 120.0],
        ...     "Voltage [V]": [4.1, 4.0, 3.9],
        ...     "Current [A]": [5.0, 5.0, 5.0],
        ...     "Step count": [0, 0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Pulse"}, "time_series": series}
        >>> made = await client.cell_measurement.create_or_get(cell.id, detail)
        >>> (await client.cell_measurement.time_series(
        ...     made.id, columns=["Voltage [V]"], row_range=(1, 3)
        ... ))["Voltage [V]"].to_list()
        [4.0, 3.9]
        """
        wanted = Selection(columns, row_range, time_range)
        frame = await read_time_series(
            self._runtime,
            id_of(measurement_id, "measurement_id"),
            wanted=wanted,
            use_cache=use_cache,
        )
        return self._hand_out(frame)

    async def scan(self, measurement_id: MeasurementId) -> pl.LazyFrame:
        """Make a lazy frame of a time series.

        Each time a query is collected, only the columns and row groups that it needs are
        downloaded. The frame works longer than the links to the storage do.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Returns
        -------
        polars.LazyFrame
            One row a sample. Collecting it blocks, also when an async client made it.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        link = partial(link_to_series, measurement_id=measurement_id)
        return await lazy_frame(self._runtime, StoredSeries(link))

    async def scan_many(
        self,
        measurements: Iterable[MeasurementId] | AsyncPages[CellMeasurement],
        *,
        max_parallel: int = 16,
    ) -> pl.LazyFrame:
        """Make one lazy frame of many time series, one below the other.

        Only the end of each series is read now, for its columns. A query moves the columns and row
        groups that it needs; a condition on the names in front leaves out whole series.

        Parameters
        ----------
        measurements : iterable of str or record
            As for `read_many`.
        max_parallel : int, default 16
            How many series are looked at at once. polars decides how many a query reads at once.

        Returns
        -------
        polars.LazyFrame
            One row a sample, with ``Measurement id``, ``Measurement``, ``Cell instance`` and
            ``Cell specification`` in front. A column that some of the series lack is null there.
            Collecting it blocks, also when an async client made it.

        Raises
        ------
        NotFoundError
            A measurement is not there, or has no time series. One frame needs all of them; a note
            of the error has the ids of those that are not there.
        SeriesMismatchError
            A column holds numbers in one series and text in another, for example.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-011"})
        >>> for name, voltage in (("Low", 3.2), ("High", 4.1)):
        ...     series = {
        ...         "Time [s]": [0.0, 60.0],
        ...         "Voltage [V]": [voltage, voltage],
        ...         "Current [A]": [5.0, 5.0],
        ...         "Step count": [0, 0],
        ...     }
        ...     detail = {"measurement": {"name": name}, "time_series": series}
        ...     made = await client.cell_measurement.create_or_get(cell.id, detail)
        >>> import polars as pl
        >>> frame = await client.cell_measurement.scan_many(client.cell_measurement.iter(cell.id))
        >>> high = frame.filter(pl.col("Voltage [V]") > 3.9)
        >>> high.select("Measurement", "Voltage [V]").collect().rows()
        [('High', 4.1), ('High', 4.1)]
        """
        labels = await labels_of_all(self._client, measurements, max_parallel=max_parallel)
        series = {
            ident: StoredSeries(partial(link_to_series, measurement_id=ident), names)
            for ident, names in labels.items()
        }
        return await lazy_frames(self._runtime, series, max_parallel=max_parallel)

    async def steps(self, measurement_id: MeasurementId, use_cache: bool = True) -> AnyFrame:
        """Read the step table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a step: ``Start index``, ``End index`` (rows of the series, both
            included), ``Step type``, capacities in A.h, energies in W.h, and the least,
            largest and mean voltage [V], current [A] and power [W].

        Raises
        ------
        ConflictError
            The measurement is still being processed.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        return self._hand_out(await read_steps(self._runtime, measurement_id, use_cache=use_cache))

    async def cycles(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        *,
        working_electrode: WorkingElectrode | None = None,
    ) -> AnyFrame:
        """Read the cycle table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        working_electrode : {"anode", "cathode"}, optional
            The working electrode of a half cell. For "anode" the coulombic efficiency is charge
            over discharge capacity (delithiation over lithiation), and the capacity retention
            and fade are those of the charge capacity. "cathode" reads as a full cell does.
            What is stored stays as it is.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a cycle: capacities in A.h, energies in W.h, and efficiencies, retention
            and fade as ratios.

        Raises
        ------
        ConflictError
            The measurement is still being processed.
        ValueError
            `working_electrode` is not one of the electrodes.

        Examples
        --------
        A graphite half cell takes 4 A.h on discharge and returns 3.6 A.h on charge:

        >>> spec = await client.cell_spec.create_or_get({"name": "Graphite half cell"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "G-001"})
        >>> series = {
        ...     "Time [s]": [0.0, 3600.0, 3600.0, 7200.0],
        ...     "Voltage [V]": [0.9, 0.05, 0.1, 1.0],
        ...     "Current [A]": [4.0, 4.0, -3.6, -3.6],
        ...     "Step count": [0, 0, 1, 1],
        ... }
        >>> detail = {"measurement": {"name": "First cycle"}, "time_series": series}
        >>> made = await client.cell_measurement.create_or_get(cell.id, detail)
        >>> cycles = await client.cell_measurement.cycles(made.id, working_electrode="anode")
        >>> round(cycles["Coulombic efficiency"][0], 3)
        0.9
        """
        read = cycles_reader(working_electrode)
        measurement_id = id_of(measurement_id, "measurement_id")
        return self._hand_out(await read(self._runtime, measurement_id, use_cache=use_cache))

    async def steps_and_cycles(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        *,
        working_electrode: WorkingElectrode | None = None,
    ) -> StepsAndCycles:
        """Read the step table and the cycle table.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`.

        Returns
        -------
        StepsAndCycles
            ``.steps`` and ``.cycles``.
        """
        read_cycles = cycles_reader(working_electrode)
        measurement_id = id_of(measurement_id, "measurement_id")
        steps, cycles = await self._runtime.backend.gather(
            [
                partial(read, self._runtime, measurement_id, use_cache=use_cache)
                for read in (read_steps, read_cycles)
            ],
            limit=2,
        )
        return StepsAndCycles(steps=self._hand_out(steps), cycles=self._hand_out(cycles))

    async def detail(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        include_steps: bool = True,
        include_cycles: bool = True,
        include_time_series: bool = True,
        *,
        working_electrode: WorkingElectrode | None = None,
    ) -> MeasurementDetail:
        """Read a measurement with its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        include_steps, include_cycles, include_time_series : bool, default True
            Whether to read these tables of a time series; those left out are None and cost no
            request.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`.

        Returns
        -------
        MeasurementDetail
            The record, the ids of its cell and specification, and its data: the tables of a
            time series, the ``files`` of a file measurement; the properties of a properties
            measurement are in the record. A part that cannot be read raises.
        """
        electrode = read_working_electrode(working_electrode)  # before anything is asked for
        measurement_id = id_of(measurement_id, "measurement_id")
        record = await self.get(measurement_id)
        cell = await self._client.cell_instance.get(record.cell_instance_id)
        found: dict[str, Any] = {}
        if record.measurement_type in (None, "time_series"):
            readers: dict[str, tuple[bool, Callable[..., Coroutine[Any, Any, AnyFrame]]]] = {
                "time_series": (include_time_series, self.time_series),
                "steps": (include_steps, self.steps),
                "cycles": (include_cycles, partial(self.cycles, working_electrode=electrode)),
            }
            wanted = {name: read for name, (is_wanted, read) in readers.items() if is_wanted}
            tables = await self._runtime.backend.gather(
                [partial(read, measurement_id, use_cache) for read in wanted.values()], limit=3
            )
            found = dict(zip(wanted, tables, strict=True))
        elif record.measurement_type == "file":
            found = {"files": await self.download_files(measurement_id, use_cache=use_cache)}
        return MeasurementDetail(
            measurement=record,
            specification_id=cell.cell_specification_id,
            instance_id=cell.id,
            **found,
        )

    async def read_many(
        self,
        measurements: Iterable[MeasurementId] | AsyncPages[CellMeasurement],
        what: Table = "time_series",
        *,
        columns: Sequence[str] | None = None,
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 16,
        use_cache: bool = True,
        progress: ProgressOption = None,
    ) -> ReadMany:
        """Read a table of many measurements into one tall frame.

        Parameters
        ----------
        measurements : iterable of str or record
            Ids, or records, such as those of an `iter` call. A page of `list` that is not the
            whole list is read with a warning.
        what : {"time_series", "steps", "cycles"}, default "time_series"
            The table.
        columns : sequence of str, optional
            Names of the columns to read, in the order wanted; by default all.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`, for each of the measurements; needs ``what="cycles"``.
        max_parallel : int, default 16
            How many are read at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (measurements done, measurements in all).

        Returns
        -------
        ReadMany
            ``.frame`` with the names of measurement, cell and specification in front, and
            ``.errors`` by measurement id: one that cannot be read, lacks a column, or holds
            text where the others hold numbers, does not lose the others.

        Raises
        ------
        TypeError
            `measurements` is not a collection of ids and records.
        ValueError
            `what` is not one of the tables, or `working_electrode` does not fit it.

        Examples
        --------
        >>> (await client.cell_measurement.read_many([], what="cycles")).errors
        {}
        """
        read = partial(table_reader(what, columns, working_electrode), use_cache=use_cache)
        wanted = await measurements_of(measurements)
        with reporting(progress, f"Reading {what}", len(wanted)) as report:
            frame, errors = await read_each(
                self._client, wanted, read, max_parallel=max_parallel, progress=report
            )
        return ReadMany(self._hand_out(frame), errors)

    async def to_dask(
        self,
        measurements: Iterable[MeasurementId] | AsyncPages[CellMeasurement],
        what: Table = "time_series",
        *,
        columns: Sequence[str] | None = None,
        predicate: pl.Expr | None = None,
        rows_per_partition: int | None = None,
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 16,
        use_cache: bool = True,
    ) -> dd.DataFrame:
        """Make a Dask DataFrame of a table of many measurements.

        Needs Dask, the extra ``dask``. Workers read the partitions: each connects to the platform
        itself, with the settings and the credential of this client, which are in the graph that
        Dask sends to them. Columns that are not used are not moved.

        Parameters
        ----------
        measurements : iterable of str or record
            As for `read_many`.
        what : {"time_series", "steps", "cycles"}, default "time_series"
            The table.
        columns : sequence of str, optional
            Names of the columns to read, in the order wanted; by default all. The names of
            measurement, cell and specification are there in any case.
        predicate : polars.Expr, optional
            The rows to read, such as ``pl.col("Voltage [V]") > 4``. Row groups of a time series
            that have none of them are not moved, except for the columns of the condition.
        rows_per_partition : int, optional
            Divides long time series into ranges of their row groups, of at least so many rows. By
            default a measurement is one partition.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`, for each of the measurements; needs ``what="cycles"``.
        max_parallel : int, default 16
            How many are looked at at once now, for their columns. Later the threads of the workers
            decide how many are read at once.
        use_cache : bool, default True
            Whether steps and cycles come from the disk cache of the worker. Parts of a time series
            are not cached.

        Returns
        -------
        dask.dataframe.DataFrame
            Indexed by ``Measurement id`` and in its order, with ``Measurement``, ``Cell instance``
            and ``Cell specification`` in front. The divisions are the ids, so that ``.loc[id]``
            reads one measurement; they are unknown if one is in several partitions. Whole numbers
            are nullable integers of pandas.

        Raises
        ------
        ModuleNotFoundError
            Dask is not installed.
        NotFoundError
            A measurement is not there, or has no such table. One frame needs all of them; a note
            of the error has the ids of those that are not there.
        SeriesMismatchError
            A column is missing, or holds numbers in one table and text in another, for example.
        ValueError
            An argument does not fit.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-012"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0],
        ...     "Voltage [V]": [4.1, 4.0],
        ...     "Current [A]": [5.0, 5.0],
        ...     "Step count": [0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Discharge"}, "time_series": series}
        >>> made = await client.cell_measurement.create_or_get(cell.id, detail)
        >>> frame = await client.cell_measurement.to_dask([made.id])
        >>> float(frame["Voltage [V]"].mean().compute(scheduler="synchronous"))
        4.05
        """
        from ionworks.resources import _dask

        _dask.dask_dataframe()  # before anything is asked for
        read = table_reader(what, None, working_electrode)
        names = Selection(columns).columns
        rows = _dask.require_rows(rows_per_partition, what)
        _dask.require_predicate(predicate)
        labels = await labels_of_all(self._client, measurements, max_parallel=max_parallel)
        make = (
            partial(_dask.frame_of_series, rows_per_partition=rows)
            if what == "time_series"
            else partial(_dask.frame_of_tables, read=read, use_cache=use_cache)
        )
        return await make(
            self._runtime,
            labels,
            columns=names,
            predicate=predicate,
            max_parallel=max_parallel,
        )

    async def cycle_summary(
        self,
        measurements: Iterable[MeasurementId] | AsyncPages[CellMeasurement] | None = None,
        *,
        project_id: ProjectId | None = None,
        reference: ReferenceLike = "first",
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 16,
        use_cache: bool = True,
        progress: ProgressOption = None,
    ) -> CycleSummary:
        """Make one table of the cycles of many measurements: their capacity fade.

        Ratios are of whole cycles alone, so that a cell that starts half charged, or a test that is
        cut off, makes no efficiency of 1,600 % and no retention of 30; `ionworks.plots.plot_cycles`
        has the rule.

        Parameters
        ----------
        measurements : iterable of str or record, optional
            Ids, or records, such as those of `list`, `iter` or `iter_by_project`. Without it, all
            time series of the project.
        project_id : str or Project, optional
            The project, where no measurements are given; by default that of the client.
        reference : {"first", "largest", "rated"}, int, Quantity, mapping or str, default "first"
            What the retention of each measurement refers to: its first whole cycle that moves at
            least half of the median, its largest whole one, the rated capacity in the specification
            of its cell, a ``Cycle count``, or a capacity such as ``"5 A.h"``. A measurement without
            such a cycle has no retention; a warning names it.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`, for each of the measurements.
        max_parallel : int, default 16
            How many are read at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (measurements done, measurements in all).

        Returns
        -------
        CycleSummary
            ``.frame`` has one row a cycle a measurement: ``Measurement id``, ``Measurement``,
            ``Cell instance``, ``Cell specification``, ``Cycle count``, ``Whole cycle``; capacities
            in A.h and energies in W.h by direction; ``Coulombic efficiency``,
            ``Energy efficiency``, ``Capacity retention`` and ``Energy retention`` as ratios;
            ``Capacity throughput [A.h]``, ``Start time [s]``, ``Cycle duration [s]``, mean currents
            in A, ``Min voltage [V]``, ``Max voltage [V]`` and ``Mean temperature [degC]``.
            ``.errors`` has what could not be read, by measurement id. ``.plot()`` draws the
            retention.

        Raises
        ------
        TypeError
            `measurements` is not a collection of ids and records.
        ValueError
            Both measurements and a project are given; `reference` or `working_electrode` is not
            one of the choices.

        Examples
        --------
        >>> (await client.cell_measurement.cycle_summary([])).frame.shape
        (0, 22)
        """
        if measurements is not None and project_id is not None:
            raise ValueError("give measurements or project_id, not both")
        is_rated = reference == "rated"
        chosen = None if is_rated else read_reference(reference)
        read_cycles = cycles_reader(working_electrode)
        wanted = await measurements_of(
            self.iter_by_project(project_id, measurement_type="time_series")
            if measurements is None
            else measurements
        )

        rated = await rated_capacities(self._client, wanted, max_parallel) if is_rated else {}

        async def read(runtime: Runtime, measurement_id: str) -> pl.DataFrame:
            table = await read_cycles(runtime, measurement_id, use_cache=use_cache)
            refers_to = rated.get(measurement_id) if is_rated else chosen
            return summarize(table, reference=refers_to, working_electrode=working_electrode)

        with reporting(progress, "Reading cycles", len(wanted)) as report:
            frame, errors = await read_each(
                self._client, wanted, read, max_parallel=max_parallel, progress=report
            )
        # Of cells without a rated capacity, another warning says it.
        warn_of_no_retention(frame, reference, among=rated if is_rated else None)
        return CycleSummary(self._hand_out(frame if frame.width else empty_summary()), errors)

    async def download(self, measurement_id: MeasurementId, path: str | PathLike[str]) -> Path:
        """Save a time series to a Parquet file, without reading it into memory.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        path : path
            Where to. A file of this path is replaced when the new one is complete.

        Returns
        -------
        pathlib.Path
            The file.
        """
        target = Path(path)
        measurement_id = id_of(measurement_id, "measurement_id")
        link = link_to_series(self._runtime, measurement_id=measurement_id)
        with replacing(target) as file:
            await fetch_linked(self._runtime, link, FileSink(file))
        return target

    async def export_bdf(self, measurement_id: MeasurementId, path: str | PathLike[str]) -> Path:
        """Save a time series in the Battery Data Format, and its description beside it.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        path : path
            Where to: the name ends with ``.bdf`` or ``.bdf.csv`` (text), ``.bdf.gz``, or
            ``.bdf.parquet``. A file of this path is replaced when the new one is complete. The
            description is ``NAME.bdf.metadata.json``: a data set of schema.org in JSON-LD, with the
            measurement, its cell and its specification.

        Returns
        -------
        pathlib.Path
            The file of the series. ``Current / A`` is positive on charge, as the format has it; the
            description says so. `ionworks.read` gives the same series again.

        Raises
        ------
        ValueError
            The name ends otherwise, or the series has no time, voltage or current.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-014"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0],
        ...     "Voltage [V]": [4.1, 4.0],
        ...     "Current [A]": [5.0, 5.0],
        ...     "Step count": [0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Discharge"}, "time_series": series}
        >>> made = await client.cell_measurement.create_or_get(cell.id, detail)
        >>> saved = await client.cell_measurement.export_bdf(made.id, "discharge.bdf")
        >>> print(saved.read_text().splitlines()[1])
        0.0,4.1,-5.0,0
        """
        target = Path(path)
        require_ending(target)
        measurement_id = id_of(measurement_id, "measurement_id")
        record = await self.get(measurement_id)
        cell = await self._client.cell_instance.get(record.cell_instance_id)
        spec = await self._client.cell_spec.get(cell.cell_specification_id)
        series = await read_time_series(
            self._runtime, measurement_id, wanted=Selection(), use_cache=True
        )
        await self._runtime.backend.run_in_thread(
            partial(save_bdf, series, target, record, cell, spec)
        )
        return target

    # --- files --------------------------------------------------------------------------

    async def list_files(self, measurement_id: MeasurementId) -> builtins.list[str]:
        """List the names of the files of a file measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        """
        answer = await self._runtime.call(
            list_measurement_files, id_of(measurement_id, "measurement_id")
        )
        return require_strings(answer.filenames, "file names")

    async def get_file(
        self, measurement_id: MeasurementId, filename: str, *, use_cache: bool = True
    ) -> bytes:
        """Read one file of a file measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        filename : str
            One of `list_files`.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Raises
        ------
        NotFoundError
            The measurement has no such file.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        return await read_file(self._runtime, measurement_id, filename, use_cache=use_cache)

    async def download_files(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        filenames: Sequence[str] | None = None,
        *,
        max_parallel: int = 4,
    ) -> dict[str, bytes]:
        """Read files of a file measurement into memory: all, or those that are named.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        filenames : sequence of str, optional
            Names of the files wanted, in that order; all without it.
        max_parallel : int, default 4
            How many files are fetched at once.

        Returns
        -------
        dict of str to bytes
            Content by name. The person who uploaded the files chose the names: use `save_files`
            to write them to a folder.

        Raises
        ------
        NotFoundError
            The measurement has no file of a name.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        limit = require_parallel(max_parallel)
        wanted = texts(filenames, "filenames")
        names = await self.list_files(measurement_id) if wanted is None else dict.fromkeys(wanted)
        contents = await self._runtime.backend.gather(
            [partial(self.get_file, measurement_id, name, use_cache=use_cache) for name in names],
            limit=limit,
        )
        return dict(zip(names, contents, strict=True))

    async def save_files(
        self,
        measurement_id: MeasurementId,
        folder: str | PathLike[str],
        *,
        overwrite: bool = False,
        max_parallel: int = 4,
    ) -> builtins.list[Path]:
        """Save all files of a file measurement to a folder.

        The person who uploaded the files chose their names, so no file is replaced unless you
        ask for it. Every name is checked before anything is downloaded.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        folder : path
            Where to; created if it does not exist.
        overwrite : bool, default False
            True replaces files of the same name, which keep their permissions, and writes names
            that begin with a dot too.
        max_parallel : int, default 4
            How many files are fetched at once.

        Returns
        -------
        list of pathlib.Path
            The files.

        Raises
        ------
        ValueError
            A name leads out of the folder, is not a valid file name on every system, or begins
            with a dot.
        FileExistsError
            The folder has a file of the same name.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        limit = require_parallel(max_parallel)
        names = await self.list_files(measurement_id)
        prepare = partial(prepare_targets, folder, names, overwrite=overwrite)
        targets = await self._runtime.backend.run_in_thread(prepare)
        await self._runtime.backend.gather(
            [
                partial(save_file, self._runtime, measurement_id, name, target, overwrite=overwrite)
                for name, target in zip(names, targets, strict=True)
            ],
            limit=limit,
        )
        return targets

    def _hand_out(self, frame: pl.DataFrame) -> AnyFrame:
        return to_backend(frame, self._client.settings.dataframe_backend)


class CellMeasurements(Resource[AsyncCellMeasurements]):
    """Cell measurements: ``client.cell_measurement``."""

    ALLOWED_IMAGE_EXTENSIONS: ClassVar[frozenset[str]] = IMAGE_EXTENSIONS

    def list(
        self,
        cell_instance_id: CellInstanceId,
        limit: int | None = None,
        offset: int | None = None,
        measurement_type: MeasurementType | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        order_by: MeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[CellMeasurement]:
        """List a page of the measurements of a cell.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        measurement_type : {"time_series", "properties", "file"}, optional
            The kind of measurement.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        tags_all, tags_any : iterable of str, optional
            Tags of which a measurement must carry every one, or at least one.
        created_by_email : str, optional
            Part of the creator's address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        started_after, started_before : str or datetime, optional
            Bounds of the start of the test.
        order_by : {"name", "created_at", "updated_at", "start_time"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of CellMeasurement
            One page; ``.total`` counts all matches.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-002"})
        >>> client.cell_measurement.list(cell.id, measurement_type="time_series").total
        0
        """
        return run(
            self._async.list(
                cell_instance_id,
                limit,
                offset,
                measurement_type,
                name=name,
                name_exact=name_exact,
                tags_all=tags_all,
                tags_any=tags_any,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                started_after=started_after,
                started_before=started_before,
                order_by=order_by,
                order=order,
            )
        )

    iter = every_page(list)

    def list_by_project(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        measurement_type: MeasurementType | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        q: str | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        spec_id: CellSpecId | None = None,
        cell_instance_id: CellInstanceId | None = None,
        spec_anode: str | None = None,
        spec_cathode: str | None = None,
        order_by: ProjectMeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[ProjectMeasurement]:
        """List a page of the measurements of a project, with their cells and specifications.

        Parameters
        ----------
        project_id : str or Project, optional
            The project, or its record. Without it the client's own, or else the default project
            of the platform.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 25.
        offset : int, optional
            Results to leave out at the start.
        measurement_type, name, name_exact, created_by_email : str, optional
            As for `list`.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            As for `list`.
        started_after, started_before : str or datetime, optional
            As for `list`.
        q : str, optional
            Text to find in the name, the notes, the tags and the name of the protocol.
        tags_all, tags_any : iterable of str, optional
            Tags of which a measurement must carry every one, or at least one. The service lists
            by `q` and tags apart from the filters below, except `spec_id`; they cannot be
            combined. The cells and specifications then cost a request each.
        spec_name, instance_name, spec_anode, spec_cathode : str, optional
            Part of the name of the specification, of the cell, or of the material of the
            specification's anode or cathode, case-insensitive.
        spec_id, cell_instance_id : str or record, optional
            The specification or the cell.
        order_by : str, optional
            ``"name"``, ``"created_at"`` (the service's default), ``"updated_at"``,
            ``"start_time"``, ``"cell_instance_id"``, ``"step_labels_validated"``,
            ``"cycler"`` or ``"notes"``.
        order : {"asc", "desc"}, optional
            Which way to sort; the service's default is ``"desc"``.

        Returns
        -------
        PaginatedList of ProjectMeasurement
            One page; ``.total`` counts all matches.

        Raises
        ------
        ConfigurationError
            No project was given, the client has none, and the service names no default one.
        ValueError
            Filters were given that the service does not take together.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec, {"name": "M50-004"})
        >>> weighed = {"mass": {"value": 68.1, "unit": "g"}}
        >>> _ = client.cell_measurement.create_properties(
        ...     cell, name="weighing", properties=weighed, tags=["incoming"]
        ... )
        >>> found = client.cell_measurement.iter_by_project(tags_any=["incoming"])
        >>> [one.name for one in found]
        ['weighing']
        """
        return run(
            self._async.list_by_project(
                project_id,
                limit,
                offset,
                measurement_type,
                name=name,
                name_exact=name_exact,
                q=q,
                tags_all=tags_all,
                tags_any=tags_any,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                started_after=started_after,
                started_before=started_before,
                spec_name=spec_name,
                instance_name=instance_name,
                spec_id=spec_id,
                cell_instance_id=cell_instance_id,
                spec_anode=spec_anode,
                spec_cathode=spec_cathode,
                order_by=order_by,
                order=order,
            )
        )

    iter_by_project = every_page(list_by_project)

    def find(
        self,
        *,
        name: str | None = None,
        measurement_type: MeasurementType | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        cell_name: str | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[ProjectMeasurement]:
        """Find all measurements of a project that fit, in one call.

        Parameters
        ----------
        name, cell_name, spec_name : str, optional
            Part of the name of the measurement, of its cell or of its specification,
            case-insensitive.
        instance_name : str, optional
            The same as `cell_name`, as `list_by_project` calls it.
        measurement_type : {"time_series", "properties", "file"}, optional
            The kind of measurement.
        tags_all, tags_any : iterable of str, optional
            Tags of which a measurement must carry every one, or at least one.
        started_after, started_before : str or datetime, optional
            Bounds of the start of the test.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time, as for `list`.
        manufacturer, form_factor : str, optional
            Of the specification: part of the manufacturer, case-insensitive; the whole form factor.
        material : str or Material, optional
            Part of the name of a material of any component, or the material.
        where : mapping, optional
            Conditions by the name of a value: text such as ``"> 2 A.h"``, bounds such as
            ``("2 A.h", None)``, or a value that it equals, in any unit. A name stands for each
            value whose path ends with it: ``"loading"`` for that of any component,
            ``"cathode loading"`` for that of one.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one.

        Returns
        -------
        PaginatedList of ProjectMeasurement
            All that fit.

        Raises
        ------
        TypeError, ValueError
            A condition cannot be read.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({
        ...     "name": "Finder 21700",
        ...     "manufacturer": "Acme",
        ...     "ratings": {"capacity": {"value": 5, "unit": "A.h"}},
        ... })
        >>> cell = client.cell_instance.create_or_get(spec, {"name": "F-002"})
        >>> _ = client.cell_measurement.create_properties(
        ...     cell, "Incoming", {"thickness": {"value": 0.52, "unit": "mm"}}, tags=["thin"]
        ... )
        >>> found = client.cell_measurement.find(
        ...     manufacturer="acme", tags_any=["thin"], where={"thickness": (None, "600 um")}
        ... )
        >>> found[0].instance["name"]
        'F-002'
        """
        return run(
            self._async.find(
                name=name,
                measurement_type=measurement_type,
                tags_all=tags_all,
                tags_any=tags_any,
                cell_name=cell_name,
                spec_name=spec_name,
                instance_name=instance_name,
                started_after=started_after,
                started_before=started_before,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                manufacturer=manufacturer,
                material=material,
                form_factor=form_factor,
                where=where,
                project_id=project_id,
            )
        )

    def table(
        self,
        *,
        name: str | None = None,
        measurement_type: MeasurementType | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        cell_name: str | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        design: bool = False,
        units: Mapping[str, str] | None = None,
        project_id: ProjectId | None = None,
    ) -> AnyFrame:
        """Make a table of the measurements of a project: one row each, one column a value.

        Parameters
        ----------
        name, measurement_type, tags_all, tags_any, cell_name, spec_name, instance_name
            As for `find`.
        started_after, started_before, created_after, created_before, updated_after, updated_before
            As for `find`.
        manufacturer, material, form_factor, where, project_id
            As for `find`.
        design : bool, default False
            Add the values of the cells and of their specifications.
        units : mapping of str to str, optional
            The unit of a column, by the name of its value: ``{"capacity": "mA.h"}``. Otherwise a
            column has the unit of its first value.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            Nested quantities are columns with their unit, such as ``"Ratings capacity [A.h]"``.

        Raises
        ------
        TypeError, ValueError
            A condition or a unit cannot be read.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({
        ...     "name": "Finder 21700",
        ...     "manufacturer": "Acme",
        ...     "ratings": {"capacity": {"value": 5, "unit": "A.h"}},
        ... })
        >>> cell = client.cell_instance.create_or_get(spec, {"name": "F-003"})
        >>> _ = client.cell_measurement.create_properties(
        ...     cell, "Incoming", {"thickness": {"value": 0.52, "unit": "mm"}}
        ... )
        >>> found = client.cell_measurement.table(cell_name="F-003", design=True)
        >>> found["Cell", "Thickness [mm]", "Ratings capacity [A.h]"].rows()
        [('F-003', 0.52, 5.0)]
        """
        return run(
            self._async.table(
                name=name,
                measurement_type=measurement_type,
                tags_all=tags_all,
                tags_any=tags_any,
                cell_name=cell_name,
                spec_name=spec_name,
                instance_name=instance_name,
                started_after=started_after,
                started_before=started_before,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                manufacturer=manufacturer,
                material=material,
                form_factor=form_factor,
                where=where,
                design=design,
                units=units,
                project_id=project_id,
            )
        )

    def get(self, measurement_id: MeasurementId) -> CellMeasurement:
        """Get one record, without its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Raises
        ------
        NotFoundError
            There is no measurement with this id, or none that the credential may see.
        """
        return run(self._async.get(measurement_id))

    def update(
        self, measurement_id: MeasurementId, data: CellMeasurementUpdate | Mapping[str, Any]
    ) -> CellMeasurement:
        """Change the metadata of a measurement. Its data cannot be changed.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        data : mapping
            The fields to change: ``name``, ``notes``, ``protocol``, ``test_setup``,
            ``start_time``, ``end_time``, ``tags`` (replaces all), ``properties``. Objects
            are merged key by key; None removes a key.

        Returns
        -------
        CellMeasurement
            The record as it is now.
        """
        return run(self._async.update(measurement_id, data))

    def deletion_of(self, measurement_id: MeasurementId) -> Deletion:
        """Say what a delete of a measurement would take along. Nothing is deleted.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such measurement.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(measurement_id))

    def delete(
        self, measurement_id: MeasurementId, *, expect: Mapping[str, int] | None = None
    ) -> None:
        """Delete a measurement with its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(measurement_id, expect=expect))

    def create(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: MeasurementDescription | Mapping[str, Any],
        validate_strict: bool = False,
        rated_capacity: float | Quantity | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        wait_for_processing: bool = True,
        *,
        check_against_spec: bool = False,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series.

        The data are checked before anything is sent: the sign of the current, time, step
        count and cumulative columns always, more with `validate_strict`. Nothing exists on
        the platform until all of it has arrived: an interrupted upload leaves no
        measurement, and running the script again completes it.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        measurement_detail : mapping
            ``{"measurement": {...}, "time_series": frame}``. The measurement has a ``name``
            (unique for the cell) and may have ``notes``, ``protocol``, ``test_setup``,
            ``start_time``, ``end_time``, ``tags``. Its ``data_type``, ``"ocp"`` or ``"eis"``,
            is for the checks alone and is not sent. The series is a polars or pandas frame, a
            dict of columns, a pyarrow table, what `ionworks.read` returns, or the path of a file,
            which is then read as `ionworks.read` does; a table has ``Time [s]``, ``Voltage [V]``,
            ``Current [A]`` (positive on discharge) and ``Step count``; other columns are kept.
            Open-circuit and impedance data need other columns; open-circuit data without
            ``Step count`` get it, with 0 in each row. ``steps``, a step table of your own, is
            optional.
        validate_strict : bool, default False
            Make the strict checks too; recommended for every upload.
        rated_capacity : float or Quantity, optional
            Rated capacity of the cell, a number in A.h, for the strict checks that need it.
        voltage_window : tuple of float, optional
            Lower and upper voltage of the cell in V, for the strict check that needs it.
        skip_checks : iterable of str, optional
            Names of strict checks to leave out; `ionworks.validators.STRICT_CHECK_NAMES`. Also
            "positive_current_is_discharge", with or without strict: then nothing finds a
            reversed sign of the current.
        wait_for_processing : bool, default True
            Wait until the platform has made the step and cycle tables. Pass False for
            batches and call `wait_for_processing` for all of them afterwards.
        check_against_spec : bool, default False
            Take the rated capacity and the voltage window from the ratings of the cell's
            specification where they are not given.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            ``.measurement`` and ``.steps_created`` (0 when not waited for).

        Raises
        ------
        ConflictError
            The cell has a measurement of this name; ``existing_id`` says which.
        MeasurementValidationError
            The data did not pass the checks; ``issues`` lists every finding.
        MeasurementProcessingError
            The platform could not make the tables; ``failures`` says why.
        TypeError, ValueError
            The description or the series is not of the right form.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-003"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0, 120.0, 180.0],
        ...     "Voltage [V]": [4.1, 4.0, 3.9, 4.0],
        ...     "Current [A]": [5.0, 5.0, 5.0, 0.0],
        ...     "Step count": [0, 0, 0, 1],
        ... }
        >>> detail = {"measurement": {"name": "Pulse"}, "time_series": series}
        >>> client.cell_measurement.create(cell.id, detail).steps_created
        2
        """
        return run(
            self._async.create(
                cell_instance_id,
                measurement_detail,
                validate_strict,
                rated_capacity,
                voltage_window,
                skip_checks,
                wait_for_processing,
                check_against_spec=check_against_spec,
                progress=progress,
            )
        )

    def create_or_get(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: MeasurementDescription | Mapping[str, Any],
        validate_strict: bool = False,
        rated_capacity: float | Quantity | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        wait_for_processing: bool = True,
        *,
        check_against_spec: bool = False,
        replace_failed: bool = False,
        on_difference: OnDifference = "warn",
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series, or fetch the measurement of that name.

        A name that exists costs one request, and a look at the end of its series: nothing is
        encoded or sent.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        measurement_detail : mapping
            As for `create`. An existing series is not changed; see `replace`.
        validate_strict, rated_capacity, voltage_window, skip_checks, wait_for_processing
            As for `create`.
        check_against_spec, progress
            As for `create`.
        replace_failed : bool, default False
            If what is stored under the name is an upload that the platform could not process,
            delete it and upload the data at hand, once these have passed the checks.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if the measurement exists and its fields or its series differ from what is
            given: nothing, warn of each, raise an error, or change the fields to what was sent.
            Of a series the rows are compared, and the least and the largest values of columns; of
            a small one each value. One that differs is an error for ``"update"``, which changes
            nothing then: `replace` does. One that waits for processing is not compared.

        Returns
        -------
        MeasurementBundle
            The new measurement, or the stored one.

        Raises
        ------
        MeasurementProcessingError
            An earlier upload of this name failed, and the message says why; or this one did.
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``; or its series differs, and
            that is ``"update"``.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-004"})
        >>> detail = {
        ...     "measurement": {"name": "Rest"},
        ...     "time_series": {
        ...         "Time [s]": [0.0, 60.0],
        ...         "Voltage [V]": [4.1, 4.1],
        ...         "Current [A]": [0.0, 0.0],
        ...         "Step count": [0, 0],
        ...     },
        ... }
        >>> first = client.cell_measurement.create_or_get(cell.id, detail)
        >>> client.cell_measurement.create_or_get(cell.id, detail).id == first.id
        True
        """
        return run(
            self._async.create_or_get(
                cell_instance_id,
                measurement_detail,
                validate_strict,
                rated_capacity,
                voltage_window,
                skip_checks,
                wait_for_processing,
                check_against_spec=check_against_spec,
                replace_failed=replace_failed,
                on_difference=on_difference,
                progress=progress,
            )
        )

    def replace(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: MeasurementDescription | Mapping[str, Any],
        validate_strict: bool = False,
        rated_capacity: float | Quantity | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        *,
        check_against_spec: bool = False,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series in the place of the measurement of that name.

        The new series is stored and processed under a name of its own. Then, in one step, it gets
        the name, and the old measurement is deleted; the bin keeps it. Whoever reads meets the old
        series or the new one. If anything fails, the old one stays as it is, and running the script
        again replaces it. Places in studies go to the new measurement; analyses of the old series
        are deleted with it.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        measurement_detail : mapping
            As for `create`. Notes, protocol, test setup, start and tags that it does not state are
            those of the old measurement. Without a measurement of this name it is created.
        validate_strict, rated_capacity, voltage_window, skip_checks, check_against_spec, progress
            As for `create`.

        Returns
        -------
        MeasurementBundle
            The new measurement, which has an id of its own.

        Raises
        ------
        MeasurementValidationError
            The data did not pass the checks; ``issues`` lists every finding.
        MeasurementProcessingError
            The platform could not make the tables. The old measurement is as it was.
        IonworksError
            The platform cannot replace measurements; the embedded one can.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-009"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0],
        ...     "Voltage [V]": [4.1, 4.1],
        ...     "Current [A]": [0.0, 0.0],
        ...     "Step count": [0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Rest"}, "time_series": series}
        >>> old = client.cell_measurement.create_or_get(cell.id, detail)
        >>> series["Voltage [V]"] = [4.2, 4.2]
        >>> new = client.cell_measurement.replace(cell.id, detail)
        >>> new.name, new.id == old.id
        ('Rest', False)
        """
        return run(
            self._async.replace(
                cell_instance_id,
                measurement_detail,
                validate_strict,
                rated_capacity,
                voltage_window,
                skip_checks,
                check_against_spec=check_against_spec,
                progress=progress,
            )
        )

    def create_properties(
        self,
        cell_instance_id: CellInstanceId,
        name: str,
        properties: Mapping[str, Any],
        *,
        protocol: Mapping[str, Any] | None = None,
        test_setup: Mapping[str, Any] | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        notes: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> CellMeasurement:
        """Record measured properties, such as a thickness or a weight.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        name : str
            Name of the measurement, unique for the cell.
        properties : mapping
            Values by name: ``{"value": 0.52, "unit": "mm"}``, plain numbers or text.
        protocol, test_setup : mapping, optional
            As for a time series.
        start_time, end_time : str or datetime, optional
            When it was measured; a datetime without a zone is UTC.
        notes : str, optional
            Free text.
        tags : sequence of str, optional
            At most 50, each at most 50 characters.

        Returns
        -------
        CellMeasurement
            The new record, with its ``properties``.

        Raises
        ------
        ConflictError
            The cell has a measurement of this name.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-006"})
        >>> made = client.cell_measurement.create_properties(
        ...     cell.id, name="Weight", properties={"weight": {"value": 68.5, "unit": "g"}}
        ... )
        >>> made.properties["weight"]["unit"]
        'g'
        """
        return run(
            self._async.create_properties(
                cell_instance_id,
                name,
                properties,
                protocol=protocol,
                test_setup=test_setup,
                start_time=start_time,
                end_time=end_time,
                notes=notes,
                tags=tags,
            )
        )

    def create_file(
        self,
        cell_instance_id: CellInstanceId,
        name: str,
        filepaths: Sequence[str | PathLike[str]],
        *,
        validate_images: bool = False,
        protocol: Mapping[str, Any] | None = None,
        test_setup: Mapping[str, Any] | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        notes: str | None = None,
        tags: Sequence[str] | None = None,
        max_parallel: int = 4,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload files as a measurement.

        Every file is checked before anything is sent. The measurement is created when all files
        have arrived.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        name : str
            Name of the measurement, unique for the cell.
        filepaths : sequence of path
            The files; no two with the same base name.
        validate_images : bool, default False
            Refuse a file whose content does not match the image type of its file extension.
        protocol, test_setup : mapping, optional
            As for a time series.
        start_time, end_time : str or datetime, optional
            When it was measured, with a time zone.
        notes : str, optional
            Free text.
        tags : sequence of str, optional
            At most 50, each at most 50 characters.
        max_parallel : int, default 4
            How many files are sent at once.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            ``.measurement.file_metadata`` says what the platform knows of the files.

        Raises
        ------
        FileNotFoundError
            A file is missing.
        ValueError
            Two base names are the same, or the content of a file is not an image.
        ConflictError
            The cell has a measurement of this name.

        Examples
        --------
        >>> from pathlib import Path
        >>> _ = Path("note.txt").write_text("two scratches on the can")
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-005"})
        >>> made = client.cell_measurement.create_file(
        ...     cell.id, name="Visual inspection", filepaths=["note.txt"]
        ... )
        >>> client.cell_measurement.download_files(made.id)
        {'note.txt': b'two scratches on the can'}
        """
        return run(
            self._async.create_file(
                cell_instance_id,
                name,
                filepaths,
                validate_images=validate_images,
                protocol=protocol,
                test_setup=test_setup,
                start_time=start_time,
                end_time=end_time,
                notes=notes,
                tags=tags,
                max_parallel=max_parallel,
                progress=progress,
            )
        )

    def extend(
        self,
        measurement_id: MeasurementId,
        time_series: SeriesLike,
        wait_for_processing: bool = True,
        *,
        validate_strict: bool = False,
        rated_capacity: float | Quantity | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        check_against_spec: bool = False,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Append rows to a test that is still running.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of a time series whose ``end_time`` is not set.
        time_series : frame, dict of columns, pyarrow table or path
            The new rows: the columns that are stored, and times after the last stored one. An
            export of a cycler that has grown, by its path or as `ionworks.read` returns it, may
            hold the stored rows too: those after the last stored one are appended.
        wait_for_processing : bool, default True
            Wait until the step and cycle tables are created again.
        validate_strict, rated_capacity, voltage_window, skip_checks, check_against_spec
            As for `create`: the rows are checked as the continuation of the last stored ones.
            In findings rows count from 0, and the stored rows back from -1.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            The measurement with its new number of steps.

        Raises
        ------
        ConflictError
            The measurement is still being processed; try again later.
        MeasurementProcessingError
            The rows do not continue what is stored, which is unchanged.
        MeasurementValidationError
            The rows did not pass the checks; nothing was sent.
        """
        return run(
            self._async.extend(
                measurement_id,
                time_series,
                wait_for_processing,
                validate_strict=validate_strict,
                rated_capacity=rated_capacity,
                voltage_window=voltage_window,
                skip_checks=skip_checks,
                check_against_spec=check_against_spec,
                progress=progress,
            )
        )

    @overload
    def wait_for_processing(
        self, measurement_ids: MeasurementId, timeout: float = ...
    ) -> CellMeasurement: ...

    @overload
    def wait_for_processing(
        self, measurement_ids: MeasurementIds, timeout: float = ...
    ) -> RecordsById[CellMeasurement]: ...

    @overload
    def wait_for_processing(
        self, measurement_ids: MeasurementId | MeasurementIds, timeout: float = ...
    ) -> CellMeasurement | RecordsById[CellMeasurement]: ...

    def wait_for_processing(
        self, measurement_ids: MeasurementId | MeasurementIds, timeout: float = PROCESSING_LIMIT
    ) -> CellMeasurement | RecordsById[CellMeasurement]:
        """Wait until the platform has made the step and cycle tables.

        Parameters
        ----------
        measurement_ids : str or record, or list of them
            One id or a list of them; many are polled together.
        timeout : float, default 600
            Seconds to wait for all of them.

        Returns
        -------
        CellMeasurement or list of CellMeasurement
            The records, in the order of the ids. A list is read by id too: ``ready["<id>"]``,
            ``ready.items()``.

        Raises
        ------
        MeasurementProcessingError
            Some could not be processed; ``failures`` holds the reason for each.
        ProcessingTimeoutError
            Some are still being processed; ``pending`` holds their ids.
        """
        return run(self._async.wait_for_processing(measurement_ids, timeout))

    def list_tags(
        self,
        project_id: ProjectId | None = None,
        q: str | None = None,
        limit: int | None = None,
        *,
        containing: str | None = None,
    ) -> PaginatedList[TagUsage]:
        """List the tags of a project, those used most first.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own when it has one.
        q : str, optional
            Part of the tag, case-insensitive.
        limit : int, optional
            Number of tags, 1 to 1000; the service's default is 50.
        containing : str, optional
            The old name of `q`; it warns.

        Returns
        -------
        PaginatedList of TagUsage
            Each with ``.tag`` and ``.usage_count``.
        """
        return run(self._async.list_tags(project_id, q, limit, containing=containing))

    def add_tags(
        self, measurement_ids: MeasurementId | Iterable[MeasurementId], tags: str | Iterable[str]
    ) -> int:
        """Add tags to measurements. Existing tags stay as they are.

        Parameters
        ----------
        measurement_ids : str or record, or iterable of them
            One id, or up to 1000.
        tags : str or iterable of str
            One tag or several, each at most 50 characters.

        Returns
        -------
        int
            How many measurements changed.

        Raises
        ------
        BadRequestError
            A tag is too long, or a measurement would have more than 50.
        NotFoundError
            A measurement does not exist; none was changed.
        """
        return run(self._async.add_tags(measurement_ids, tags))

    def remove_tags(
        self, measurement_ids: MeasurementId | Iterable[MeasurementId], tags: str | Iterable[str]
    ) -> int:
        """Remove tags from measurements, case-insensitive.

        Parameters
        ----------
        measurement_ids : str or record, or iterable of them
            One id, or up to 1000.
        tags : str or iterable of str
            One tag or several.

        Returns
        -------
        int
            How many measurements changed.
        """
        return run(self._async.remove_tags(measurement_ids, tags))

    def watch(self, measurement_id: MeasurementId) -> None:
        """Watch a measurement, for the user that the credential stands for.

        Watching it twice changes nothing. A watch ends by itself when the test does, that is,
        when its ``end_time`` is set.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Raises
        ------
        NotFoundError
            There is no measurement with this id, or none that the credential may see.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-012"})
        >>> weight = {"weight": {"value": 68.5, "unit": "g"}}
        >>> made = client.cell_measurement.create_properties(cell, "Weight", weight)
        >>> client.cell_measurement.watch(made.id)
        >>> client.cell_measurement.unwatch(made.id)
        """
        return run(self._async.watch(measurement_id))

    def unwatch(self, measurement_id: MeasurementId) -> None:
        """Stop watching a measurement; it is no error not to watch it.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        """
        return run(self._async.unwatch(measurement_id))

    def list_raw_data(
        self, cell_measurement_id: MeasurementId, limit: int = 100, offset: int = 0
    ) -> PaginatedList[RawData]:
        """List a page of the raw data files that a measurement was made from.

        Parameters
        ----------
        cell_measurement_id : str or CellMeasurement
            Id of the measurement.
        limit : int, default 100
            Results in the page, 1 to 1000.
        offset : int, default 0
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of RawData
            One page; ``.total`` counts all.
        """
        return run(self._async.list_raw_data(cell_measurement_id, limit, offset))

    def attach_raw_data(
        self, cell_measurement_id: MeasurementId, raw_data_ids: RawDataId | Sequence[RawDataId]
    ) -> None:
        """Say that a measurement was made from files. Saying it again changes nothing.

        Parameters
        ----------
        cell_measurement_id : str or CellMeasurement
            Id of the measurement.
        raw_data_ids : str or RawData, or sequence of them
            The file, or several.

        Raises
        ------
        NotFoundError
            There is no such measurement, or no such file; then nothing is attached.
        """
        return run(self._async.attach_raw_data(cell_measurement_id, raw_data_ids))

    def detach_raw_data(self, cell_measurement_id: MeasurementId, raw_data_id: RawDataId) -> None:
        """Remove the link to a file; the file and the measurement stay.

        Parameters
        ----------
        cell_measurement_id : str or CellMeasurement
            Id of the measurement.
        raw_data_id : str or RawData
            Id of the file.
        """
        return run(self._async.detach_raw_data(cell_measurement_id, raw_data_id))

    def time_series(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        row_range: tuple[int, int] | None = None,
        *,
        columns: Sequence[str] | None = None,
        time_range: tuple[float | None, float | None] | None = None,
    ) -> AnyFrame:
        """Read a time series, or a part of it.

        A whole series is kept in the disk cache. A part is read from the cache if the series is
        there; otherwise only the row groups with the part are downloaded.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        row_range : tuple of int, optional
            First row and the row after the last one, counted from 0.
        columns : sequence of str, optional
            Names of the columns wanted, in that order; all without it.
        time_range : tuple of float or None, optional
            Bounds of ``Time [s]`` in seconds, both included; None is no bound.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a sample, the columns as they were uploaded.

        Raises
        ------
        NotFoundError
            There is no such measurement, or it has no time series.
        ValueError
            A column does not exist, or a range is not valid.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-010"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0, 120.0],
        ...     "Voltage [V]": [4.1, 4.0, 3.9],
        ...     "Current [A]": [5.0, 5.0, 5.0],
        ...     "Step count": [0, 0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Pulse"}, "time_series": series}
        >>> made = client.cell_measurement.create_or_get(cell.id, detail)
        >>> client.cell_measurement.time_series(
        ...     made.id, columns=["Voltage [V]"], row_range=(1, 3)
        ... )["Voltage [V]"].to_list()
        [4.0, 3.9]
        """
        return run(
            self._async.time_series(
                measurement_id, use_cache, row_range, columns=columns, time_range=time_range
            )
        )

    def scan(self, measurement_id: MeasurementId) -> pl.LazyFrame:
        """Make a lazy frame of a time series.

        Each time a query is collected, only the columns and row groups that it needs are
        downloaded. The frame works longer than the links to the storage do.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Returns
        -------
        polars.LazyFrame
            One row a sample. Collecting it blocks, also when an async client made it.
        """
        return run(self._async.scan(measurement_id))

    def scan_many(
        self,
        measurements: Iterable[MeasurementId] | Pages[CellMeasurement],
        *,
        max_parallel: int = 16,
    ) -> pl.LazyFrame:
        """Make one lazy frame of many time series, one below the other.

        Only the end of each series is read now, for its columns. A query moves the columns and row
        groups that it needs; a condition on the names in front leaves out whole series.

        Parameters
        ----------
        measurements : iterable of str or record
            As for `read_many`.
        max_parallel : int, default 16
            How many series are looked at at once. polars decides how many a query reads at once.

        Returns
        -------
        polars.LazyFrame
            One row a sample, with ``Measurement id``, ``Measurement``, ``Cell instance`` and
            ``Cell specification`` in front. A column that some of the series lack is null there.
            Collecting it blocks, also when an async client made it.

        Raises
        ------
        NotFoundError
            A measurement is not there, or has no time series. One frame needs all of them; a note
            of the error has the ids of those that are not there.
        SeriesMismatchError
            A column holds numbers in one series and text in another, for example.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-011"})
        >>> for name, voltage in (("Low", 3.2), ("High", 4.1)):
        ...     series = {
        ...         "Time [s]": [0.0, 60.0],
        ...         "Voltage [V]": [voltage, voltage],
        ...         "Current [A]": [5.0, 5.0],
        ...         "Step count": [0, 0],
        ...     }
        ...     detail = {"measurement": {"name": name}, "time_series": series}
        ...     made = client.cell_measurement.create_or_get(cell.id, detail)
        >>> import polars as pl
        >>> frame = client.cell_measurement.scan_many(client.cell_measurement.iter(cell.id))
        >>> high = frame.filter(pl.col("Voltage [V]") > 3.9)
        >>> high.select("Measurement", "Voltage [V]").collect().rows()
        [('High', 4.1), ('High', 4.1)]
        """
        return run(self._async.scan_many(measurements, max_parallel=max_parallel))

    def steps(self, measurement_id: MeasurementId, use_cache: bool = True) -> AnyFrame:
        """Read the step table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a step: ``Start index``, ``End index`` (rows of the series, both
            included), ``Step type``, capacities in A.h, energies in W.h, and the least,
            largest and mean voltage [V], current [A] and power [W].

        Raises
        ------
        ConflictError
            The measurement is still being processed.
        """
        return run(self._async.steps(measurement_id, use_cache))

    def cycles(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        *,
        working_electrode: WorkingElectrode | None = None,
    ) -> AnyFrame:
        """Read the cycle table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        working_electrode : {"anode", "cathode"}, optional
            The working electrode of a half cell. For "anode" the coulombic efficiency is charge
            over discharge capacity (delithiation over lithiation), and the capacity retention
            and fade are those of the charge capacity. "cathode" reads as a full cell does.
            What is stored stays as it is.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a cycle: capacities in A.h, energies in W.h, and efficiencies, retention
            and fade as ratios.

        Raises
        ------
        ConflictError
            The measurement is still being processed.
        ValueError
            `working_electrode` is not one of the electrodes.

        Examples
        --------
        A graphite half cell takes 4 A.h on discharge and returns 3.6 A.h on charge:

        >>> spec = client.cell_spec.create_or_get({"name": "Graphite half cell"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "G-001"})
        >>> series = {
        ...     "Time [s]": [0.0, 3600.0, 3600.0, 7200.0],
        ...     "Voltage [V]": [0.9, 0.05, 0.1, 1.0],
        ...     "Current [A]": [4.0, 4.0, -3.6, -3.6],
        ...     "Step count": [0, 0, 1, 1],
        ... }
        >>> detail = {"measurement": {"name": "First cycle"}, "time_series": series}
        >>> made = client.cell_measurement.create_or_get(cell.id, detail)
        >>> cycles = client.cell_measurement.cycles(made.id, working_electrode="anode")
        >>> round(cycles["Coulombic efficiency"][0], 3)
        0.9
        """
        return run(
            self._async.cycles(measurement_id, use_cache, working_electrode=working_electrode)
        )

    def steps_and_cycles(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        *,
        working_electrode: WorkingElectrode | None = None,
    ) -> StepsAndCycles:
        """Read the step table and the cycle table.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`.

        Returns
        -------
        StepsAndCycles
            ``.steps`` and ``.cycles``.
        """
        return run(
            self._async.steps_and_cycles(
                measurement_id, use_cache, working_electrode=working_electrode
            )
        )

    def detail(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        include_steps: bool = True,
        include_cycles: bool = True,
        include_time_series: bool = True,
        *,
        working_electrode: WorkingElectrode | None = None,
    ) -> MeasurementDetail:
        """Read a measurement with its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        include_steps, include_cycles, include_time_series : bool, default True
            Whether to read these tables of a time series; those left out are None and cost no
            request.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`.

        Returns
        -------
        MeasurementDetail
            The record, the ids of its cell and specification, and its data: the tables of a
            time series, the ``files`` of a file measurement; the properties of a properties
            measurement are in the record. A part that cannot be read raises.
        """
        return run(
            self._async.detail(
                measurement_id,
                use_cache,
                include_steps,
                include_cycles,
                include_time_series,
                working_electrode=working_electrode,
            )
        )

    def read_many(
        self,
        measurements: Iterable[MeasurementId] | Pages[CellMeasurement],
        what: Table = "time_series",
        *,
        columns: Sequence[str] | None = None,
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 16,
        use_cache: bool = True,
        progress: ProgressOption = None,
    ) -> ReadMany:
        """Read a table of many measurements into one tall frame.

        Parameters
        ----------
        measurements : iterable of str or record
            Ids, or records, such as those of an `iter` call. A page of `list` that is not the
            whole list is read with a warning.
        what : {"time_series", "steps", "cycles"}, default "time_series"
            The table.
        columns : sequence of str, optional
            Names of the columns to read, in the order wanted; by default all.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`, for each of the measurements; needs ``what="cycles"``.
        max_parallel : int, default 16
            How many are read at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (measurements done, measurements in all).

        Returns
        -------
        ReadMany
            ``.frame`` with the names of measurement, cell and specification in front, and
            ``.errors`` by measurement id: one that cannot be read, lacks a column, or holds
            text where the others hold numbers, does not lose the others.

        Raises
        ------
        TypeError
            `measurements` is not a collection of ids and records.
        ValueError
            `what` is not one of the tables, or `working_electrode` does not fit it.

        Examples
        --------
        >>> client.cell_measurement.read_many([], what="cycles").errors
        {}
        """
        return run(
            self._async.read_many(
                measurements,
                what,
                columns=columns,
                working_electrode=working_electrode,
                max_parallel=max_parallel,
                use_cache=use_cache,
                progress=progress,
            )
        )

    def to_dask(
        self,
        measurements: Iterable[MeasurementId] | Pages[CellMeasurement],
        what: Table = "time_series",
        *,
        columns: Sequence[str] | None = None,
        predicate: pl.Expr | None = None,
        rows_per_partition: int | None = None,
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 16,
        use_cache: bool = True,
    ) -> dd.DataFrame:
        """Make a Dask DataFrame of a table of many measurements.

        Needs Dask, the extra ``dask``. Workers read the partitions: each connects to the platform
        itself, with the settings and the credential of this client, which are in the graph that
        Dask sends to them. Columns that are not used are not moved.

        Parameters
        ----------
        measurements : iterable of str or record
            As for `read_many`.
        what : {"time_series", "steps", "cycles"}, default "time_series"
            The table.
        columns : sequence of str, optional
            Names of the columns to read, in the order wanted; by default all. The names of
            measurement, cell and specification are there in any case.
        predicate : polars.Expr, optional
            The rows to read, such as ``pl.col("Voltage [V]") > 4``. Row groups of a time series
            that have none of them are not moved, except for the columns of the condition.
        rows_per_partition : int, optional
            Divides long time series into ranges of their row groups, of at least so many rows. By
            default a measurement is one partition.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`, for each of the measurements; needs ``what="cycles"``.
        max_parallel : int, default 16
            How many are looked at at once now, for their columns. Later the threads of the workers
            decide how many are read at once.
        use_cache : bool, default True
            Whether steps and cycles come from the disk cache of the worker. Parts of a time series
            are not cached.

        Returns
        -------
        dask.dataframe.DataFrame
            Indexed by ``Measurement id`` and in its order, with ``Measurement``, ``Cell instance``
            and ``Cell specification`` in front. The divisions are the ids, so that ``.loc[id]``
            reads one measurement; they are unknown if one is in several partitions. Whole numbers
            are nullable integers of pandas.

        Raises
        ------
        ModuleNotFoundError
            Dask is not installed.
        NotFoundError
            A measurement is not there, or has no such table. One frame needs all of them; a note
            of the error has the ids of those that are not there.
        SeriesMismatchError
            A column is missing, or holds numbers in one table and text in another, for example.
        ValueError
            An argument does not fit.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-012"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0],
        ...     "Voltage [V]": [4.1, 4.0],
        ...     "Current [A]": [5.0, 5.0],
        ...     "Step count": [0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Discharge"}, "time_series": series}
        >>> made = client.cell_measurement.create_or_get(cell.id, detail)
        >>> frame = client.cell_measurement.to_dask([made.id])
        >>> float(frame["Voltage [V]"].mean().compute(scheduler="synchronous"))
        4.05
        """
        return run(
            self._async.to_dask(
                measurements,
                what,
                columns=columns,
                predicate=predicate,
                rows_per_partition=rows_per_partition,
                working_electrode=working_electrode,
                max_parallel=max_parallel,
                use_cache=use_cache,
            )
        )

    def cycle_summary(
        self,
        measurements: Iterable[MeasurementId] | Pages[CellMeasurement] | None = None,
        *,
        project_id: ProjectId | None = None,
        reference: ReferenceLike = "first",
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 16,
        use_cache: bool = True,
        progress: ProgressOption = None,
    ) -> CycleSummary:
        """Make one table of the cycles of many measurements: their capacity fade.

        Ratios are of whole cycles alone, so that a cell that starts half charged, or a test that is
        cut off, makes no efficiency of 1,600 % and no retention of 30; `ionworks.plots.plot_cycles`
        has the rule.

        Parameters
        ----------
        measurements : iterable of str or record, optional
            Ids, or records, such as those of `list`, `iter` or `iter_by_project`. Without it, all
            time series of the project.
        project_id : str or Project, optional
            The project, where no measurements are given; by default that of the client.
        reference : {"first", "largest", "rated"}, int, Quantity, mapping or str, default "first"
            What the retention of each measurement refers to: its first whole cycle that moves at
            least half of the median, its largest whole one, the rated capacity in the specification
            of its cell, a ``Cycle count``, or a capacity such as ``"5 A.h"``. A measurement without
            such a cycle has no retention; a warning names it.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`, for each of the measurements.
        max_parallel : int, default 16
            How many are read at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (measurements done, measurements in all).

        Returns
        -------
        CycleSummary
            ``.frame`` has one row a cycle a measurement: ``Measurement id``, ``Measurement``,
            ``Cell instance``, ``Cell specification``, ``Cycle count``, ``Whole cycle``; capacities
            in A.h and energies in W.h by direction; ``Coulombic efficiency``,
            ``Energy efficiency``, ``Capacity retention`` and ``Energy retention`` as ratios;
            ``Capacity throughput [A.h]``, ``Start time [s]``, ``Cycle duration [s]``, mean currents
            in A, ``Min voltage [V]``, ``Max voltage [V]`` and ``Mean temperature [degC]``.
            ``.errors`` has what could not be read, by measurement id. ``.plot()`` draws the
            retention.

        Raises
        ------
        TypeError
            `measurements` is not a collection of ids and records.
        ValueError
            Both measurements and a project are given; `reference` or `working_electrode` is not
            one of the choices.

        Examples
        --------
        >>> client.cell_measurement.cycle_summary([]).frame.shape
        (0, 22)
        """
        return run(
            self._async.cycle_summary(
                measurements,
                project_id=project_id,
                reference=reference,
                working_electrode=working_electrode,
                max_parallel=max_parallel,
                use_cache=use_cache,
                progress=progress,
            )
        )

    def download(self, measurement_id: MeasurementId, path: str | PathLike[str]) -> Path:
        """Save a time series to a Parquet file, without reading it into memory.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        path : path
            Where to. A file of this path is replaced when the new one is complete.

        Returns
        -------
        pathlib.Path
            The file.
        """
        return run(self._async.download(measurement_id, path))

    def export_bdf(self, measurement_id: MeasurementId, path: str | PathLike[str]) -> Path:
        """Save a time series in the Battery Data Format, and its description beside it.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        path : path
            Where to: the name ends with ``.bdf`` or ``.bdf.csv`` (text), ``.bdf.gz``, or
            ``.bdf.parquet``. A file of this path is replaced when the new one is complete. The
            description is ``NAME.bdf.metadata.json``: a data set of schema.org in JSON-LD, with the
            measurement, its cell and its specification.

        Returns
        -------
        pathlib.Path
            The file of the series. ``Current / A`` is positive on charge, as the format has it; the
            description says so. `ionworks.read` gives the same series again.

        Raises
        ------
        ValueError
            The name ends otherwise, or the series has no time, voltage or current.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-014"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0],
        ...     "Voltage [V]": [4.1, 4.0],
        ...     "Current [A]": [5.0, 5.0],
        ...     "Step count": [0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Discharge"}, "time_series": series}
        >>> made = client.cell_measurement.create_or_get(cell.id, detail)
        >>> saved = client.cell_measurement.export_bdf(made.id, "discharge.bdf")
        >>> print(saved.read_text().splitlines()[1])
        0.0,4.1,-5.0,0
        """
        return run(self._async.export_bdf(measurement_id, path))

    def list_files(self, measurement_id: MeasurementId) -> builtins.list[str]:
        """List the names of the files of a file measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        """
        return run(self._async.list_files(measurement_id))

    def get_file(
        self, measurement_id: MeasurementId, filename: str, *, use_cache: bool = True
    ) -> bytes:
        """Read one file of a file measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        filename : str
            One of `list_files`.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Raises
        ------
        NotFoundError
            The measurement has no such file.
        """
        return run(self._async.get_file(measurement_id, filename, use_cache=use_cache))

    def download_files(
        self,
        measurement_id: MeasurementId,
        use_cache: bool = True,
        filenames: Sequence[str] | None = None,
        *,
        max_parallel: int = 4,
    ) -> dict[str, bytes]:
        """Read files of a file measurement into memory: all, or those that are named.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        filenames : sequence of str, optional
            Names of the files wanted, in that order; all without it.
        max_parallel : int, default 4
            How many files are fetched at once.

        Returns
        -------
        dict of str to bytes
            Content by name. The person who uploaded the files chose the names: use `save_files`
            to write them to a folder.

        Raises
        ------
        NotFoundError
            The measurement has no file of a name.
        """
        return run(
            self._async.download_files(
                measurement_id, use_cache, filenames, max_parallel=max_parallel
            )
        )

    def save_files(
        self,
        measurement_id: MeasurementId,
        folder: str | PathLike[str],
        *,
        overwrite: bool = False,
        max_parallel: int = 4,
    ) -> builtins.list[Path]:
        """Save all files of a file measurement to a folder.

        The person who uploaded the files chose their names, so no file is replaced unless you
        ask for it. Every name is checked before anything is downloaded.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        folder : path
            Where to; created if it does not exist.
        overwrite : bool, default False
            True replaces files of the same name, which keep their permissions, and writes names
            that begin with a dot too.
        max_parallel : int, default 4
            How many files are fetched at once.

        Returns
        -------
        list of pathlib.Path
            The files.

        Raises
        ------
        ValueError
            A name leads out of the folder, is not a valid file name on every system, or begins
            with a dot.
        FileExistsError
            The folder has a file of the same name.
        """
        return run(
            self._async.save_files(
                measurement_id, folder, overwrite=overwrite, max_parallel=max_parallel
            )
        )
