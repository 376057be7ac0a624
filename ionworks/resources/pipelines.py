"""Pipelines: fits, calculations and validations that the platform runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ionworks_generated import models
from ionworks_generated.api.pipelines import (
    cancel_pipeline,
    create_pipeline,
    delete_pipeline,
    get_pipeline,
    get_pipeline_result,
    list_pipeline_elements,
    list_pipelines,
    update_pipeline,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload
from ionworks._io.updating import updated
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Pipeline, PipelineElement, PipelineResult
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._configs import plain_config
from ionworks.resources._queries import (
    Moment,
    Order,
    contains_filter,
    equals_filter,
    name_filter,
    to_iso,
)
from ionworks.resources._runs import COMPLETION_LIMIT, runs_of, wait_until_over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ionworks.ids import PipelineId, ProjectId

PipelineOrderBy: TypeAlias = Literal[
    "id", "name", "description", "status", "created_at", "updated_at", "created_by_email"
]


class AsyncPipelines(AsyncResource):
    """Pipelines: ``client.pipeline``."""

    async def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        description: str | None = None,
        status: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: PipelineOrderBy | None = None,
        order: Order | None = None,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[Pipeline]:
        """List a page of pipelines, without their elements.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        name, description, created_by_email : str, optional
            A part of the field, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        status : str, optional
            ``"pending"``, ``"running"``, ``"completed"``, ``"failed"`` or ``"canceled"``.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : str, optional
            What to sort by: ``"created_at"`` (the default of the service), ``"updated_at"``,
            ``"name"``, ``"description"``, ``"status"``, ``"created_by_email"`` or ``"id"``.
        order : {"asc", "desc"}, optional
            Which way to sort; the newest come first by default.
        project_id : str or Project, optional
            Project to look in; the client's own by default.

        Returns
        -------
        PaginatedList of Pipeline
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_pipelines,
            limit=limit,
            skip=offset,
            name=name_filter(name, name_exact),
            description=contains_filter(description),
            status=equals_filter(status),
            created_by_email=contains_filter(created_by_email),
            created_at_gt=to_iso(created_after),
            created_at_lt=to_iso(created_before),
            updated_at_gt=to_iso(updated_after),
            updated_at_lt=to_iso(updated_before),
            order_by=order_by,
            order=order,
            project_id=self._project(project_id),
        )
        return runs_of(Pipeline, page, "pipelines", self._links)

    iter = every_page(list)

    async def get(self, pipeline_id: PipelineId) -> Pipeline:
        """Get one pipeline, without its elements.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.

        Raises
        ------
        NotFoundError
            There is no pipeline with this id, or none that the credential may see.
        """
        found = await self._runtime.call(get_pipeline, id_of(pipeline_id, "pipeline_id"))
        return Pipeline.from_model(found, self._links)

    async def create(self, config: Mapping[str, Any]) -> Pipeline:
        """Start a pipeline; `run` is the same call.

        Parameters
        ----------
        config : mapping
            ``elements``, by name and in the order in which they run, each with an
            ``element_type`` and what that needs; ``name``, ``description``, ``options`` and
            ``project_id`` are optional. Data is named by ``"db:<measurement id>"``, or stands
            inline: frames of polars, pandas or pyarrow of up to 1,000 rows, wherever they
            are; ``"file:<path>"`` (CSV or Parquet) and ``"folder:<path>"`` (``time_series``
            and ``steps``), which are read here; objects with ``to_config``, such as a
            `DataLoader`. The configuration itself is not changed.

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
        body = await self._runtime.backend.run_in_thread(plain_config, config)
        if self._runtime.settings.project_id:
            body = {"project_id": self._runtime.settings.project_id, **body}
        # Null options are refused by some services; no options are the defaults.
        body["options"] = body.get("options") or {}
        body = body_of(body, models.PipelineCreate, what="a pipeline")
        made = await self._runtime.call(create_pipeline, body=payload(body))
        return Pipeline.from_model(made, self._links)

    run = create

    async def update(self, pipeline_id: PipelineId, data: Mapping[str, Any]) -> Pipeline:
        """Rename or redescribe a pipeline.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        data : mapping
            The fields to change, ``name`` or ``description``.

        Returns
        -------
        Pipeline
            The pipeline as it is now.
        """
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

    async def result(self, pipeline_id: PipelineId) -> PipelineResult:
        """Read what a pipeline found.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Id of a pipeline that is completed; see `wait_for_completion`.

        Returns
        -------
        PipelineResult
            ``.result``, and ``.element_results`` by name of the element.
        """
        return PipelineResult.from_model(
            await self._runtime.call(get_pipeline_result, id_of(pipeline_id, "pipeline_id"))
        )

    async def wait_for_completion(
        self, pipeline_id: PipelineId, *, timeout: float = COMPLETION_LIMIT
    ) -> Pipeline:
        """Wait until a pipeline is over.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        timeout : float, default 600
            Seconds to wait. The pipeline goes on when they are over.

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
            self._runtime, self.get, id_of(pipeline_id, "pipeline_id"), timeout=timeout
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


