"""Analyses: tables that were made from measurements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.analyses import (
    analysis_download_url,
    create_analysis,
    delete_analysis,
    get_analysis,
    list_analyses,
    update_analysis,
)

from ionworks._given import shown
from ionworks._io.blocking import run
from ionworks._io.forms import FormFile, form
from ionworks._io.operations import require_asked
from ionworks._io.sinks import MemorySink
from ionworks._io.updating import updated
from ionworks.errors import IonworksError
from ionworks.ids import id_of, id_or_none
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Analysis
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import require_name
from ionworks.resources._downloads import fetch_linked
from ionworks.resources._pages import page_of
from ionworks.tables.backends import to_backend
from ionworks.tables.frames import to_polars
from ionworks.tables.parquet import MEDIA_TYPE, read_parquet, write_parquet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ionworks.ids import AnalysisId, MeasurementId, ProjectId
    from ionworks.tables import AnyFrame
    from ionworks.types import AnalysisColumnInput, AnalysisUpdate, PlotPreset

_AXES = ("y", "y2")


class AsyncAnalyses(AsyncResource):
    """Analyses: ``client.analysis``.

    An analysis is a table that was made from one measurement, such as its degradation modes, with
    a description of its columns and of how to plot it.
    """

    _page_size = 100

    async def list(
        self,
        measurement_id: MeasurementId | None = None,
        *,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[Analysis]:
        """List a page of the analyses of a measurement or of a project, the newest first.

        Parameters
        ----------
        measurement_id : str or CellMeasurement, optional
            The measurement.
        project_id : str or Project, optional
            The project. Name either it or the measurement; the client's own is not looked at.
        limit : int, optional
            Results in the page, 1 to 100; 100 by default.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of Analysis
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            Both were named, or neither. Nothing was sent.
        """
        measurement = id_or_none(measurement_id, "measurement_id")
        project = id_or_none(project_id, "project_id")
        if (measurement is None) == (project is None):
            raise ValueError("name a `measurement_id` or a `project_id`, and not both")
        page = await self._runtime.call(
            list_analyses,
            measurement_id=measurement,
            project_id=project,
            limit=limit,
            offset=offset,
        )
        return page_of(Analysis, page, self._links)

    iter = every_page(list)

    async def get(self, analysis_id: AnalysisId) -> Analysis:
        """Get one analysis; `get_data` reads its table.

        Parameters
        ----------
        analysis_id : str or Analysis
            Its id.

        Raises
        ------
        NotFoundError
            There is no analysis with this id, or none that the credential may see.
        """
        found = await self._runtime.call(get_analysis, id_of(analysis_id, "analysis_id"))
        return Analysis.from_model(found, self._links)

    async def find_one(
        self,
        measurement_id: MeasurementId,
        *,
        analysis_id: AnalysisId | None = None,
        analysis_type: str | None = None,
        name: str | None = None,
    ) -> Analysis:
        """Find the only analysis of a measurement that matches.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            The measurement.
        analysis_id : str or Analysis, optional
            Id of the analysis; the others are not looked at then.
        analysis_type, name : str, optional
            The whole type and the whole name.

        Raises
        ------
        ValueError
            Nothing was named by which to find it. Nothing was sent.
        IonworksError
            With ``status_code`` 404 if no analysis matches, 409 if several do.

        Examples
        --------
        >>> cell = await client.cell_instance.create(
        ...     await client.cell_spec.create({"name": "LG M50"}), {"name": "M50-001"}
        ... )
        >>> weight = {"weight": {"value": 68.9, "unit": "g"}}
        >>> measured = await client.cell_measurement.create_properties(
        ...     cell, name="Check-up", properties=weight
        ... )
        >>> modes = {"Cycle": [0, 100], "LLI [%]": [0.0, 2.1]}
        >>> made = await client.analysis.create(measured, "Modes", "lam_lli_from_rpt", modes)
        >>> found = await client.analysis.find_one(measured, analysis_type="lam_lli_from_rpt")
        >>> found.id == made.id
        True
        """
        measurement = id_of(measurement_id, "measurement_id")
        if analysis_id is None and analysis_type is None and name is None:
            raise ValueError("name at least one of `analysis_id`, `analysis_type` and `name`")
        if analysis_id is not None:
            found = await self.get(analysis_id)
            matching = [found] if found.measurement_id == measurement else []
        else:
            matching = [
                one
                async for one in self.iter(measurement)
                if analysis_type in (None, one.analysis_type) and name in (None, one.name)
            ]
        if len(matching) == 1:
            return matching[0]
        asked = {"analysis_id": analysis_id, "analysis_type": analysis_type, "name": name}
        words = ", ".join(f"{key} {value!r}" for key, value in asked.items() if value is not None)
        raise IonworksError(
            f"The measurement {measurement!r} has {len(matching) or 'no'} analyses"
            + f" with {words}"
            + ("; name one by analysis_id" if matching else ""),
            status_code=409 if matching else 404,
        )

    async def create(
        self,
        measurement_id: MeasurementId,
        name: str,
        analysis_type: str,
        data: AnyFrame | Mapping[str, Any],
        *,
        columns: Sequence[AnalysisColumnInput | Mapping[str, Any]] | None = None,
        plots: Sequence[PlotPreset | Mapping[str, Any]] | None = None,
        metadata: Mapping[str, Any] | None = None,
        notes: str | None = None,
    ) -> Analysis:
        """Store a table that was made from a measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            The measurement.
        name : str
            Name; it may repeat.
        analysis_type : str
            What was made: ``"ecm_from_eis"``, ``"lam_lli_from_rpt"``, ``"dcir_from_hppc"`` or a
            word of your own.
        data : DataFrame or mapping
            The table: a frame of polars, pandas or pyarrow, or lists by column.
        columns : sequence of mapping, optional
            What the columns are: ``name``, ``unit`` and ``dtype`` of each.
        plots : sequence of mapping, optional
            How to plot the table: ``x``, lists ``y`` and ``y2`` of columns, ``rows`` (plots
            below each other, each with ``y`` and ``y2``), ``group_by``, ``title``.
        metadata : mapping, optional
            Further facts.
        notes : str, optional
            Free text.

        Returns
        -------
        Analysis
            The record; `get_data` reads the table again.

        Raises
        ------
        ValueError
            A name is empty, or a plot has no column in ``y`` and ``y2``, or one that `columns`
            lacks. Nothing was sent.
        TypeError
            This is not a table. Nothing was sent.
        NotFoundError
            There is no such measurement.

        Examples
        --------
        See `find_one`.
        """
        require_name({"name": name}, "analysis")
        require_name({"name": analysis_type}, "analysis type")
        described = _listed(columns, "columns")
        presets = _listed(plots, "plots")
        _check_plots(presets, {column.get("name") for column in described})
        measurement = id_of(measurement_id, "measurement_id")
        if metadata is not None and not isinstance(metadata, Mapping):
            raise TypeError(f"`metadata` is a dict, not a {type(metadata).__name__}")
        if notes is not None and not isinstance(notes, str):
            raise TypeError(f"`notes` is text, not a {type(notes).__name__}")
        fields = {
            "measurement_id": measurement,
            "name": name,
            "analysis_type": analysis_type,
            "columns": described,
            "plots": presets,
            "metadata": dict(metadata or {}),
            "notes": notes,
            "file": await self._runtime.backend.run_in_thread(_encoded, data),
        }
        made = await self._runtime.call(create_analysis, body=form(fields))
        record = Analysis.from_model(made, self._links)
        return require_asked(record, name=name, measurement_id=measurement)

    async def update(
        self, analysis_id: AnalysisId, data: AnalysisUpdate | Mapping[str, Any]
    ) -> Analysis:
        """Change what is said of an analysis; its table stays.

        Parameters
        ----------
        analysis_id : str or Analysis
            Its id.
        data : mapping
            The fields to change: ``name``, ``analysis_type``, ``columns``, ``plots``,
            ``metadata`` (merged key by key; None removes a key) or ``notes``.

        Returns
        -------
        Analysis
            The analysis as it is now.
        """
        body = body_of(data, models.AnalysisUpdate, models.Analysis, what="an analysis")
        identifier = id_of(analysis_id, "analysis_id")
        changed = await updated(self._runtime, update_analysis, get_analysis, identifier, body)
        return Analysis.from_model(changed, self._links)

    async def delete(self, analysis_id: AnalysisId) -> None:
        """Delete an analysis with its table.

        Parameters
        ----------
        analysis_id : str or Analysis
            Its id.
        """
        await self._runtime.call(delete_analysis, id_of(analysis_id, "analysis_id"))

    async def get_download_url(self, analysis_id: AnalysisId) -> str:
        """Get a link to the table, a Parquet file. It is good for a short time.

        Parameters
        ----------
        analysis_id : str or Analysis
            Id of the analysis.
        """
        identifier = id_of(analysis_id, "analysis_id")
        return (await self._runtime.call(analysis_download_url, identifier)).url

    async def get_data(self, analysis_id: AnalysisId) -> AnyFrame:
        """Read the table of an analysis.

        Parameters
        ----------
        analysis_id : str or Analysis
            Id of the analysis.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            The table, in the client's backend.

        Raises
        ------
        UnexpectedResponseError
            What came is not what was stored, or no Parquet.
        """
        sink = MemorySink()
        await fetch_linked(self._runtime, lambda: self.get_download_url(analysis_id), sink)
        frame = await self._runtime.backend.run_in_thread(read_parquet, sink.data)
        return to_backend(frame, self._client.settings.dataframe_backend)


def _encoded(data: Any) -> FormFile:
    buffer = BytesIO()
    write_parquet(to_polars(data, name="data"), buffer)
    return FormFile("data.parquet", buffer.getvalue(), MEDIA_TYPE)


def _listed(given: Any, argument: str) -> list[dict[str, Any]]:
    """Return the mappings of an argument that takes several."""
    if given is None:
        return []
    is_list = isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping)
    found: list[Any] = [*given] if is_list else [None]
    if not all(isinstance(one, Mapping) for one in found):
        raise TypeError(f"`{argument}` is a list of dicts, not {shown(given)}")
    return [dict(one) for one in found]


def _check_plots(plots: Iterable[Mapping[str, Any]], columns: set[Any]) -> None:
    """Refuse plots that draw nothing, or columns that are not described.

    Raises
    ------
    ValueError
        One of them is so.
    """
    for number, plot in enumerate(plots):
        place = f"plots[{number}]"
        if not isinstance(plot.get("x"), str):
            raise ValueError(f"{place} has no column `x`")
        drawn = [
            name
            for part in (plot, *plot.get("rows", ()))
            for axis in _AXES
            for name in part.get(axis) or ()
        ]
        if not drawn:
            raise ValueError(f"{place} has no column in `y` or `y2`")
        named = [plot["x"], *drawn, *([plot["group_by"]] if plot.get("group_by") else [])]
        unknown = [name for name in named if name not in columns] if columns else []
        if unknown:
            raise ValueError(f"{place} names {unknown[0]!r}, which is not one of `columns`")


class Analyses(Resource[AsyncAnalyses]):
    """Analyses: ``client.analysis``.

    An analysis is a table that was made from one measurement, such as its degradation modes, with
    a description of its columns and of how to plot it.
    """

    def list(
        self,
        measurement_id: MeasurementId | None = None,
        *,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[Analysis]:
        """List a page of the analyses of a measurement or of a project, the newest first.

        Parameters
        ----------
        measurement_id : str or CellMeasurement, optional
            The measurement.
        project_id : str or Project, optional
            The project. Name either it or the measurement; the client's own is not looked at.
        limit : int, optional
            Results in the page, 1 to 100; 100 by default.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of Analysis
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            Both were named, or neither. Nothing was sent.
        """
        return run(
            self._async.list(measurement_id, project_id=project_id, limit=limit, offset=offset)
        )

    iter = every_page(list)

    def get(self, analysis_id: AnalysisId) -> Analysis:
        """Get one analysis; `get_data` reads its table.

        Parameters
        ----------
        analysis_id : str or Analysis
            Its id.

        Raises
        ------
        NotFoundError
            There is no analysis with this id, or none that the credential may see.
        """
        return run(self._async.get(analysis_id))

    def find_one(
        self,
        measurement_id: MeasurementId,
        *,
        analysis_id: AnalysisId | None = None,
        analysis_type: str | None = None,
        name: str | None = None,
    ) -> Analysis:
        """Find the only analysis of a measurement that matches.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            The measurement.
        analysis_id : str or Analysis, optional
            Id of the analysis; the others are not looked at then.
        analysis_type, name : str, optional
            The whole type and the whole name.

        Raises
        ------
        ValueError
            Nothing was named by which to find it. Nothing was sent.
        IonworksError
            With ``status_code`` 404 if no analysis matches, 409 if several do.

        Examples
        --------
        >>> cell = client.cell_instance.create(
        ...     client.cell_spec.create({"name": "LG M50"}), {"name": "M50-001"}
        ... )
        >>> weight = {"weight": {"value": 68.9, "unit": "g"}}
        >>> measured = client.cell_measurement.create_properties(
        ...     cell, name="Check-up", properties=weight
        ... )
        >>> modes = {"Cycle": [0, 100], "LLI [%]": [0.0, 2.1]}
        >>> made = client.analysis.create(measured, "Modes", "lam_lli_from_rpt", modes)
        >>> found = client.analysis.find_one(measured, analysis_type="lam_lli_from_rpt")
        >>> found.id == made.id
        True
        """
        return run(
            self._async.find_one(
                measurement_id, analysis_id=analysis_id, analysis_type=analysis_type, name=name
            )
        )

    def create(
        self,
        measurement_id: MeasurementId,
        name: str,
        analysis_type: str,
        data: AnyFrame | Mapping[str, Any],
        *,
        columns: Sequence[AnalysisColumnInput | Mapping[str, Any]] | None = None,
        plots: Sequence[PlotPreset | Mapping[str, Any]] | None = None,
        metadata: Mapping[str, Any] | None = None,
        notes: str | None = None,
    ) -> Analysis:
        """Store a table that was made from a measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            The measurement.
        name : str
            Name; it may repeat.
        analysis_type : str
            What was made: ``"ecm_from_eis"``, ``"lam_lli_from_rpt"``, ``"dcir_from_hppc"`` or a
            word of your own.
        data : DataFrame or mapping
            The table: a frame of polars, pandas or pyarrow, or lists by column.
        columns : sequence of mapping, optional
            What the columns are: ``name``, ``unit`` and ``dtype`` of each.
        plots : sequence of mapping, optional
            How to plot the table: ``x``, lists ``y`` and ``y2`` of columns, ``rows`` (plots
            below each other, each with ``y`` and ``y2``), ``group_by``, ``title``.
        metadata : mapping, optional
            Further facts.
        notes : str, optional
            Free text.

        Returns
        -------
        Analysis
            The record; `get_data` reads the table again.

        Raises
        ------
        ValueError
            A name is empty, or a plot has no column in ``y`` and ``y2``, or one that `columns`
            lacks. Nothing was sent.
        TypeError
            This is not a table. Nothing was sent.
        NotFoundError
            There is no such measurement.

        Examples
        --------
        See `find_one`.
        """
        return run(
            self._async.create(
                measurement_id,
                name,
                analysis_type,
                data,
                columns=columns,
                plots=plots,
                metadata=metadata,
                notes=notes,
            )
        )

    def update(self, analysis_id: AnalysisId, data: AnalysisUpdate | Mapping[str, Any]) -> Analysis:
        """Change what is said of an analysis; its table stays.

        Parameters
        ----------
        analysis_id : str or Analysis
            Its id.
        data : mapping
            The fields to change: ``name``, ``analysis_type``, ``columns``, ``plots``,
            ``metadata`` (merged key by key; None removes a key) or ``notes``.

        Returns
        -------
        Analysis
            The analysis as it is now.
        """
        return run(self._async.update(analysis_id, data))

    def delete(self, analysis_id: AnalysisId) -> None:
        """Delete an analysis with its table.

        Parameters
        ----------
        analysis_id : str or Analysis
            Its id.
        """
        return run(self._async.delete(analysis_id))

    def get_download_url(self, analysis_id: AnalysisId) -> str:
        """Get a link to the table, a Parquet file. It is good for a short time.

        Parameters
        ----------
        analysis_id : str or Analysis
            Id of the analysis.
        """
        return run(self._async.get_download_url(analysis_id))

    def get_data(self, analysis_id: AnalysisId) -> AnyFrame:
        """Read the table of an analysis.

        Parameters
        ----------
        analysis_id : str or Analysis
            Id of the analysis.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            The table, in the client's backend.

        Raises
        ------
        UnexpectedResponseError
            What came is not what was stored, or no Parquet.
        """
        return run(self._async.get_data(analysis_id))

    pass
