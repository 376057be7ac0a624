"""Simulations: runs of a parameterized model on a protocol."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from ionworks_generated.api.simulations import (
    create_simulation_batch,
    delete_simulation,
    download_simulation_steps,
    download_simulation_time_series,
    get_simulation,
    list_simulations,
    parse_protocol_to_template,
)

from ionworks._deprecation import callers_level
from ionworks._forks import check_polars
from ionworks._io.blocking import run
from ionworks._io.operations import payload
from ionworks.errors import JobFailedError, ProcessingTimeoutError, UnexpectedResponseError
from ionworks.ids import id_of, id_or_none, ids_of, is_one
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Simulation, SimulationCreated, SimulationResult, SimulationStatus
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._pages import page_of
from ionworks.resources._polling import poll_until_done
from ionworks.resources._runs import BAD_ENDS, POLL_INTERVAL, check_wait, say
from ionworks.resources._simulation_configs import plan_of
from ionworks.resources._simulation_results import read_table, with_capacities, with_deltas
from ionworks.resources._simulation_states import ended_simulations, finished, read_states
from ionworks.tables import to_backend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ionworks.ids import (
        ParameterizedModelId,
        ProtocolId,
        SimulationId,
        SimulationIds,
        StudyId,
    )

SimulationState: TypeAlias = Literal["queued", "running", "completed", "failed"]

_LIMIT = 60.0
# Ids, and reasons, in the text of an error.
_MOST_NAMED = 10


class AsyncSimulations(AsyncResource):
    """Simulations: ``client.simulation``."""

    async def protocol(self, config: Mapping[str, Any]) -> SimulationCreated:
        r"""Start one simulation of a protocol.

        Parameters
        ----------
        config : mapping
            ``parameterized_model``: id or record of a parameterized model, or
            ``{"model_id": ..., "parameters": {...}}``, or a quick model such as
            ``{"capacity": 5.0, "chemistry": "NMC/Graphite"}`` (capacity in A.h).

            ``protocol_experiment`` (``{"protocol": text in the universal cycler protocol,
            "name": ...}``), or ``protocol_id`` of a saved protocol.

            Optional: ``experiment_parameters`` and ``design_parameters`` (numbers and texts by
            name), or ``design_parameters_doe`` with a single point; ``extra_variables``,
            ``max_backward_jumps``, ``study_id``, ``project_id``.

        Returns
        -------
        SimulationCreated
            ``simulation_id``, ``job_id``, ``protocol_id``, and whether the run
            ``already_existed``.

        Raises
        ------
        ValueError, TypeError
            The configuration is not of the right form. Nothing was sent.
        NotFoundError
            There is no such model, protocol or study.

        Examples
        --------
        >>> rest = "global:\n  initial_soc: 1\nsteps:\n  - Rest:\n      duration: 60\n"
        >>> config = {
        ...     "parameterized_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"},
        ...     "protocol_experiment": {"protocol": rest, "name": "Rest"},
        ... }
        >>> started = await client.simulation.protocol(config)
        >>> (await client.simulation.get(started)).id == started.simulation_id
        True
        """
        started = await self._start(config, single=True)
        if len(started) != 1:
            raise UnexpectedResponseError(
                f"The service started {len(started)} simulations, and one was asked for"
            )
        return started[0]

    async def protocol_batch(self, config: Mapping[str, Any]) -> Sequence[SimulationCreated]:
        """Start several simulations of a protocol.

        Parameters
        ----------
        config : mapping
            As for `protocol`, and either ``conditions``, a list with the
            ``experiment_parameters`` and ``design_parameters`` of each run, or
            ``design_parameters_doe``, which samples the design: ``sampling`` (``"grid"``,
            ``"random"``, ``"latin_hypercube"``), ``rows`` and, unless it is a grid, ``count``.

        Returns
        -------
        list of SimulationCreated
            One for each run, in their order.

        Raises
        ------
        ValueError, TypeError
            The configuration is not of the right form. Nothing was sent.
        NotFoundError
            There is no such model, protocol or study.
        """
        return await self._start(config, single=False)

    async def _start(self, config: Any, *, single: bool) -> Sequence[SimulationCreated]:
        project = self._runtime.settings.project_id
        plan = await self._runtime.backend.run_in_thread(_planned, config, project, single)
        protocol = plan.protocol_id
        if plan.to_parse is not None:
            parsed = await self._runtime.call(
                parse_protocol_to_template, body=payload(plan.to_parse)
            )
            protocol = parsed.template_id
        body = {**plan.body, "experiment_template_id": protocol}
        made = await self._runtime.call(create_simulation_batch, body=payload(body))
        return [
            SimulationCreated.from_dict({**one.to_dict(), "protocol_id": protocol}) for one in made
        ]

    async def list(
        self,
        parameterized_model_id: ParameterizedModelId | None = None,
        study_id: StudyId | None = None,
        *,
        protocol_id: ProtocolId | None = None,
        state: SimulationState | None = None,
        summary: bool = False,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[Simulation]:
        """List a page of simulations, the newest first.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel, optional
            Model that is run.
        study_id : str or Study, optional
            Study that the runs are in; not together with `parameterized_model_id`.
        protocol_id : str or Protocol, optional
            Saved protocol that is run; alone, or together with either.
        state : {"queued", "running", "completed", "failed"}, optional
            State; ``"failed"`` covers canceled runs.
        summary : bool, default False
            Whether to leave the metrics out, which makes long lists quicker.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of Simulation
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            None of the three ids was given, or both of the first two.
        """
        model = id_or_none(parameterized_model_id, "parameterized_model_id")
        study = id_or_none(study_id, "study_id")
        protocol = id_or_none(protocol_id, "protocol_id")
        if model is not None and study is not None:
            raise ValueError("Give one of `parameterized_model_id` and `study_id`, not both")
        if model is study is protocol is None:
            raise ValueError("Give `parameterized_model_id`, `study_id` or `protocol_id`")
        page = await self._runtime.call(
            list_simulations,
            parameterized_model_id=model,
            study_id=study,
            experiment_template_id=protocol,
            state=state,
            summary=True if summary else None,
            limit=limit,
            offset=offset,
        )
        return page_of(Simulation, page, self._links, rows="simulations")

    iter = every_page(list)

    async def get(self, simulation_id: SimulationId) -> Simulation:
        """Get one simulation.

        Parameters
        ----------
        simulation_id : str, Simulation or SimulationCreated
            Its id.

        Raises
        ------
        NotFoundError
            There is no simulation with this id, or none that the credential may see.
        """
        found = await self._runtime.call(get_simulation, id_of(simulation_id, "simulation_id"))
        return Simulation.from_model(found, self._links)

    async def get_result(self, simulation_id: SimulationId) -> SimulationResult:
        """Read what a simulation gave.

        Parameters
        ----------
        simulation_id : str, Simulation or SimulationCreated
            Id of a simulation that is over; see `wait_for_completion`.

        Returns
        -------
        SimulationResult
            ``time_series``, ``steps`` and ``metrics``. Where the service leaves them out and
            they follow from other columns, the series gets ``Step capacity [A.h]`` (net, from
            the start of the step) and ``Capacity [A.h]`` (from the start of the run), and the
            steps get ``Delta capacity [A.h]`` and ``Delta energy [W.h]``; discharge is positive.

        Raises
        ------
        NotFoundError
            There is no result: the run is not over, or failed.
        """
        check_polars()  # before anything is asked for
        one = id_of(simulation_id, "simulation_id")
        runtime = self._runtime

        async def series() -> Any:
            table = await read_table(runtime, download_simulation_time_series, one)
            return with_capacities(table)

        async def steps() -> Any:
            return with_deltas(await read_table(runtime, download_simulation_steps, one))

        async def record() -> Any:
            return await self.get(one)

        table, rows, found = await runtime.backend.gather([series, steps, record], limit=3)
        backend = runtime.settings.dataframe_backend
        return SimulationResult(
            time_series=to_backend(table, backend),
            steps=to_backend(rows, backend),
            metrics=found.metrics or {},
        )

    async def get_statuses(self, simulation_ids: SimulationIds) -> Sequence[SimulationStatus]:
        """Read the states of many simulations, 1000 in one request.

        Parameters
        ----------
        simulation_ids : list of str, Simulation or SimulationCreated
            Their ids.

        Returns
        -------
        list of SimulationStatus
            Without those that do not exist, and those that have no job.
        """
        return await read_states(self._client, ids_of(simulation_ids, "simulation_ids"))

    @overload
    async def wait_for_completion(
        self,
        simulation_id: SimulationId,
        timeout: float = _LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Simulation: ...
    @overload
    async def wait_for_completion(
        self,
        simulation_id: SimulationIds,
        timeout: float = _LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Sequence[Simulation]: ...
    @overload
    async def wait_for_completion(
        self,
        simulation_id: SimulationId | SimulationIds,
        timeout: float = _LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Simulation | Sequence[Simulation]: ...
    async def wait_for_completion(
        self,
        simulation_id: SimulationId | SimulationIds,
        timeout: float = _LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Simulation | Sequence[Simulation]:
        r"""Wait until one or several simulations are over.

        The states of all are asked for in one request.

        Parameters
        ----------
        simulation_id : str, Simulation or SimulationCreated, or a list of these
            What to wait for.
        timeout : float, default 60
            Seconds to wait. The simulations go on when they are over.
        poll_interval : float, default 2
            Longest time between two requests, in s; the first ones follow sooner.
        verbose : bool, default True
            Whether to print each change of their states.
        raise_on_failure : bool, default True
            Whether to raise if one failed. Otherwise a single one is returned as it is, and
            failed ones of several are left out with a warning.

        Returns
        -------
        Simulation or list of Simulation
            As `simulation_id`: one, or several in their order.

        Raises
        ------
        JobFailedError
            Some failed or were canceled; raised when all are over, and names them.
        ProcessingTimeoutError
            Some are not over yet.

        Examples
        --------
        >>> model = {"capacity": 5.0, "chemistry": "NMC/Graphite"}
        >>> rest = "global:\n  initial_soc: 1\nsteps:\n  - Rest:\n      duration: 60\n"
        >>> config = {
        ...     "parameterized_model": model,
        ...     "protocol_experiment": {"protocol": rest, "name": "Rest"},
        ... }
        >>> started = await client.simulation.protocol(config)
        >>> ended = await client.simulation.wait_for_completion(
        ...     started, verbose=False, raise_on_failure=False
        ... )
        >>> ended.status  # the embedded platform runs nothing
        'failed'
        """
        check_wait(timeout, poll_interval)
        is_single = is_one(simulation_id)
        ids = ids_of([simulation_id] if is_single else simulation_id, "simulation_ids")
        over: dict[str, SimulationStatus | Simulation] = {}

        def pending() -> Sequence[str]:
            return [one for one in dict.fromkeys(ids) if one not in over]

        async def look() -> bool | None:
            ended = await ended_simulations(self._client, pending())
            for one, state in ended.items():
                say(verbose, f"Simulation {one}: {getattr(state, 'status', None) or 'over'}")
            over.update(ended)
            return None if pending() else True

        if ids and not await poll_until_done(
            self._runtime, look, timeout=timeout, longest_pause=poll_interval
        ):
            raise ProcessingTimeoutError(
                f"{len(pending())} of {len(set(ids))} simulations are not over after "
                f"{timeout:g} s, and go on; wait again with wait_for_completion(), or with a "
                "longer timeout",
                pending=pending(),
            )
        records = {one.id: one for one in await finished(self._client, over)}
        failed = [one for one in records.values() if one.status in BAD_ENDS]
        if failed and raise_on_failure:
            raise _failures(failed, len(records))
        if is_single:
            return records[ids[0]]
        if failed:
            warnings.warn(
                f"{len(failed)} of {len(records)} simulations failed and are left out: "
                f"{[one.id for one in failed]}",
                UserWarning,
                stacklevel=callers_level(),
            )
        return [records[one] for one in ids if records[one].status not in BAD_ENDS]

    async def delete(self, simulation_id: SimulationId) -> None:
        """Delete a simulation with its job and its result.

        Parameters
        ----------
        simulation_id : str, Simulation or SimulationCreated
            Its id.
        """
        await self._runtime.call(delete_simulation, id_of(simulation_id, "simulation_id"))


def _planned(config: Any, project: str | None, single: bool) -> Any:
    return plan_of(config, project, single=single)


def _failures(failed: Sequence[Simulation], number: int) -> JobFailedError:
    by_reason: dict[str, list[str]] = {}
    for one in failed:
        by_reason.setdefault(f"{one.status}, {one.error or 'no reason given'}", []).append(one.id)
    reasons = [
        f"{', '.join(ids[:_MOST_NAMED])}{' and others' if len(ids) > _MOST_NAMED else ''}: {why}"
        for why, ids in by_reason.items()
    ]
    more = " (and other reasons)" if len(reasons) > _MOST_NAMED else ""
    return JobFailedError(
        f"{len(failed)} of {number} simulations failed: {'; '.join(reasons[:_MOST_NAMED])}{more}",
        id=failed[0].id,
        status=str(failed[0].status),
        error_code=failed[0].error_code,
    )


class Simulations(Resource[AsyncSimulations]):
    """Simulations: ``client.simulation``."""

    def protocol(self, config: Mapping[str, Any]) -> SimulationCreated:
        r"""Start one simulation of a protocol.

        Parameters
        ----------
        config : mapping
            ``parameterized_model``: id or record of a parameterized model, or
            ``{"model_id": ..., "parameters": {...}}``, or a quick model such as
            ``{"capacity": 5.0, "chemistry": "NMC/Graphite"}`` (capacity in A.h).

            ``protocol_experiment`` (``{"protocol": text in the universal cycler protocol,
            "name": ...}``), or ``protocol_id`` of a saved protocol.

            Optional: ``experiment_parameters`` and ``design_parameters`` (numbers and texts by
            name), or ``design_parameters_doe`` with a single point; ``extra_variables``,
            ``max_backward_jumps``, ``study_id``, ``project_id``.

        Returns
        -------
        SimulationCreated
            ``simulation_id``, ``job_id``, ``protocol_id``, and whether the run
            ``already_existed``.

        Raises
        ------
        ValueError, TypeError
            The configuration is not of the right form. Nothing was sent.
        NotFoundError
            There is no such model, protocol or study.

        Examples
        --------
        >>> rest = "global:\n  initial_soc: 1\nsteps:\n  - Rest:\n      duration: 60\n"
        >>> config = {
        ...     "parameterized_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"},
        ...     "protocol_experiment": {"protocol": rest, "name": "Rest"},
        ... }
        >>> started = client.simulation.protocol(config)
        >>> client.simulation.get(started).id == started.simulation_id
        True
        """
        return run(self._async.protocol(config))

    def protocol_batch(self, config: Mapping[str, Any]) -> Sequence[SimulationCreated]:
        """Start several simulations of a protocol.

        Parameters
        ----------
        config : mapping
            As for `protocol`, and either ``conditions``, a list with the
            ``experiment_parameters`` and ``design_parameters`` of each run, or
            ``design_parameters_doe``, which samples the design: ``sampling`` (``"grid"``,
            ``"random"``, ``"latin_hypercube"``), ``rows`` and, unless it is a grid, ``count``.

        Returns
        -------
        list of SimulationCreated
            One for each run, in their order.

        Raises
        ------
        ValueError, TypeError
            The configuration is not of the right form. Nothing was sent.
        NotFoundError
            There is no such model, protocol or study.
        """
        return run(self._async.protocol_batch(config))

    def list(
        self,
        parameterized_model_id: ParameterizedModelId | None = None,
        study_id: StudyId | None = None,
        *,
        protocol_id: ProtocolId | None = None,
        state: SimulationState | None = None,
        summary: bool = False,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[Simulation]:
        """List a page of simulations, the newest first.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel, optional
            Model that is run.
        study_id : str or Study, optional
            Study that the runs are in; not together with `parameterized_model_id`.
        protocol_id : str or Protocol, optional
            Saved protocol that is run; alone, or together with either.
        state : {"queued", "running", "completed", "failed"}, optional
            State; ``"failed"`` covers canceled runs.
        summary : bool, default False
            Whether to leave the metrics out, which makes long lists quicker.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of Simulation
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            None of the three ids was given, or both of the first two.
        """
        return run(
            self._async.list(
                parameterized_model_id,
                study_id,
                protocol_id=protocol_id,
                state=state,
                summary=summary,
                limit=limit,
                offset=offset,
            )
        )

    iter = every_page(list)

    def get(self, simulation_id: SimulationId) -> Simulation:
        """Get one simulation.

        Parameters
        ----------
        simulation_id : str, Simulation or SimulationCreated
            Its id.

        Raises
        ------
        NotFoundError
            There is no simulation with this id, or none that the credential may see.
        """
        return run(self._async.get(simulation_id))

    def get_result(self, simulation_id: SimulationId) -> SimulationResult:
        """Read what a simulation gave.

        Parameters
        ----------
        simulation_id : str, Simulation or SimulationCreated
            Id of a simulation that is over; see `wait_for_completion`.

        Returns
        -------
        SimulationResult
            ``time_series``, ``steps`` and ``metrics``. Where the service leaves them out and
            they follow from other columns, the series gets ``Step capacity [A.h]`` (net, from
            the start of the step) and ``Capacity [A.h]`` (from the start of the run), and the
            steps get ``Delta capacity [A.h]`` and ``Delta energy [W.h]``; discharge is positive.

        Raises
        ------
        NotFoundError
            There is no result: the run is not over, or failed.
        """
        return run(self._async.get_result(simulation_id))

    def get_statuses(self, simulation_ids: SimulationIds) -> Sequence[SimulationStatus]:
        """Read the states of many simulations, 1000 in one request.

        Parameters
        ----------
        simulation_ids : list of str, Simulation or SimulationCreated
            Their ids.

        Returns
        -------
        list of SimulationStatus
            Without those that do not exist, and those that have no job.
        """
        return run(self._async.get_statuses(simulation_ids))

    @overload
    def wait_for_completion(
        self,
        simulation_id: SimulationId,
        timeout: float = _LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Simulation: ...

    @overload
    def wait_for_completion(
        self,
        simulation_id: SimulationIds,
        timeout: float = _LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Sequence[Simulation]: ...

    @overload
    def wait_for_completion(
        self,
        simulation_id: SimulationId | SimulationIds,
        timeout: float = _LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Simulation | Sequence[Simulation]: ...

    def wait_for_completion(
        self,
        simulation_id: SimulationId | SimulationIds,
        timeout: float = _LIMIT,
        poll_interval: float = POLL_INTERVAL,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> Simulation | Sequence[Simulation]:
        r"""Wait until one or several simulations are over.

        The states of all are asked for in one request.

        Parameters
        ----------
        simulation_id : str, Simulation or SimulationCreated, or a list of these
            What to wait for.
        timeout : float, default 60
            Seconds to wait. The simulations go on when they are over.
        poll_interval : float, default 2
            Longest time between two requests, in s; the first ones follow sooner.
        verbose : bool, default True
            Whether to print each change of their states.
        raise_on_failure : bool, default True
            Whether to raise if one failed. Otherwise a single one is returned as it is, and
            failed ones of several are left out with a warning.

        Returns
        -------
        Simulation or list of Simulation
            As `simulation_id`: one, or several in their order.

        Raises
        ------
        JobFailedError
            Some failed or were canceled; raised when all are over, and names them.
        ProcessingTimeoutError
            Some are not over yet.

        Examples
        --------
        >>> model = {"capacity": 5.0, "chemistry": "NMC/Graphite"}
        >>> rest = "global:\n  initial_soc: 1\nsteps:\n  - Rest:\n      duration: 60\n"
        >>> config = {
        ...     "parameterized_model": model,
        ...     "protocol_experiment": {"protocol": rest, "name": "Rest"},
        ... }
        >>> started = client.simulation.protocol(config)
        >>> ended = client.simulation.wait_for_completion(
        ...     started, verbose=False, raise_on_failure=False
        ... )
        >>> ended.status  # the embedded platform runs nothing
        'failed'
        """
        return run(
            self._async.wait_for_completion(
                simulation_id, timeout, poll_interval, verbose, raise_on_failure
            )
        )

    def delete(self, simulation_id: SimulationId) -> None:
        """Delete a simulation with its job and its result.

        Parameters
        ----------
        simulation_id : str, Simulation or SimulationCreated
            Its id.
        """
        return run(self._async.delete(simulation_id))