class Pipelines(Resource[AsyncPipelines]):
    """Pipelines: ``client.pipeline``."""

    def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        description: str | None = None,
        status: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: PipelineOrderBy | None = None,
        order: Order | None = None,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[Pipeline]:
        """List a page of pipelines, without their elements.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        name, description, created_by_email : str, optional
            A part of the field, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        status : str, optional
            ``"pending"``, ``"running"``, ``"completed"``, ``"failed"`` or ``"canceled"``.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : str, optional
            What to sort by: ``"created_at"`` (the default of the service), ``"updated_at"``,
            ``"name"``, ``"description"``, ``"status"``, ``"created_by_email"`` or ``"id"``.
        order : {"asc", "desc"}, optional
            Which way to sort; the newest come first by default.
        project_id : str or Project, optional
            Project to look in; the client's own by default.

        Returns
        -------
        PaginatedList of Pipeline
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list(
                limit=limit,
                offset=offset,
                name=name,
                name_exact=name_exact,
                description=description,
                status=status,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                order_by=order_by,
                order=order,
                project_id=project_id,
            )
        )

    iter = every_page(list)

    def get(self, pipeline_id: PipelineId) -> Pipeline:
        """Get one pipeline, without its elements.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.

        Raises
        ------
        NotFoundError
            There is no pipeline with this id, or none that the credential may see.
        """
        return run(self._async.get(pipeline_id))

    def create(self, config: Mapping[str, Any]) -> Pipeline:
        """Start a pipeline; `run` is the same call.

        Parameters
        ----------
        config : mapping
            ``elements``, by name and in the order in which they run, each with an
            ``element_type`` and what that needs; ``name``, ``description``, ``options`` and
            ``project_id`` are optional. Data is named by ``"db:<measurement id>"``, or stands
            inline: frames of polars, pandas or pyarrow of up to 1,000 rows, wherever they
            are; ``"file:<path>"`` (CSV or Parquet) and ``"folder:<path>"`` (``time_series``
            and ``steps``), which are read here; objects with ``to_config``, such as a
            `DataLoader`. The configuration itself is not changed.

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
        return run(self._async.create(config))

    run = create

    def update(self, pipeline_id: PipelineId, data: Mapping[str, Any]) -> Pipeline:
        """Rename or redescribe a pipeline.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        data : mapping
            The fields to change, ``name`` or ``description``.

        Returns
        -------
        Pipeline
            The pipeline as it is now.
        """
        return run(self._async.update(pipeline_id, data))

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

    def result(self, pipeline_id: PipelineId) -> PipelineResult:
        """Read what a pipeline found.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Id of a pipeline that is completed; see `wait_for_completion`.

        Returns
        -------
        PipelineResult
            ``.result``, and ``.element_results`` by name of the element.
        """
        return run(self._async.result(pipeline_id))

    def wait_for_completion(
        self, pipeline_id: PipelineId, *, timeout: float = COMPLETION_LIMIT
    ) -> Pipeline:
        """Wait until a pipeline is over.

        Parameters
        ----------
        pipeline_id : str or Pipeline
            Its id.
        timeout : float, default 600
            Seconds to wait. The pipeline goes on when they are over.

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
        return run(self._async.wait_for_completion(pipeline_id, timeout=timeout))

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
