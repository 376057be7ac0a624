"""Simple pipelines: single fits that the web app does not show. Deprecated."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, TypeVar

from ionworks_generated import models
from ionworks_generated.api.simple_pipelines import (
    cancel_simple_pipeline,
    create_simple_pipeline,
    delete_simple_pipeline,
    get_simple_pipeline,
    list_simple_pipelines,
    update_simple_pipeline,
)

from ionworks._deprecation import callers_level
from ionworks._io.blocking import run
from ionworks._io.operations import payload
from ionworks._io.updating import updated
from ionworks.ids import id_of
from ionworks.pagination import AsyncPages, PaginatedList, every_page
from ionworks.records import SimplePipeline
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._configs import plain_config
from ionworks.resources._pages import page_of
from ionworks.resources._queries import (
    Moment,
    Order,
    contains_or_operator,
    equals_or_operator,
    operator_or_moment,
    to_iso,
)
from ionworks.resources._runs import COMPLETION_LIMIT, POLL_INTERVAL, wait_until_over
from ionworks.resources.pipelines import PipelineOrderBy, changes_of, settled_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from ionworks.ids import ProjectId, SimplePipelineId

T = TypeVar("T")

_LARGEST_PAGE = 100


class AsyncSimplePipelines(AsyncResource):
    """Simple pipelines: ``client.simple_pipeline``. Deprecated: use ``client.pipeline``.

    Every call warns of that with a `DeprecationWarning`.
    """

    def _pages(
        self, page: Callable[[int, int], Coroutine[Any, Any, PaginatedList[T]]]
    ) -> AsyncPages[T]:
        return AsyncPages(page, page_size=_LARGEST_PAGE, changes=lambda: self._runtime.changes)

    async def create(
        self,
        config: Mapping[str, Any],
        project_id: ProjectId | None = None,
        name: str | None = None,
        description: str | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> SimplePipeline:
        """Start a simple pipeline.

        Parameters
        ----------
        config : mapping
            ``elements`` by name, at most one of which is a fit or a validation; otherwise as
            for ``client.pipeline.create``.
        project_id : str or Project, optional
            Its project; the one in `config`, or the client's own by default.
        name, description : str, optional
            They win over those in `config`.
        options : mapping, optional
            How it runs; wins over that in `config`.

        Returns
        -------
        SimplePipeline
            The pipeline as it starts.

        Raises
        ------
        TypeError, ValueError
            The configuration is not of the right form. Nothing was sent.
        RequestValidationError
            The service refuses the configuration; the message names the fields.
        """
        _warn("create")
        given = await self._runtime.backend.run_in_thread(plain_config, config)
        body = settled_pipeline(
            given, self._runtime.settings.project_id, project_id, name, description, options
        )
        outer = {key: body.pop(key) for key in _OUTER if key in body}
        if not outer["options"]:
            del outer["options"]
        made = await self._runtime.call(
            create_simple_pipeline, body=payload({**outer, "config": body})
        )
        return SimplePipeline.from_model(made, self._links)

    async def list(
        self,
        project_id: ProjectId | None = None,
        limit: int = 10,
        offset: int = 0,
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
        order_by: PipelineOrderBy = "created_at",
        order: Order = "desc",
    ) -> PaginatedList[SimplePipeline]:
        """List a page of simple pipelines, without their results.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, default 10
            Results in the page, 1 to 100.
        offset : int, default 0
            Results to leave out at the start.
        name, description, created_by_email : str, optional
            A part of the field, case-insensitive, or an operator such as ``"eq.OCV fit"``.
        status : str, optional
            ``"pending"``, ``"running"``, ``"completed"``, ``"failed"`` or ``"canceled"``.
        created_at, updated_at : str, optional
            A moment with an operator, such as ``"gte.2026-01-01"``.
        created_at_gt, created_at_lt, updated_at_gt, updated_at_lt : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : str, default "created_at"
            What to sort by.
        order : {"asc", "desc"}, default "desc"
            Which way to sort.

        Returns
        -------
        PaginatedList of SimplePipeline
            One page; ``.total`` counts all matches.
        """
        _warn("list")
        page = await self._runtime.call(
            list_simple_pipelines,
            project_id=self._project(project_id),
            limit=limit,
            offset=offset,
            name=contains_or_operator(name, "name"),
            description=contains_or_operator(description, "description"),
            status=equals_or_operator(status, "status"),
            created_by_email=contains_or_operator(created_by_email, "created_by_email"),
            created_at=operator_or_moment(created_at, "created_at"),
            updated_at=operator_or_moment(updated_at, "updated_at"),
            created_at_gt=to_iso(created_at_gt, "created_at_gt"),
            created_at_lt=to_iso(created_at_lt, "created_at_lt"),
            updated_at_gt=to_iso(updated_at_gt, "updated_at_gt"),
            updated_at_lt=to_iso(updated_at_lt, "updated_at_lt"),
            order_by=order_by,
            order=order,
        )
        return page_of(SimplePipeline, page, self._links)

    iter = every_page(list)

    async def get(self, simple_pipeline_id: SimplePipelineId) -> SimplePipeline:
        """Get one simple pipeline with its result.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
            Its id.

        Raises
        ------
        NotFoundError
            There is no simple pipeline with this id, or none that the credential may see.
        """
        _warn("get")
        return await self._read(id_of(simple_pipeline_id, "simple_pipeline_id"))

    async def _read(self, simple_pipeline_id: str) -> SimplePipeline:
        found = await self._runtime.call(get_simple_pipeline, simple_pipeline_id)
        return SimplePipeline.from_model(found, self._links)

    async def update(
        self,
        simple_pipeline_id: SimplePipelineId,
        name: str | None = None,
        description: str | None = None,
    ) -> SimplePipeline:
        """Rename or redescribe a simple pipeline.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
            Its id.
        name, description : str, optional
            What to change; at least one of them.

        Returns
        -------
        SimplePipeline
            The pipeline as it is now.
        """
        _warn("update")
        changed = await updated(
            self._runtime,
            update_simple_pipeline,
            get_simple_pipeline,
            id_of(simple_pipeline_id, "simple_pipeline_id"),
            body_of(
                changes_of(name, description),
                models.PipelineUpdate,
                SimplePipeline,
                what="a simple pipeline",
            ),
        )
        return SimplePipeline.from_model(changed, self._links)

    async def wait_for_completion(
        self,
        simple_pipeline_id: SimplePipelineId,
        timeout: float = COMPLETION_LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> SimplePipeline:
        """Wait until a simple pipeline is over.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
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
        SimplePipeline
            The pipeline as it ended, with its ``result``.

        Raises
        ------
        JobFailedError
            It failed or was canceled.
        ProcessingTimeoutError
            It is not over yet.
        """
        _warn("wait_for_completion")
        return await wait_until_over(
            self._runtime,
            self._read,
            id_of(simple_pipeline_id, "simple_pipeline_id"),
            timeout=timeout,
            poll_interval=poll_interval,
            verbose=verbose,
            raise_on_failure=raise_on_failure,
        )

    async def cancel(self, simple_pipeline_id: SimplePipelineId) -> SimplePipeline:
        """Cancel a simple pipeline.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
            Its id.

        Returns
        -------
        SimplePipeline
            The pipeline as it is now; one that is over already stays as it is.
        """
        _warn("cancel")
        left = await self._runtime.call(
            cancel_simple_pipeline,
            id_of(simple_pipeline_id, "simple_pipeline_id"),
            body={},
        )
        return SimplePipeline.from_model(left, self._links)

    async def delete(self, simple_pipeline_id: SimplePipelineId) -> None:
        """Delete a simple pipeline with its job and its result.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
            Its id.
        """
        _warn("delete")
        await self._runtime.call(
            delete_simple_pipeline, id_of(simple_pipeline_id, "simple_pipeline_id")
        )


_OUTER = ("project_id", "name", "description", "options")


def _warn(method: str) -> None:
    warnings.warn(
        f"client.simple_pipeline.{method}() is deprecated: use client.pipeline.{method}(), whose "
        "runs the web app shows",
        DeprecationWarning,
        stacklevel=callers_level(),
    )


class SimplePipelines(Resource[AsyncSimplePipelines]):
    """Simple pipelines: ``client.simple_pipeline``. Deprecated: use ``client.pipeline``.

    Every call warns of that with a `DeprecationWarning`.
    """

    def create(
        self,
        config: Mapping[str, Any],
        project_id: ProjectId | None = None,
        name: str | None = None,
        description: str | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> SimplePipeline:
        """Start a simple pipeline.

        Parameters
        ----------
        config : mapping
            ``elements`` by name, at most one of which is a fit or a validation; otherwise as
            for ``client.pipeline.create``.
        project_id : str or Project, optional
            Its project; the one in `config`, or the client's own by default.
        name, description : str, optional
            They win over those in `config`.
        options : mapping, optional
            How it runs; wins over that in `config`.

        Returns
        -------
        SimplePipeline
            The pipeline as it starts.

        Raises
        ------
        TypeError, ValueError
            The configuration is not of the right form. Nothing was sent.
        RequestValidationError
            The service refuses the configuration; the message names the fields.
        """
        return run(self._async.create(config, project_id, name, description, options))

    def list(
        self,
        project_id: ProjectId | None = None,
        limit: int = 10,
        offset: int = 0,
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
        order_by: PipelineOrderBy = "created_at",
        order: Order = "desc",
    ) -> PaginatedList[SimplePipeline]:
        """List a page of simple pipelines, without their results.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, default 10
            Results in the page, 1 to 100.
        offset : int, default 0
            Results to leave out at the start.
        name, description, created_by_email : str, optional
            A part of the field, case-insensitive, or an operator such as ``"eq.OCV fit"``.
        status : str, optional
            ``"pending"``, ``"running"``, ``"completed"``, ``"failed"`` or ``"canceled"``.
        created_at, updated_at : str, optional
            A moment with an operator, such as ``"gte.2026-01-01"``.
        created_at_gt, created_at_lt, updated_at_gt, updated_at_lt : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : str, default "created_at"
            What to sort by.
        order : {"asc", "desc"}, default "desc"
            Which way to sort.

        Returns
        -------
        PaginatedList of SimplePipeline
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list(
                project_id,
                limit,
                offset,
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
            )
        )

    iter = every_page(list)

    def get(self, simple_pipeline_id: SimplePipelineId) -> SimplePipeline:
        """Get one simple pipeline with its result.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
            Its id.

        Raises
        ------
        NotFoundError
            There is no simple pipeline with this id, or none that the credential may see.
        """
        return run(self._async.get(simple_pipeline_id))

    def update(
        self,
        simple_pipeline_id: SimplePipelineId,
        name: str | None = None,
        description: str | None = None,
    ) -> SimplePipeline:
        """Rename or redescribe a simple pipeline.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
            Its id.
        name, description : str, optional
            What to change; at least one of them.

        Returns
        -------
        SimplePipeline
            The pipeline as it is now.
        """
        return run(self._async.update(simple_pipeline_id, name, description))

    def wait_for_completion(
        self,
        simple_pipeline_id: SimplePipelineId,
        timeout: float = COMPLETION_LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> SimplePipeline:
        """Wait until a simple pipeline is over.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
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
        SimplePipeline
            The pipeline as it ended, with its ``result``.

        Raises
        ------
        JobFailedError
            It failed or was canceled.
        ProcessingTimeoutError
            It is not over yet.
        """
        return run(
            self._async.wait_for_completion(
                simple_pipeline_id, timeout, poll_interval, verbose, raise_on_failure
            )
        )

    def cancel(self, simple_pipeline_id: SimplePipelineId) -> SimplePipeline:
        """Cancel a simple pipeline.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
            Its id.

        Returns
        -------
        SimplePipeline
            The pipeline as it is now; one that is over already stays as it is.
        """
        return run(self._async.cancel(simple_pipeline_id))

    def delete(self, simple_pipeline_id: SimplePipelineId) -> None:
        """Delete a simple pipeline with its job and its result.

        Parameters
        ----------
        simple_pipeline_id : str or SimplePipeline
            Its id.
        """
        return run(self._async.delete(simple_pipeline_id))
