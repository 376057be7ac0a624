"""Jobs: the work that pipelines and simulations do in the background."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ionworks_generated import models
from ionworks_generated.api.jobs import (
    cancel_job,
    create_job,
    get_job,
    get_job_metadata,
    get_job_series,
    get_job_series_channels,
    list_jobs,
)
from ionworks_generated.api.pipelines import get_datafit_plot_data, get_validation_plot_data

from ionworks._deprecation import callers_level
from ionworks._given import flag_of
from ionworks._io.blocking import run
from ionworks._io.operations import payload as _sent
from ionworks.errors import NotFoundError
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Job, JobCreationPayload
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._pages import as_sent
from ionworks.resources._queries import texts
from ionworks.resources._runs import COMPLETION_LIMIT, POLL_INTERVAL, runs_of, wait_until_over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ionworks.ids import JobId

JobType: TypeAlias = Literal[
    "dummy", "datafit", "validation", "simulate", "evaluate_variables", "optimize"
]
SeriesSource: TypeAlias = Literal["optimal", "baseline"]
JobStatus: TypeAlias = Literal[
    "pending", "processing", "waiting", "completed", "failed", "canceled"
]

_SAMPLES = ("samples", "sample_costs", "sample_param_names", "sample_burnin")


class AsyncJobs(AsyncResource):
    """Jobs: ``client.job``. They are started by pipelines and simulations."""

    async def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        job_type: JobType | Sequence[JobType] | None = None,
        status: JobStatus | None = None,
    ) -> PaginatedList[Job]:
        """List a page of the organization's jobs.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        job_type : str or list of str, optional
            One kind or several: ``"datafit"``, ``"validation"``, ``"simulate"``,
            ``"evaluate_variables"``, ``"optimize"``, ``"dummy"``.
        status : str, optional
            ``"pending"``, ``"processing"``, ``"waiting"``, ``"completed"``, ``"failed"`` or
            ``"canceled"``.

        Returns
        -------
        PaginatedList of Job
            One page; ``.total`` counts all matches.
        """
        kinds: Any = [job_type] if isinstance(job_type, str) else texts(job_type, "job_type")
        page = await self._runtime.call(
            list_jobs, limit=limit, offset=offset, job_types=kinds or None, status=status
        )
        return runs_of(Job, page, "jobs")

    iter = every_page(list)

    async def get(self, job_id: JobId) -> Job:
        """Get one job.

        Parameters
        ----------
        job_id : str or Job
            Its id.

        Raises
        ------
        NotFoundError
            There is no job with this id, or none that the credential may see.
        """
        return Job.from_model(await self._runtime.call(get_job, id_of(job_id, "job_id")))

    async def metadata(self, job_id: JobId) -> dict[str, Any]:
        """Read what a job recorded: validation results, the trace of an optimizer, samples.

        Parameters
        ----------
        job_id : str or Job
            Its id.

        Returns
        -------
        dict
            The whole record, which can be large.

        Raises
        ------
        NotFoundError
            There is no such job, or it recorded nothing.
        """
        return await as_sent(self._runtime, get_job_metadata, id_of(job_id, "job_id"))

    get_metadata = metadata

    async def get_parameter_trace(self, job_id: JobId) -> Sequence[dict[str, Any]]:
        """Read the steps of an optimizer, oldest first.

        Parameters
        ----------
        job_id : str or Job
            Id of a fit.

        Returns
        -------
        list of dict
            Each with ``best_cost``, ``cost`` and ``inputs``; thinned for long runs, and empty
            for a job that has no trace.
        """
        trace: list[dict[str, Any]] = (await self.metadata(job_id)).get("intermediate_results", [])
        return trace

    async def get_posterior_samples(self, job_id: JobId) -> dict[str, Any]:
        """Read the chain of a sampler.

        Parameters
        ----------
        job_id : str or Job
            Id of a fit that samples.

        Returns
        -------
        dict
            ``samples`` by parameter, ``sample_costs``, ``sample_param_names`` and
            ``sample_burnin``, as far as they were recorded.

        Raises
        ------
        NotFoundError
            There is no such job.
        """
        try:
            recorded = await self.metadata(job_id)
        except NotFoundError:
            await self.get(job_id)  # a job that recorded nothing has no samples
            return {}
        return {name: recorded[name] for name in _SAMPLES if name in recorded}

    async def get_plot_data(
        self,
        job_id: JobId,
        objective_name: str,
        plot_index: int = 0,
        max_points: int = 2000,
        x_min: float | None = None,
        x_max: float | None = None,
        *,
        of_validation: bool = False,
    ) -> dict[str, Any]:
        """Read one plot of model and data, thinned.

        Parameters
        ----------
        job_id : str or Job
            Id of a fit, or of a validation.
        objective_name : str
            Objective that the plot belongs to.
        plot_index : int, default 0
            Which of its plots.
        max_points : int, default 2000
            Largest number of points of a line, 100 to 80000; of a validation, to 10000.
        x_min, x_max : float, optional
            Bounds of the horizontal axis, in its unit.
        of_validation : bool, default False
            Whether the job is a validation.

        Returns
        -------
        dict
            ``traces`` with ``name``, ``x`` and ``y``, and ``layout``.

        Raises
        ------
        NotFoundError
            There is no such job, objective or plot.
        """
        operation = (
            get_validation_plot_data
            if flag_of(of_validation, "of_validation")
            else get_datafit_plot_data
        )
        return await as_sent(
            self._runtime,
            operation,
            id_of(job_id, "job_id"),
            objective_name=objective_name,
            plot_index=plot_index,
            max_points=max_points,
            x_min=x_min,
            x_max=x_max,
        )

    async def get_series(
        self,
        job_id: JobId,
        objective: str,
        source: SeriesSource = "optimal",
        columns: Sequence[str] | None = None,
        x_column: str | None = None,
        max_points: int | None = None,
        x_min: float | None = None,
        x_max: float | None = None,
    ) -> dict[str, Any]:
        """Read the series of model and data of one objective.

        Parameters
        ----------
        job_id : str or Job
            Id of the job.
        objective : str
            Name of the objective; `get_series_channels` lists them.
        source : {"optimal", "baseline"}, default "optimal"
            With the fitted parameters, or with those that the fit began with.
        columns : list of str, optional
            Channels to read; all by default.
        x_column : str, optional
            Channel of the horizontal axis; the objective's own by default, such as
            ``"Time [s]"``.
        max_points : int, optional
            Thins the series; all points by default.
        x_min, x_max : float, optional
            Bounds of the horizontal axis, in its unit.

        Returns
        -------
        dict
            Values by channel.

        Raises
        ------
        BadRequestError
            There is no such objective, source or channel.
        """
        wanted = texts(columns, "columns")
        return await as_sent(
            self._runtime,
            get_job_series,
            id_of(job_id, "job_id"),
            objective=objective,
            source=source,
            columns=None if wanted is None else ",".join(wanted),
            x_column=x_column,
            max_points=max_points,
            x_min=x_min,
            x_max=x_max,
        )

    async def get_series_channels(self, job_id: JobId) -> dict[str, Any]:
        """Read which series a job recorded.

        Parameters
        ----------
        job_id : str or Job
            Id of the job.

        Returns
        -------
        dict
            Names of channels by objective and source.
        """
        return await as_sent(self._runtime, get_job_series_channels, id_of(job_id, "job_id"))

    async def wait_for_completion(
        self,
        job_id: JobId,
        timeout: float = COMPLETION_LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = False,
        raise_on_failure: bool = True,
    ) -> Job:
        """Wait until a job is over.

        Parameters
        ----------
        job_id : str or Job
            Its id.
        timeout : float, default 600
            Seconds to wait. The job goes on when they are over.
        poll_interval : float, default 2
            Longest time between two requests, in s; the first ones follow sooner.
        verbose : bool, default False
            Whether to print each change of its state.
        raise_on_failure : bool, default True
            Whether to raise if it failed; otherwise it is returned.

        Returns
        -------
        Job
            The completed job, with its ``result``.

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
            id_of(job_id, "job_id"),
            timeout=timeout,
            poll_interval=poll_interval,
            verbose=verbose,
            raise_on_failure=raise_on_failure,
        )

    async def cancel(self, job_id: JobId) -> Job:
        """Cancel a job.

        Parameters
        ----------
        job_id : str or Job
            Its id.

        Returns
        -------
        Job
            The job as it is now; one that is over already stays as it is.
        """
        return Job.from_model(
            await self._runtime.call(cancel_job, id_of(job_id, "job_id"), body={})
        )

    async def create(self, payload: JobCreationPayload | Mapping[str, Any]) -> Job:
        """Submit a job by itself. Deprecated: services refuse it by now, and it warns.

        Start work with ``client.pipeline``, ``client.simulation`` or ``client.ecm`` instead.

        Parameters
        ----------
        payload : JobCreationPayload or mapping
            ``job_type`` and ``params``, with ``priority`` and ``callback_url`` if wanted.

        Raises
        ------
        IonworksError
            The service takes no jobs (410).
        """
        warnings.warn(
            "services take no jobs; start work with client.pipeline, simulation or ecm",
            DeprecationWarning,
            stacklevel=callers_level(),
        )
        body = body_of(payload, models.JobCreate, what="a job")
        # The contract has no answer but a refusal.
        made: Any = await self._runtime.call(create_job, body=_sent(body))
        return Job.from_model(made, self._links)


