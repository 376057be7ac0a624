"""Optimizations of a design, and the templates that they start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.optimizations import (
    cancel_optimization,
    create_optimization,
    create_optimization_template,
    get_optimization,
    list_optimization_templates,
    list_optimizations,
    resubmit_optimization,
    update_optimization,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload
from ionworks._io.updating import updated
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Optimization, OptimizationTemplate
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._configs import plain_config
from ionworks.resources._create_or_get import require_name
from ionworks.resources._runs import COMPLETION_LIMIT, runs_of, wait_until_over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ionworks.ids import OptimizationId, ProjectId
    from ionworks.types import OptimizationTemplateCreate, OptimizationUpdate

_POLL_INTERVAL = 3.0


class OptimizationPage(PaginatedList[Optimization]):
    """A page of optimizations, which is also read like the answer of the service.

    Examples
    --------
    >>> from ionworks.resources.optimizations import OptimizationPage
    >>> page = OptimizationPage([], 0)
    >>> page["optimizations"], page["total"], page["count"]
    ([], 0, 0)
    """

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, str):
            return self._answer()[index]
        return super().__getitem__(index)

    def get(self, name: str, default: Any = None) -> Any:
        """Return ``"optimizations"``, ``"total"`` or ``"count"``; `default` for another name."""
        return self._answer().get(name, default)

    def __contains__(self, item: object) -> bool:
        return item in self._answer() if isinstance(item, str) else super().__contains__(item)

    def _answer(self) -> dict[str, Any]:
        return {"optimizations": self.items, "total": self.total, "count": self.count}


class AsyncOptimizations(AsyncResource):
    """Optimizations: ``client.optimization``."""

    async def run(self, data: Mapping[str, Any]) -> Optimization:
        """Start an optimization.

        Parameters
        ----------
        data : mapping
            ``name``, ``parameterized_model_id``, ``config`` (objectives, parameters, bounds)
            and whatever its kind needs; ``project_id`` is the client's own by default. Frames
            and objects with ``to_config`` are written plainly, as in a pipeline.

        Returns
        -------
        Optimization
            With its ``id`` and ``job_id``.

        Raises
        ------
        TypeError, ValueError
            The description is not of the right form. Nothing was sent.

        Examples
        --------
        >>> started = await client.optimization.run({"name": "Thicker cathode", "config": {}})
        >>> started.name
        'Thicker cathode'
        """
        body = await self._runtime.backend.run_in_thread(plain_config, data)
        if self._runtime.settings.project_id:
            body = {"project_id": self._runtime.settings.project_id, **body}
        made = await self._runtime.call(create_optimization, body=payload(body))
        return Optimization.from_model(made, self._links)

    async def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> OptimizationPage:
        """List a page of optimizations, the newest first.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        OptimizationPage
            One page; ``.total`` counts all matches. ``page["optimizations"]`` is a list.
        """
        page = await self._runtime.call(
            list_optimizations, project_id=self._project(project_id), limit=limit, offset=offset
        )
        found = runs_of(Optimization, page, "optimizations", self._links)
        return OptimizationPage(found, found.total if found.is_counted else None)

    iter = every_page(list)

    async def get(self, optimization_id: OptimizationId) -> Optimization:
        """Get one optimization.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.

        Raises
        ------
        NotFoundError
            There is no optimization with this id, or none that the credential may see.
        """
        found = await self._runtime.call(
            get_optimization, id_of(optimization_id, "optimization_id")
        )
        return Optimization.from_model(found, self._links)

    async def update(
        self, optimization_id: OptimizationId, data: OptimizationUpdate | Mapping[str, Any]
    ) -> Optimization:
        """Rename or redescribe an optimization.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.
        data : mapping
            The fields to change, ``name`` or ``description``.

        Returns
        -------
        Optimization
            The optimization as it is now.
        """
        body = body_of(data, models.OptimizationUpdate, Optimization, what="an optimization")
        changed = await updated(
            self._runtime,
            update_optimization,
            get_optimization,
            id_of(optimization_id, "optimization_id"),
            body,
        )
        return Optimization.from_model(changed, self._links)

    async def cancel(self, optimization_id: OptimizationId) -> Optimization:
        """Cancel an optimization.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.

        Returns
        -------
        Optimization
            The optimization as it is now; one that is over already stays as it is.
        """
        left = await self._runtime.call(
            cancel_optimization, id_of(optimization_id, "optimization_id"), body={}
        )
        return Optimization.from_model(left, self._links)

    async def resubmit(self, optimization_id: OptimizationId) -> Optimization:
        """Run a failed optimization again.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.

        Returns
        -------
        Optimization
            The optimization as it is now.
        """
        left = await self._runtime.call(
            resubmit_optimization, id_of(optimization_id, "optimization_id")
        )
        return Optimization.from_model(left, self._links)

    async def wait_for_completion(
        self,
        optimization_id: OptimizationId,
        timeout: float = COMPLETION_LIMIT,
        poll_interval: float = _POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Optimization:
        """Wait until an optimization is over.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.
        timeout : float, default 600
            Seconds to wait. The optimization goes on when they are over.
        poll_interval : float, default 3
            Longest time between two requests, in s; the first ones follow sooner.
        verbose : bool, default True
            Whether to print each change of its state.
        raise_on_failure : bool, default True
            Whether to raise if it failed; otherwise it is returned.

        Returns
        -------
        Optimization
            The optimization as it ended.

        Raises
        ------
        JobFailedError
            It failed or was canceled.
        ProcessingTimeoutError
            It is not over yet.
        """
        return await wait_until_over(
            self._runtime,
            self.get,
            id_of(optimization_id, "optimization_id"),
            timeout=timeout,
            poll_interval=poll_interval,
            verbose=verbose,
            raise_on_failure=raise_on_failure,
        )

    async def list_templates(
        self, project_id: ProjectId | None = None
    ) -> Sequence[OptimizationTemplate]:
        """List the templates of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own by default.

        Returns
        -------
        list of OptimizationTemplate
            Those of the project, and those of the platform.
        """
        found = await self._runtime.call(
            list_optimization_templates, project_id=self._project(project_id)
        )
        return [OptimizationTemplate.from_model(one, self._links) for one in found]

    async def create_template(
        self, data: OptimizationTemplateCreate | Mapping[str, Any]
    ) -> OptimizationTemplate:
        """Create a template that optimizations start from.

        Parameters
        ----------
        data : mapping
            ``name`` (required), ``description``, ``initial_form_data``; ``project_id`` is the
            client's own by default.

        Examples
        --------
        >>> (await client.optimization.create_template({"name": "Energy density"})).name
        'Energy density'
        """
        require_name(data, "optimization template")
        body = body_of(
            data,
            models.OptimizationTemplateCreate,
            OptimizationTemplate,
            what="an optimization template",
        )
        if self._runtime.settings.project_id:
            body = {"project_id": self._runtime.settings.project_id, **body}
        made = await self._runtime.call(create_optimization_template, body=payload(body))
        return OptimizationTemplate.from_model(made, self._links)


class Optimizations(Resource[AsyncOptimizations]):
    """Optimizations: ``client.optimization``."""

    def run(self, data: Mapping[str, Any]) -> Optimization:
        """Start an optimization.

        Parameters
        ----------
        data : mapping
            ``name``, ``parameterized_model_id``, ``config`` (objectives, parameters, bounds)
            and whatever its kind needs; ``project_id`` is the client's own by default. Frames
            and objects with ``to_config`` are written plainly, as in a pipeline.

        Returns
        -------
        Optimization
            With its ``id`` and ``job_id``.

        Raises
        ------
        TypeError, ValueError
            The description is not of the right form. Nothing was sent.

        Examples
        --------
        >>> started = client.optimization.run({"name": "Thicker cathode", "config": {}})
        >>> started.name
        'Thicker cathode'
        """
        return run(self._async.run(data))

    def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> OptimizationPage:
        """List a page of optimizations, the newest first.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        OptimizationPage
            One page; ``.total`` counts all matches. ``page["optimizations"]`` is a list.
        """
        return run(self._async.list(project_id, limit, offset))

    iter = every_page(list)

    def get(self, optimization_id: OptimizationId) -> Optimization:
        """Get one optimization.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.

        Raises
        ------
        NotFoundError
            There is no optimization with this id, or none that the credential may see.
        """
        return run(self._async.get(optimization_id))

    def update(
        self, optimization_id: OptimizationId, data: OptimizationUpdate | Mapping[str, Any]
    ) -> Optimization:
        """Rename or redescribe an optimization.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.
        data : mapping
            The fields to change, ``name`` or ``description``.

        Returns
        -------
        Optimization
            The optimization as it is now.
        """
        return run(self._async.update(optimization_id, data))

    def cancel(self, optimization_id: OptimizationId) -> Optimization:
        """Cancel an optimization.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.

        Returns
        -------
        Optimization
            The optimization as it is now; one that is over already stays as it is.
        """
        return run(self._async.cancel(optimization_id))

    def resubmit(self, optimization_id: OptimizationId) -> Optimization:
        """Run a failed optimization again.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.

        Returns
        -------
        Optimization
            The optimization as it is now.
        """
        return run(self._async.resubmit(optimization_id))

    def wait_for_completion(
        self,
        optimization_id: OptimizationId,
        timeout: float = COMPLETION_LIMIT,
        poll_interval: float = _POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Optimization:
        """Wait until an optimization is over.

        Parameters
        ----------
        optimization_id : str or Optimization
            Its id.
        timeout : float, default 600
            Seconds to wait. The optimization goes on when they are over.
        poll_interval : float, default 3
            Longest time between two requests, in s; the first ones follow sooner.
        verbose : bool, default True
            Whether to print each change of its state.
        raise_on_failure : bool, default True
            Whether to raise if it failed; otherwise it is returned.

        Returns
        -------
        Optimization
            The optimization as it ended.

        Raises
        ------
        JobFailedError
            It failed or was canceled.
        ProcessingTimeoutError
            It is not over yet.
        """
        return run(
            self._async.wait_for_completion(
                optimization_id, timeout, poll_interval, verbose, raise_on_failure
            )
        )

    def list_templates(self, project_id: ProjectId | None = None) -> Sequence[OptimizationTemplate]:
        """List the templates of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own by default.

        Returns
        -------
        list of OptimizationTemplate
            Those of the project, and those of the platform.
        """
        return run(self._async.list_templates(project_id))

    def create_template(
        self, data: OptimizationTemplateCreate | Mapping[str, Any]
    ) -> OptimizationTemplate:
        """Create a template that optimizations start from.

        Parameters
        ----------
        data : mapping
            ``name`` (required), ``description``, ``initial_form_data``; ``project_id`` is the
            client's own by default.

        Examples
        --------
        >>> client.optimization.create_template({"name": "Energy density"}).name
        'Energy density'
        """
        return run(self._async.create_template(data))
