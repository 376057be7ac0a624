"""Pipelines: fits, calculations and validations that the platform runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ionworks_generated import models
from ionworks_generated.api.pipelines import (
    cancel_pipeline,
    create_pipeline,
    delete_pipeline,
    get_pipeline,
    get_pipeline_element,
    get_pipeline_result,
    list_pipeline_elements,
    list_pipelines,
    update_pipeline,
)

from ionworks._given import mapping_of, shown
from ionworks._io.blocking import run
from ionworks._io.operations import payload
from ionworks._io.updating import updated
from ionworks.ids import id_of, id_or_none
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Pipeline, PipelineElement, PipelineResult
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._configs import plain_config
from ionworks.resources._queries import (
    Moment,
    Order,
    contains_or_operator,
    equals_filter,
    equals_or_operator,
    operator_or_moment,
    to_iso,
)
from ionworks.resources._runs import COMPLETION_LIMIT, POLL_INTERVAL, runs_of, wait_until_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ionworks.ids import PipelineElementId, PipelineId, ProjectId

PipelineOrderBy: TypeAlias = Literal[
    "id", "name", "description", "status", "created_at", "updated_at", "created_by_email"
]


class AsyncPipelines(AsyncResource):
    """Pipelines: ``client.pipeline``."""

    async def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        id: PipelineId | None = None,
        name: str | None = None,
        description: str | None = None,
        status: str | None = None,
        created_by_email: str | None = None,
        created_at: str | None = None,
        updated_at: str | None = None,
        created_at_gt: Moment | None = None,
        created_at_lt: Moment | None = None,
        updated_at_gt: Moment | None = None,
        updated_at_lt: Moment | None = None,
        order_by: PipelineOrderBy | None = None,
        order: Order | None = None,
        *,
        name_exact: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
    ) -> PaginatedList[Pipeline]:
        """List a page of pipelines, without their elements.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        id : str or Pipeline, optional
            One id, or several as ``"in.(a,b)"``.
        name, description, created_by_email : str, optional
            A part of the field, case-insensitive, or an operator such as ``"eq.OCV fit"``.
        status : str, optional
            ``"pending"``, ``"running"``, ``"completed"``, ``"failed"`` or ``"canceled"``.
        created_at, updated_at : str, optional
            A moment with an operator, such as ``"gte.2026-01-01"``.
        created_at_gt, created_at_lt, updated_at_gt, updated_at_lt : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : str, optional
            What to sort by: ``"created_at"`` (the default of the service), ``"updated_at"``,
            ``"name"``, ``"description"``, ``"status"``, ``"created_by_email"`` or ``"id"``.
        order : {"asc", "desc"}, optional
            Which way to sort; the newest come first by default.
        name_exact : str, optional
            The whole name; wins over `name`.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Other names of the bounds in time, as all lists have them; they win.

        Returns
        -------
        PaginatedList of Pipeline
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_pipelines,
            limit=limit,
            skip=offset,
            id=id_or_none(id, "pipeline_id"),
            name=contains_or_operator(name, "name")
            if name_exact is None
            else equals_filter(name_exact, "name_exact"),
            description=contains_or_operator(description, "description"),
            status=equals_or_operator(status, "status"),
            created_by_email=contains_or_operator(created_by_email, "created_by_email"),
            created_at=operator_or_moment(created_at, "created_at"),
            updated_at=operator_or_moment(updated_at, "updated_at"),
            created_at_gt=to_iso(created_after, "created_after")
            or to_iso(created_at_gt, "created_at_gt"),
            created_at_lt=to_iso(created_before, "created_before")
            or to_iso(created_at_lt, "created_at_lt"),
            updated_at_gt=to_iso(updated_after, "updated_after")
            or to_iso(updated_at_gt, "updated_at_gt"),
            updated_at_lt=to_iso(updated_before, "updated_before")
            or to_iso(updated_at_lt, "updated_at_lt"),
            order_by=order_by,
            order=order,
            project_id=self._project(project_id),
        )
        return runs_of(Pipeline, page, "pipelines", self._links)

    iter = every_page(list)

    async def get(
        self, job_id: PipelineId | None = None, *, pipeline_id: PipelineId | None = None
    ) -> Pipeline:
        """Get one pipeline, without its elements.

        Parameters
        ----------
        job_id : str or Pipeline
            Its id. The name is that of the official client: it is no id of a job.
        pipeline_id : str or Pipeline
            Another name of the same.

        Raises
        ------
        NotFoundError
            There is no pipeline with this id, or none that the credential may see.
        """
        return await self._read(_pipeline_id(job_id, pipeline_id))

    async def _read(self, pipeline_id: str) -> Pipeline:
        found = await self._runtime.call(get_pipeline, pipeline_id)
        return Pipeline.from_model(found, self._links)

    async def create(
        self,
        config: Mapping[str, Any],
        *,
        project_id: ProjectId | None = None,
        name: str | None = None,
        description: str | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> Pipeline:
        """Start a pipeline; `run` is the same call.

        Parameters
        ----------
        config : mapping
            ``elements``, by name and in the order in which they run, each with an
            ``element_type`` and what that needs (none by default); ``name``, ``description``,
            ``options`` and ``project_id`` are optional. Data is named by
            ``"db:<measurement id>"``, or stands inline: frames of polars, pandas or pyarrow of
            up to 1,000 rows, wherever they are; ``"file:<path>"`` (CSV or Parquet) and
            ``"folder:<path>"`` (``time_series`` and ``steps``), which are read here; objects
            with ``to_config``, such as a `DataLoader`. The configuration itself is not changed.
        project_id : str or Project, optional
            Its project; the one in `config`, or the client's own by default.
        name, description : str, optional
            They win over those in `config`.
        options : mapping, optional
            How it runs; wins over that in `config`.

        Returns
        -------
        Pipeline
            The pipeline as it starts, with its ``elements``.

        Raises
        ------
        MeasurementValidationError
            An inline series has more than 1,000 rows. Nothing was sent.
        FileNotFoundError
            A ``file:`` or ``folder:`` reference leads nowhere. Nothing was sent.
        TypeError, ValueError
            The configuration is not of the right form. Nothing was sent.
        RequestValidationError
            The service refuses the configuration; the message names the fields.

        Examples
        --------
        >>> import polars as pl
        >>> ocv = pl.DataFrame({"Capacity [A.h]": [0.0, 2.5], "Voltage [V]": [4.2, 3.0]})
        >>> values = {"element_type": "entry", "values": {"OCV": ocv}}
        >>> pipeline = await client.pipeline.run({"name": "OCV", "elements": {"known": values}})
        >>> [element["name"] for element in pipeline.elements]
        ['known']
        """
        given = await self._runtime.backend.run_in_thread(plain_config, config)
        body = settled_pipeline(
            given, self._runtime.settings.project_id, project_id, name, description, options
        )
        if body.get("elements") is None:
            body["elements"] = {}
        body = body_of(body, models.PipelineCreate, what="a pipeline")
        made = await self._runtime.call(create_pipeline, body=payload(body))
        return Pipeline.from_model(made, self._links)

    run = create

    async def update(
        self,
        pipeline_id: PipelineId,
        name: str | Mapping[str, Any] | None = None,
        description: str | None = None,
        *,
        data: Mapping[str, Any] | None = None,
    ) -> Pipeline:
        """Rename or redescribe a pipeline.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        name : str, optional
            New name; or a dict of the fields to change, as for `data`.
        description : str, optional
            New description.
        data : mapping, optional
            The fields to change, ``name`` or ``description``, in one dict.

        Returns
        -------
        Pipeline
            The pipeline as it is now.

        Raises
        ------
        ValueError
            Nothing is to be changed.
        """
        if isinstance(name, Mapping):
            name, data = None, name
        if data is None:
            data = changes_of(name, description)
        elif name is not None or description is not None:
            raise ValueError("Give `name` and `description`, or `data`, not both")
        body = body_of(data, models.PipelineUpdate, models.Pipeline, what="a pipeline")
        changed = await updated(
            self._runtime, update_pipeline, get_pipeline, id_of(pipeline_id, "pipeline_id"), body
        )
        return Pipeline.from_model(changed, self._links)

    async def elements(self, pipeline_id: PipelineId) -> Sequence[PipelineElement]:
        """Read how far each element is, and what became of it.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Id of the pipeline.

        Returns
        -------
        list of PipelineElement
            In the order in which they run.
        """
        found = await self._runtime.call(list_pipeline_elements, id_of(pipeline_id, "pipeline_id"))
        return [PipelineElement.from_model(one) for one in found]

    async def element(self, element_id: PipelineElementId) -> PipelineElement:
        """Read how far one element is, and what became of it.

        Parameters
        ----------
        element_id : str or PipelineElement
            Its id.
        """
        found = await self._runtime.call(get_pipeline_element, id_of(element_id, "element_id"))
        return PipelineElement.from_model(found)

    async def get_element_metadata(
        self,
        pipeline_id: PipelineId,
        element_name: str,
        elements: Sequence[Mapping[str, Any]] | None = None,
    ) -> dict[str, Any]:
        """Read what the job of an element recorded. See ``client.job.get_metadata``.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Id of the pipeline.
        element_name : str
            Name of the element.
        elements : list of PipelineElement, optional
            What `elements` gave before, which saves a request.

        Raises
        ------
        ValueError
            There is no such element, or it has no job.
        """
        job = await self._job_of(pipeline_id, element_name, elements)
        return await self._client.job.get_metadata(job)

    async def get_element_series(
        self,
        pipeline_id: PipelineId,
        element_name: str,
        objective: str,
        elements: Sequence[Mapping[str, Any]] | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Read the series of model and data of an objective of an element.

        Parameters
        ----------
        pipeline_id, element_name, elements
            As for `get_element_metadata`.
        objective : str
            Name of the objective.
        **kwargs
            As for ``client.job.get_series``.

        Returns
        -------
        dict
            Values by channel.

        Raises
        ------
        ValueError
            There is no such element, or it has no job.
        """
        job = await self._job_of(pipeline_id, element_name, elements)
        return await self._client.job.get_series(job, objective, **kwargs)

    async def get_element_series_channels(
        self,
        pipeline_id: PipelineId,
        element_name: str,
        elements: Sequence[Mapping[str, Any]] | None = None,
    ) -> dict[str, Any]:
        """Read which series an element recorded.

        Parameters
        ----------
        pipeline_id, element_name, elements
            As for `get_element_metadata`.

        Returns
        -------
        dict
            Names of channels by objective and source.

        Raises
        ------
        ValueError
            There is no such element, or it has no job.
        """
        job = await self._job_of(pipeline_id, element_name, elements)
        return await self._client.job.get_series_channels(job)

    async def _job_of(
        self,
        pipeline_id: PipelineId,
        element_name: str,
        elements: Sequence[Mapping[str, Any]] | None,
    ) -> str:
        known: Any = await self.elements(pipeline_id) if elements is None else elements
        is_list = isinstance(known, list | tuple) and all(isinstance(e, Mapping) for e in known)
        if not is_list:
            raise TypeError(f"`elements` is what `elements` gives, not {shown(known)}")
        named = [one for one in known if one.get("name") == element_name]
        if not named:
            names = ", ".join(repr(one.get("name")) for one in known)
            raise ValueError(f"The pipeline has no element {element_name!r}; it has {names}")
        job = named[0].get("job_id")
        if not job:
            raise ValueError(
                f"The element {element_name!r} has no job: it did not run, or computes nothing"
            )
        return str(job)

    async def result(
        self, job_id: PipelineId | None = None, *, pipeline_id: PipelineId | None = None
    ) -> PipelineResult:
        """Read what a pipeline found.

        Parameters
        ----------
        job_id : str or Pipeline
            Id of a pipeline that is completed; see `wait_for_completion`. The name is that of
            the official client: it is no id of a job.
        pipeline_id : str or Pipeline
            Another name of the same.

        Returns
        -------
        PipelineResult
            ``.result``, and ``.element_results`` by name of the element.
        """
        one = _pipeline_id(job_id, pipeline_id)
        return PipelineResult.from_model(await self._runtime.call(get_pipeline_result, one))

    async def wait_for_completion(
        self,
        pipeline_id: PipelineId,
        timeout: float = COMPLETION_LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Pipeline:
        """Wait until a pipeline is over.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        timeout : float, default 600
            Seconds to wait. The pipeline goes on when they are over.
        poll_interval : float, default 2
            Longest time between two requests, in s; the first ones follow sooner.
        verbose : bool, default True
            Whether to print each change of its state.
        raise_on_failure : bool, default True
            Whether to raise if it failed; otherwise it is returned.

        Returns
        -------
        Pipeline
            The completed pipeline.

        Raises
        ------
        JobFailedError
            It failed or was canceled; `elements` tells where.
        ProcessingTimeoutError
            It is not over yet.
        """
        return await wait_until_over(
            self._runtime,
            self._read,
            id_of(pipeline_id, "pipeline_id"),
            timeout=timeout,
            poll_interval=poll_interval,
            verbose=verbose,
            raise_on_failure=raise_on_failure,
        )

    async def cancel(self, pipeline_id: PipelineId) -> Pipeline:
        """Cancel a pipeline and those of its elements that are not finished.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.

        Returns
        -------
        Pipeline
            The pipeline as it is now; one that is over already stays as it is.
        """
        left = await self._runtime.call(cancel_pipeline, id_of(pipeline_id, "pipeline_id"), body={})
        return Pipeline.from_model(left, self._links)

    async def delete(self, pipeline_id: PipelineId) -> None:
        """Delete a pipeline with its elements, jobs and results.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        """
        await self._runtime.call(delete_pipeline, id_of(pipeline_id, "pipeline_id"))


def _pipeline_id(job_id: PipelineId | None, pipeline_id: PipelineId | None) -> str:
    """Return the id of a pipeline that came by one of two names."""
    if (job_id is None) == (pipeline_id is None):
        raise TypeError("Give the id of the pipeline, once")
    return id_of(pipeline_id if job_id is None else job_id, "pipeline_id")


def settled_pipeline(
    given: dict[str, Any],
    default_project: str | None,
    project_id: ProjectId | None,
    name: str | None,
    description: str | None,
    options: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Return a configuration with what stands beside it in a call, which wins."""
    body = {"project_id": default_project, **given} if default_project else dict(given)
    beside = {
        "project_id": id_or_none(project_id, "project_id"),
        "name": name,
        "description": description,
        "options": options,
    }
    body.update({key: value for key, value in beside.items() if value is not None})
    # Null options are refused by some services; no options are the defaults.
    body["options"] = mapping_of(body.get("options"), "options")
    return body


def changes_of(name: str | None, description: str | None) -> dict[str, str]:
    """Return what an update changes.

    Raises
    ------
    ValueError
        It changes nothing, or the name is empty.
    """
    asked = {"name": name, "description": description}
    changes = {key: value for key, value in asked.items() if value is not None}
    if not changes:
        raise ValueError("Give `name` or `description`: nothing is to be changed")
    for key, value in changes.items():
        if not isinstance(value, str):
            raise TypeError(f"`{key}` is text, not a {type(value).__name__}")
    if name is not None and not name.strip():
        raise ValueError("`name` is empty")
    return changes


class Pipelines(Resource[AsyncPipelines]):
    """Pipelines: ``client.pipeline``."""

    def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        id: PipelineId | None = None,
        name: str | None = None,
        description: str | None = None,
        status: str | None = None,
        created_by_email: str | None = None,
        created_at: str | None = None,
        updated_at: str | None = None,
        created_at_gt: Moment | None = None,
        created_at_lt: Moment | None = None,
        updated_at_gt: Moment | None = None,
        updated_at_lt: Moment | None = None,
        order_by: PipelineOrderBy | None = None,
        order: Order | None = None,
        *,
        name_exact: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
    ) -> PaginatedList[Pipeline]:
        """List a page of pipelines, without their elements.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        id : str or Pipeline, optional
            One id, or several as ``"in.(a,b)"``.
        name, description, created_by_email : str, optional
            A part of the field, case-insensitive, or an operator such as ``"eq.OCV fit"``.
        status : str, optional
            ``"pending"``, ``"running"``, ``"completed"``, ``"failed"`` or ``"canceled"``.
        created_at, updated_at : str, optional
            A moment with an operator, such as ``"gte.2026-01-01"``.
        created_at_gt, created_at_lt, updated_at_gt, updated_at_lt : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : str, optional
            What to sort by: ``"created_at"`` (the default of the service), ``"updated_at"``,
            ``"name"``, ``"description"``, ``"status"``, ``"created_by_email"`` or ``"id"``.
        order : {"asc", "desc"}, optional
            Which way to sort; the newest come first by default.
        name_exact : str, optional
            The whole name; wins over `name`.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Other names of the bounds in time, as all lists have them; they win.

        Returns
        -------
        PaginatedList of Pipeline
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list(
                project_id,
                limit,
                offset,
                id,
                name,
                description,
                status,
                created_by_email,
                created_at,
                updated_at,
                created_at_gt,
                created_at_lt,
                updated_at_gt,
                updated_at_lt,
                order_by,
                order,
                name_exact=name_exact,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
            )
        )

    iter = every_page(list)

    def get(
        self, job_id: PipelineId | None = None, *, pipeline_id: PipelineId | None = None
    ) -> Pipeline:
        """Get one pipeline, without its elements.

        Parameters
        ----------
        job_id : str or Pipeline
            Its id. The name is that of the official client: it is no id of a job.
        pipeline_id : str or Pipeline
            Another name of the same.

        Raises
        ------
        NotFoundError
            There is no pipeline with this id, or none that the credential may see.
        """
        return run(self._async.get(job_id, pipeline_id=pipeline_id))

    def create(
        self,
        config: Mapping[str, Any],
        *,
        project_id: ProjectId | None = None,
        name: str | None = None,
        description: str | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> Pipeline:
        """Start a pipeline; `run` is the same call.

        Parameters
        ----------
        config : mapping
            ``elements``, by name and in the order in which they run, each with an
            ``element_type`` and what that needs (none by default); ``name``, ``description``,
            ``options`` and ``project_id`` are optional. Data is named by
            ``"db:<measurement id>"``, or stands inline: frames of polars, pandas or pyarrow of
            up to 1,000 rows, wherever they are; ``"file:<path>"`` (CSV or Parquet) and
            ``"folder:<path>"`` (``time_series`` and ``steps``), which are read here; objects
            with ``to_config``, such as a `DataLoader`. The configuration itself is not changed.
        project_id : str or Project, optional
            Its project; the one in `config`, or the client's own by default.
        name, description : str, optional
            They win over those in `config`.
        options : mapping, optional
            How it runs; wins over that in `config`.

        Returns
        -------
        Pipeline
            The pipeline as it starts, with its ``elements``.

        Raises
        ------
        MeasurementValidationError
            An inline series has more than 1,000 rows. Nothing was sent.
        FileNotFoundError
            A ``file:`` or ``folder:`` reference leads nowhere. Nothing was sent.
        TypeError, ValueError
            The configuration is not of the right form. Nothing was sent.
        RequestValidationError
            The service refuses the configuration; the message names the fields.

        Examples
        --------
        >>> import polars as pl
        >>> ocv = pl.DataFrame({"Capacity [A.h]": [0.0, 2.5], "Voltage [V]": [4.2, 3.0]})
        >>> values = {"element_type": "entry", "values": {"OCV": ocv}}
        >>> pipeline = client.pipeline.run({"name": "OCV", "elements": {"known": values}})
        >>> [element["name"] for element in pipeline.elements]
        ['known']
        """
        return run(
            self._async.create(
                config, project_id=project_id, name=name, description=description, options=options
            )
        )

    run = create

    def update(
        self,
        pipeline_id: PipelineId,
        name: str | Mapping[str, Any] | None = None,
        description: str | None = None,
        *,
        data: Mapping[str, Any] | None = None,
    ) -> Pipeline:
        """Rename or redescribe a pipeline.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        name : str, optional
            New name; or a dict of the fields to change, as for `data`.
        description : str, optional
            New description.
        data : mapping, optional
            The fields to change, ``name`` or ``description``, in one dict.

        Returns
        -------
        Pipeline
            The pipeline as it is now.

        Raises
        ------
        ValueError
            Nothing is to be changed.
        """
        return run(self._async.update(pipeline_id, name, description, data=data))

    def elements(self, pipeline_id: PipelineId) -> Sequence[PipelineElement]:
        """Read how far each element is, and what became of it.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Id of the pipeline.

        Returns
        -------
        list of PipelineElement
            In the order in which they run.
        """
        return run(self._async.elements(pipeline_id))

    def element(self, element_id: PipelineElementId) -> PipelineElement:
        """Read how far one element is, and what became of it.

        Parameters
        ----------
        element_id : str or PipelineElement
            Its id.
        """
        return run(self._async.element(element_id))

    def get_element_metadata(
        self,
        pipeline_id: PipelineId,
        element_name: str,
        elements: Sequence[Mapping[str, Any]] | None = None,
    ) -> dict[str, Any]:
        """Read what the job of an element recorded. See ``client.job.get_metadata``.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Id of the pipeline.
        element_name : str
            Name of the element.
        elements : list of PipelineElement, optional
            What `elements` gave before, which saves a request.

        Raises
        ------
        ValueError
            There is no such element, or it has no job.
        """
        return run(self._async.get_element_metadata(pipeline_id, element_name, elements))

    def get_element_series(
        self,
        pipeline_id: PipelineId,
        element_name: str,
        objective: str,
        elements: Sequence[Mapping[str, Any]] | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Read the series of model and data of an objective of an element.

        Parameters
        ----------
        pipeline_id, element_name, elements
            As for `get_element_metadata`.
        objective : str
            Name of the objective.
        **kwargs
            As for ``client.job.get_series``.

        Returns
        -------
        dict
            Values by channel.

        Raises
        ------
        ValueError
            There is no such element, or it has no job.
        """
        return run(
            self._async.get_element_series(pipeline_id, element_name, objective, elements, **kwargs)
        )

    def get_element_series_channels(
        self,
        pipeline_id: PipelineId,
        element_name: str,
        elements: Sequence[Mapping[str, Any]] | None = None,
    ) -> dict[str, Any]:
        """Read which series an element recorded.

        Parameters
        ----------
        pipeline_id, element_name, elements
            As for `get_element_metadata`.

        Returns
        -------
        dict
            Names of channels by objective and source.

        Raises
        ------
        ValueError
            There is no such element, or it has no job.
        """
        return run(self._async.get_element_series_channels(pipeline_id, element_name, elements))

    def result(
        self, job_id: PipelineId | None = None, *, pipeline_id: PipelineId | None = None
    ) -> PipelineResult:
        """Read what a pipeline found.

        Parameters
        ----------
        job_id : str or Pipeline
            Id of a pipeline that is completed; see `wait_for_completion`. The name is that of
            the official client: it is no id of a job.
        pipeline_id : str or Pipeline
            Another name of the same.

        Returns
        -------
        PipelineResult
            ``.result``, and ``.element_results`` by name of the element.
        """
        return run(self._async.result(job_id, pipeline_id=pipeline_id))

    def wait_for_completion(
        self,
        pipeline_id: PipelineId,
        timeout: float = COMPLETION_LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Pipeline:
        """Wait until a pipeline is over.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        timeout : float, default 600
            Seconds to wait. The pipeline goes on when they are over.
        poll_interval : float, default 2
            Longest time between two requests, in s; the first ones follow sooner.
        verbose : bool, default True
            Whether to print each change of its state.
        raise_on_failure : bool, default True
            Whether to raise if it failed; otherwise it is returned.

        Returns
        -------
        Pipeline
            The completed pipeline.

        Raises
        ------
        JobFailedError
            It failed or was canceled; `elements` tells where.
        ProcessingTimeoutError
            It is not over yet.
        """
        return run(
            self._async.wait_for_completion(
                pipeline_id, timeout, poll_interval, verbose, raise_on_failure
            )
        )

    def cancel(self, pipeline_id: PipelineId) -> Pipeline:
        """Cancel a pipeline and those of its elements that are not finished.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.

        Returns
        -------
        Pipeline
            The pipeline as it is now; one that is over already stays as it is.
        """
        return run(self._async.cancel(pipeline_id))

    def delete(self, pipeline_id: PipelineId) -> None:
        """Delete a pipeline with its elements, jobs and results.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        """
        return run(self._async.delete(pipeline_id))
