"""Jobs: the work that pipelines and simulations do in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ionworks_generated.api.jobs import cancel_job, get_job, get_job_metadata, list_jobs

from ionworks._io.blocking import run
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Job
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._pages import as_sent
from ionworks.resources._runs import COMPLETION_LIMIT, runs_of, wait_until_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ionworks.ids import JobId

JobType: TypeAlias = Literal[
    "dummy", "datafit", "validation", "simulate", "evaluate_variables", "optimize"
]
JobStatus: TypeAlias = Literal[
    "pending", "processing", "waiting", "completed", "failed", "canceled"
]


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
        kinds: Sequence[JobType] = (job_type,) if isinstance(job_type, str) else job_type or ()
        page = await self._runtime.call(
            list_jobs, limit=limit, offset=offset, job_types=[*kinds] or None, status=status
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

    async def wait_for_completion(self, job_id: JobId, *, timeout: float = COMPLETION_LIMIT) -> Job:
        """Wait until a job is over.

        Parameters
        ----------
        job_id : str or Job
            Its id.
        timeout : float, default 600
            Seconds to wait. The job goes on when they are over.

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
            self._runtime, self.get, id_of(job_id, "job_id"), timeout=timeout
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

    def wait_for_completion(self, job_id: JobId, *, timeout: float = COMPLETION_LIMIT) -> Job:
        """Wait until a job is over.

        Parameters
        ----------
        job_id : str or Job
            Its id.
        timeout : float, default 600
            Seconds to wait. The job goes on when they are over.

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
        return run(self._async.wait_for_completion(job_id, timeout=timeout))

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