class Jobs(Resource[AsyncJobs]):
    """Jobs: ``client.job``. They are started by pipelines and simulations."""

    def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        job_type: JobType | Sequence[JobType] | None = None,
        status: JobStatus | None = None,
    ) -> PaginatedList[Job]:
        """List a page of the organization's jobs.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        job_type : str or list of str, optional
            One kind or several: ``"datafit"``, ``"validation"``, ``"simulate"``,
            ``"evaluate_variables"``, ``"optimize"``, ``"dummy"``.
        status : str, optional
            ``"pending"``, ``"processing"``, ``"waiting"``, ``"completed"``, ``"failed"`` or
            ``"canceled"``.

        Returns
        -------
        PaginatedList of Job
            One page; ``.total`` counts all matches.
        """
        return run(self._async.list(limit=limit, offset=offset, job_type=job_type, status=status))

    iter = every_page(list)

    def get(self, job_id: JobId) -> Job:
        """Get one job.

        Parameters
        ----------
        job_id : str or Job
            Its id.

        Raises
        ------
        NotFoundError
            There is no job with this id, or none that the credential may see.
        """
        return run(self._async.get(job_id))

    def metadata(self, job_id: JobId) -> dict[str, Any]:
        """Read what a job recorded: validation results, the trace of an optimizer, samples.

        Parameters
        ----------
        job_id : str or Job
            Its id.

        Returns
        -------
        dict
            The whole record, which can be large.

        Raises
        ------
        NotFoundError
            There is no such job, or it recorded nothing.
        """
        return run(self._async.metadata(job_id))

    get_metadata = metadata

    def get_parameter_trace(self, job_id: JobId) -> Sequence[dict[str, Any]]:
        """Read the steps of an optimizer, oldest first.

        Parameters
        ----------
        job_id : str or Job
            Id of a fit.

        Returns
        -------
        list of dict
            Each with ``best_cost``, ``cost`` and ``inputs``; thinned for long runs, and empty
            for a job that has no trace.
        """
        return run(self._async.get_parameter_trace(job_id))

    def get_posterior_samples(self, job_id: JobId) -> dict[str, Any]:
        """Read the chain of a sampler.

        Parameters
        ----------
        job_id : str or Job
            Id of a fit that samples.

        Returns
        -------
        dict
            ``samples`` by parameter, ``sample_costs``, ``sample_param_names`` and
            ``sample_burnin``, as far as they were recorded.

        Raises
        ------
        NotFoundError
            There is no such job.
        """
        return run(self._async.get_posterior_samples(job_id))

    def get_plot_data(
        self,
        job_id: JobId,
        objective_name: str,
        plot_index: int = 0,
        max_points: int = 2000,
        x_min: float | None = None,
        x_max: float | None = None,
        *,
        of_validation: bool = False,
    ) -> dict[str, Any]:
        """Read one plot of model and data, thinned.

        Parameters
        ----------
        job_id : str or Job
            Id of a fit, or of a validation.
        objective_name : str
            Objective that the plot belongs to.
        plot_index : int, default 0
            Which of its plots.
        max_points : int, default 2000
            Largest number of points of a line, 100 to 80000; of a validation, to 10000.
        x_min, x_max : float, optional
            Bounds of the horizontal axis, in its unit.
        of_validation : bool, default False
            Whether the job is a validation.

        Returns
        -------
        dict
            ``traces`` with ``name``, ``x`` and ``y``, and ``layout``.

        Raises
        ------
        NotFoundError
            There is no such job, objective or plot.
        """
        return run(
            self._async.get_plot_data(
                job_id,
                objective_name,
                plot_index,
                max_points,
                x_min,
                x_max,
                of_validation=of_validation,
            )
        )

    def get_series(
        self,
        job_id: JobId,
        objective: str,
        source: SeriesSource = "optimal",
        columns: Sequence[str] | None = None,
        x_column: str | None = None,
        max_points: int | None = None,
        x_min: float | None = None,
        x_max: float | None = None,
    ) -> dict[str, Any]:
        """Read the series of model and data of one objective.

        Parameters
        ----------
        job_id : str or Job
            Id of the job.
        objective : str
            Name of the objective; `get_series_channels` lists them.
        source : {"optimal", "baseline"}, default "optimal"
            With the fitted parameters, or with those that the fit began with.
        columns : list of str, optional
            Channels to read; all by default.
        x_column : str, optional
            Channel of the horizontal axis; the objective's own by default, such as
            ``"Time [s]"``.
        max_points : int, optional
            Thins the series; all points by default.
        x_min, x_max : float, optional
            Bounds of the horizontal axis, in its unit.

        Returns
        -------
        dict
            Values by channel.

        Raises
        ------
        BadRequestError
            There is no such objective, source or channel.
        """
        return run(
            self._async.get_series(
                job_id, objective, source, columns, x_column, max_points, x_min, x_max
            )
        )

    def get_series_channels(self, job_id: JobId) -> dict[str, Any]:
        """Read which series a job recorded.

        Parameters
        ----------
        job_id : str or Job
            Id of the job.

        Returns
        -------
        dict
            Names of channels by objective and source.
        """
        return run(self._async.get_series_channels(job_id))

    def wait_for_completion(
        self,
        job_id: JobId,
        timeout: float = COMPLETION_LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = False,
        raise_on_failure: bool = True,
    ) -> Job:
        """Wait until a job is over.

        Parameters
        ----------
        job_id : str or Job
            Its id.
        timeout : float, default 600
            Seconds to wait. The job goes on when they are over.
        poll_interval : float, default 2
            Longest time between two requests, in s; the first ones follow sooner.
        verbose : bool, default False
            Whether to print each change of its state.
        raise_on_failure : bool, default True
            Whether to raise if it failed; otherwise it is returned.

        Returns
        -------
        Job
            The completed job, with its ``result``.

        Raises
        ------
        JobFailedError
            It failed or was canceled.
        ProcessingTimeoutError
            It is not over yet.
        """
        return run(
            self._async.wait_for_completion(
                job_id, timeout, poll_interval, verbose, raise_on_failure
            )
        )

    def cancel(self, job_id: JobId) -> Job:
        """Cancel a job.

        Parameters
        ----------
        job_id : str or Job
            Its id.

        Returns
        -------
        Job
            The job as it is now; one that is over already stays as it is.
        """
        return run(self._async.cancel(job_id))

    def create(self, payload: JobCreationPayload | Mapping[str, Any]) -> Job:
        """Submit a job by itself. Deprecated: services refuse it by now, and it warns.

        Start work with ``client.pipeline``, ``client.simulation`` or ``client.ecm`` instead.

        Parameters
        ----------
        payload : JobCreationPayload or mapping
            ``job_type`` and ``params``, with ``priority`` and ``callback_url`` if wanted.

        Raises
        ------
        IonworksError
            The service takes no jobs (410).
        """
        return run(self._async.create(payload))
