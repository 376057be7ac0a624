"""Fits of equivalent circuits: from an example, a file or measurements."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.ecm import (
    detect_and_read,
    fit_example,
    fit_from_file,
    fit_from_measurements,
    get_ecm_example_data,
    list_ecm_examples,
    save_to_project,
    validate_ecm,
)

from ionworks._given import shown
from ionworks._io.blocking import run
from ionworks._io.forms import FormFile, form
from ionworks._io.operations import payload
from ionworks.errors import JobFailedError, RequestValidationError, UnexpectedResponseError
from ionworks.ids import id_of, id_or_none
from ionworks.records import (
    EcmFitJob,
    FitResults,
    Job,
    SaveToProjectResponse,
    ValidationResults,
)
from ionworks.resources._arguments import require_number
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._configs import plain_config
from ionworks.resources._create_or_get import require_name
from ionworks.resources._pages import as_sent
from ionworks.resources._runs import wait_until_over

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike
    from typing import BinaryIO

    from ionworks.ids import CellSpecId, ExampleId, JobId, MeasurementId, ParameterizedModelId

# What a fit is kept and validated by.
_CURVES = ("soc", "ocv", "r0", "rc_pairs", "capacity_Ah")


class AsyncEcmFits(AsyncResource):
    """Fits of equivalent circuits: ``client.ecm``."""

    async def list_examples(self) -> Sequence[dict[str, Any]]:
        """List the example data sets of the service; the embedded platform has none.

        Returns
        -------
        list of dict
            The examples, each with its ``id``.
        """
        return [dict(one) for one in await self._runtime.call(list_ecm_examples)]

    async def get_example_data(self, example_id: ExampleId) -> dict[str, Any]:
        """Read the thinned series of an example.

        Parameters
        ----------
        example_id : str
            Its id.

        Raises
        ------
        NotFoundError
            There is no such example.
        """
        return await as_sent(self._runtime, get_ecm_example_data, id_of(example_id, "example_id"))

    async def fit_from_example(
        self,
        example_id: ExampleId,
        num_rcs: int = 2,
        fit_ocv: bool = True,
        initial_soc: float | None = None,
        capacity: float | None = None,
    ) -> FitResults:
        """Fit an example, and wait for the fit.

        Parameters
        ----------
        example_id : str
            Its id.
        num_rcs : int, default 2
            Number of RC pairs, 0 to 5.
        fit_ocv : bool, default True
            Fit the open-circuit voltage too.
        initial_soc : float, optional
            State of charge at the start, 0 to 1.
        capacity : float, optional
            Capacity in A.h.

        Returns
        -------
        FitResults
            The fit. ``rc_pairs`` come only for callers who may see them.

        Raises
        ------
        NotFoundError
            There is no such example.
        """
        _check_fit(num_rcs, initial_soc, capacity)
        found = await self._runtime.call(
            fit_example,
            example_id=id_of(example_id, "example_id"),
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
        )
        return FitResults.from_model(found)

    async def fit_from_measurements(self, config: Mapping[str, Any]) -> EcmFitJob:
        """Start to fit one or more measurements together.

        Parameters
        ----------
        config : mapping
            ``measurements``, each with its ``id`` (or the record), and optionally
            ``start_step`` and ``end_step`` (both included), ``initial_soc`` (0 to 1) and
            ``capacity`` in A.h (of all or of none); and ``ecm_options``: ``num_rcs`` (0 to 5),
            ``fit_ocv``, ``capacity`` in A.h, ``ocv_soc_curve`` (``soc`` and ``ocv`` in V),
            ``bounds_capacity`` (``lo`` and ``hi`` in A.h), ``num_knots``, ``num_knots_r0``,
            ``knot_schedule``, ``clamp_boundary_knots``, ``clamp_max_ratio``, ``regularization``.

        Returns
        -------
        EcmFitJob
            The job; see `wait_for_completion`.

        Raises
        ------
        ValueError
            The configuration contradicts itself. Nothing was sent.
        NotFoundError
            There is no such measurement.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-fit"})
        >>> weight = {"weight": {"value": 68.0, "unit": "g"}}
        >>> pulse = await client.cell_measurement.create_properties(
        ...     cell.id, name="Pulse", properties=weight
        ... )
        >>> job = await client.ecm.fit_from_measurements({"measurements": [{"id": pulse.id}]})
        >>> (await client.job.get(job.job_id)).status
        'failed'
        """
        config = await self._runtime.backend.run_in_thread(_fit_request, config)
        body = body_of(config, models.EcmFitRequest, what="a fit")
        job = await self._runtime.call(fit_from_measurements, body=payload(body))
        return EcmFitJob.from_model(job)

    async def fit_from_file(
        self,
        file: str | PathLike[str] | bytes | BinaryIO,
        num_rcs: int = 2,
        fit_ocv: bool = True,
        initial_soc: float | None = None,
        capacity: float | None = None,
        regularization: float = 0.0,
        filename: str | None = None,
    ) -> EcmFitJob:
        """Start to fit a cycler file.

        Parameters
        ----------
        file : path, bytes or binary file
            The file, in any format that the service knows.
        num_rcs : int, default 2
            Number of RC pairs, 0 to 5.
        fit_ocv : bool, default True
            Fit the open-circuit voltage too.
        initial_soc : float, optional
            State of charge at the start, 0 to 1.
        capacity : float, optional
            Capacity in A.h.
        regularization : float, default 0.0
            Weight of the smoothness term.
        filename : str, optional
            What the file is called; by default its own name. Content needs one.

        Returns
        -------
        EcmFitJob
            The job; see `wait_for_completion`.

        Raises
        ------
        FileNotFoundError
            There is no such file. Nothing was sent.
        ValueError
            An argument is out of bounds, or content has no name. Nothing was sent.
        """
        _check_fit(num_rcs, initial_soc, capacity)
        if require_number(regularization, "regularization") < 0:
            raise RequestValidationError(f"regularization is {regularization}; it is 0 or more")
        content = await self._runtime.backend.run_in_thread(FormFile.read, file, filename)
        job = await self._runtime.call(
            fit_from_file,
            body=form({"file": content}),
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
            regularization=regularization or None,
        )
        return EcmFitJob.from_model(job)

    async def detect_and_read(
        self, file: str | PathLike[str] | bytes | BinaryIO, filename: str | None = None
    ) -> dict[str, Any]:
        """Let the service detect the format of a cycler file and read its series.

        Parameters
        ----------
        file, filename
            As for `fit_from_file`.

        Returns
        -------
        dict
            What the service read.

        Raises
        ------
        ServerError
            The service does not read this format. The embedded platform answers 501 where
            `ionworks.read` needs a package that is not installed.
        """
        content = await self._runtime.backend.run_in_thread(FormFile.read, file, filename)
        return await as_sent(self._runtime, detect_and_read, body=form({"file": content}))

    async def save_to_project(
        self,
        name: str,
        cell_spec_id: CellSpecId,
        fit_results: FitResults | Mapping[str, Any],
        description: str = "",
        num_rcs: int | None = None,
    ) -> SaveToProjectResponse:
        """Keep a fit as a parameterized model of a cell specification.

        Parameters
        ----------
        name : str
            What to call the parameterized model.
        cell_spec_id : str or CellSpecification
            Cell specification that it describes.
        fit_results : FitResults or mapping
            The fit, at least its curves ``soc``, ``ocv`` and ``r0``, and its ``rc_pairs``.
        description : str, default ""
            What it is for.
        num_rcs : int, optional
            Number of RC pairs; by default that of the fit.

        Returns
        -------
        SaveToProjectResponse
            ``model_id`` and ``parameterized_model_id``.

        Raises
        ------
        ConflictError
            The specification has a parameterized model of this name.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> pair = {"r": [0.01, 0.01], "c": [900.0, 900.0], "tau": [9.0, 9.0]}
        >>> fit = {"soc": [0.0, 1.0], "ocv": [3.0, 4.2], "r0": [0.02, 0.02], "rc_pairs": [pair]}
        >>> saved = await client.ecm.save_to_project("1 RC", spec, fit)
        >>> (await client.parameterized_model.get(saved.parameterized_model_id)).name
        '1 RC'
        """
        require_name({"name": name}, "parameterized model")
        curves = _curves(fit_results)
        stated = fit_results.get("num_rcs")
        body = {
            "name": name,
            "description": description,
            "cell_spec_id": id_of(cell_spec_id, "cell_spec_id"),
            "num_rcs": next(
                one for one in (num_rcs, stated, len(curves["rc_pairs"])) if one is not None
            ),
            "fit_results": curves,
        }
        saved = await self._runtime.call(save_to_project, body=payload(body))
        return SaveToProjectResponse.from_model(saved)

    async def validate(
        self,
        *,
        measurement_id: MeasurementId | None = None,
        example_id: ExampleId | None = None,
        fit_results: FitResults | Mapping[str, Any] | None = None,
        parameterized_model_id: ParameterizedModelId | None = None,
        start_step: int | None = None,
        end_step: int | None = None,
        initial_soc: float | None = None,
        capacity: float | None = None,
    ) -> ValidationResults:
        """Simulate a fit on data that it was not made from.

        Parameters
        ----------
        measurement_id : str or CellMeasurement, optional
            Measurement to compare with; this or `example_id`.
        example_id : str, optional
            Example to compare with.
        fit_results : FitResults or mapping, optional
            The fit; this or `parameterized_model_id`.
        parameterized_model_id : str or ParameterizedModel, optional
            A fit that was kept.
        start_step, end_step : int, optional
            First and last step of a part of the measurement, both included.
        initial_soc : float, optional
            State of charge at the start, 0 to 1.
        capacity : float, optional
            Capacity in A.h.

        Returns
        -------
        ValidationResults
            The errors in mV, and the series.

        Raises
        ------
        ValueError
            Not exactly one of each pair was given. Nothing was sent.
        ServerError
            The service simulates nothing: the embedded platform answers 501.
        """
        _check_one("measurement_id", measurement_id, "example_id", example_id)
        _check_one("fit_results", fit_results, "parameterized_model_id", parameterized_model_id)
        _check_fit(0, initial_soc, capacity)
        body = {
            "measurement_id": id_or_none(measurement_id, "measurement_id"),
            "example_id": id_or_none(example_id, "example_id"),
            "fit_results": None if fit_results is None else _curves(fit_results),
            "parameterized_model_id": id_or_none(parameterized_model_id, "parameterized_model_id"),
            "start_step": start_step,
            "end_step": end_step,
            "initial_soc": initial_soc,
            "capacity": capacity,
        }
        body = {key: value for key, value in body.items() if value is not None}
        found = await self._runtime.call(validate_ecm, body=payload(body))
        return ValidationResults.from_model(found)

    async def wait_for_completion(
        self,
        job: EcmFitJob | JobId,
        timeout: float = 300,
        poll_interval: float = 2,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> FitResults | None:
        """Wait until a fit is over.

        Parameters
        ----------
        job : str, EcmFitJob or Job
            The fit that was started.
        timeout : float, default 300
            Seconds to wait. The fit goes on when they are over.
        poll_interval : float, default 2
            Longest time between two questions, in s.
        verbose : bool, default True
            Print how far it is whenever that changes.
        raise_on_failure : bool, default True
            Raise an error where it fails; otherwise return None.

        Returns
        -------
        FitResults or None
            The fit.

        Raises
        ------
        JobFailedError
            It failed or was canceled.
        ProcessingTimeoutError
            It is not over yet.
        """
        identifier = id_of(job["job_id"] if isinstance(job, EcmFitJob) else job, "job_id")
        shown = ""

        async def poll(job_id: str) -> Job:
            nonlocal shown
            found = await self._client.job.get(job_id)
            if verbose and found.status != shown:
                shown = found.status
                print(f"The fit {job_id} is {shown}.")  # noqa: T201 - asked for
            return found

        try:
            over = await wait_until_over(
                self._runtime, poll, identifier, timeout=timeout, poll_interval=poll_interval
            )
        except JobFailedError:
            if raise_on_failure:
                raise
            return None
        if not isinstance(over.result, Mapping):
            raise UnexpectedResponseError(f"The job {identifier} is over without a result")
        return FitResults.from_dict(over.result)


class EcmFits(Resource[AsyncEcmFits]):
    """Fits of equivalent circuits: ``client.ecm``."""

    def list_examples(self) -> Sequence[dict[str, Any]]:
        """List the example data sets of the service; the embedded platform has none.

        Returns
        -------
        list of dict
            The examples, each with its ``id``.
        """
        return run(self._async.list_examples())

    def get_example_data(self, example_id: ExampleId) -> dict[str, Any]:
        """Read the thinned series of an example.

        Parameters
        ----------
        example_id : str
            Its id.

        Raises
        ------
        NotFoundError
            There is no such example.
        """
        return run(self._async.get_example_data(example_id))

    def fit_from_example(
        self,
        example_id: ExampleId,
        num_rcs: int = 2,
        fit_ocv: bool = True,
        initial_soc: float | None = None,
        capacity: float | None = None,
    ) -> FitResults:
        """Fit an example, and wait for the fit.

        Parameters
        ----------
        example_id : str
            Its id.
        num_rcs : int, default 2
            Number of RC pairs, 0 to 5.
        fit_ocv : bool, default True
            Fit the open-circuit voltage too.
        initial_soc : float, optional
            State of charge at the start, 0 to 1.
        capacity : float, optional
            Capacity in A.h.

        Returns
        -------
        FitResults
            The fit. ``rc_pairs`` come only for callers who may see them.

        Raises
        ------
        NotFoundError
            There is no such example.
        """
        return run(
            self._async.fit_from_example(example_id, num_rcs, fit_ocv, initial_soc, capacity)
        )

    def fit_from_measurements(self, config: Mapping[str, Any]) -> EcmFitJob:
        """Start to fit one or more measurements together.

        Parameters
        ----------
        config : mapping
            ``measurements``, each with its ``id`` (or the record), and optionally
            ``start_step`` and ``end_step`` (both included), ``initial_soc`` (0 to 1) and
            ``capacity`` in A.h (of all or of none); and ``ecm_options``: ``num_rcs`` (0 to 5),
            ``fit_ocv``, ``capacity`` in A.h, ``ocv_soc_curve`` (``soc`` and ``ocv`` in V),
            ``bounds_capacity`` (``lo`` and ``hi`` in A.h), ``num_knots``, ``num_knots_r0``,
            ``knot_schedule``, ``clamp_boundary_knots``, ``clamp_max_ratio``, ``regularization``.

        Returns
        -------
        EcmFitJob
            The job; see `wait_for_completion`.

        Raises
        ------
        ValueError
            The configuration contradicts itself. Nothing was sent.
        NotFoundError
            There is no such measurement.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-fit"})
        >>> weight = {"weight": {"value": 68.0, "unit": "g"}}
        >>> pulse = client.cell_measurement.create_properties(
        ...     cell.id, name="Pulse", properties=weight
        ... )
        >>> job = client.ecm.fit_from_measurements({"measurements": [{"id": pulse.id}]})
        >>> client.job.get(job.job_id).status
        'failed'
        """
        return run(self._async.fit_from_measurements(config))

    def fit_from_file(
        self,
        file: str | PathLike[str] | bytes | BinaryIO,
        num_rcs: int = 2,
        fit_ocv: bool = True,
        initial_soc: float | None = None,
        capacity: float | None = None,
        regularization: float = 0.0,
        filename: str | None = None,
    ) -> EcmFitJob:
        """Start to fit a cycler file.

        Parameters
        ----------
        file : path, bytes or binary file
            The file, in any format that the service knows.
        num_rcs : int, default 2
            Number of RC pairs, 0 to 5.
        fit_ocv : bool, default True
            Fit the open-circuit voltage too.
        initial_soc : float, optional
            State of charge at the start, 0 to 1.
        capacity : float, optional
            Capacity in A.h.
        regularization : float, default 0.0
            Weight of the smoothness term.
        filename : str, optional
            What the file is called; by default its own name. Content needs one.

        Returns
        -------
        EcmFitJob
            The job; see `wait_for_completion`.

        Raises
        ------
        FileNotFoundError
            There is no such file. Nothing was sent.
        ValueError
            An argument is out of bounds, or content has no name. Nothing was sent.
        """
        return run(
            self._async.fit_from_file(
                file, num_rcs, fit_ocv, initial_soc, capacity, regularization, filename
            )
        )

    def detect_and_read(
        self, file: str | PathLike[str] | bytes | BinaryIO, filename: str | None = None
    ) -> dict[str, Any]:
        """Let the service detect the format of a cycler file and read its series.

        Parameters
        ----------
        file, filename
            As for `fit_from_file`.

        Returns
        -------
        dict
            What the service read.

        Raises
        ------
        ServerError
            The service does not read this format. The embedded platform answers 501 where
            `ionworks.read` needs a package that is not installed.
        """
        return run(self._async.detect_and_read(file, filename))

    def save_to_project(
        self,
        name: str,
        cell_spec_id: CellSpecId,
        fit_results: FitResults | Mapping[str, Any],
        description: str = "",
        num_rcs: int | None = None,
    ) -> SaveToProjectResponse:
        """Keep a fit as a parameterized model of a cell specification.

        Parameters
        ----------
        name : str
            What to call the parameterized model.
        cell_spec_id : str or CellSpecification
            Cell specification that it describes.
        fit_results : FitResults or mapping
            The fit, at least its curves ``soc``, ``ocv`` and ``r0``, and its ``rc_pairs``.
        description : str, default ""
            What it is for.
        num_rcs : int, optional
            Number of RC pairs; by default that of the fit.

        Returns
        -------
        SaveToProjectResponse
            ``model_id`` and ``parameterized_model_id``.

        Raises
        ------
        ConflictError
            The specification has a parameterized model of this name.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> pair = {"r": [0.01, 0.01], "c": [900.0, 900.0], "tau": [9.0, 9.0]}
        >>> fit = {"soc": [0.0, 1.0], "ocv": [3.0, 4.2], "r0": [0.02, 0.02], "rc_pairs": [pair]}
        >>> saved = client.ecm.save_to_project("1 RC", spec, fit)
        >>> client.parameterized_model.get(saved.parameterized_model_id).name
        '1 RC'
        """
        return run(
            self._async.save_to_project(name, cell_spec_id, fit_results, description, num_rcs)
        )

    def validate(
        self,
        *,
        measurement_id: MeasurementId | None = None,
        example_id: ExampleId | None = None,
        fit_results: FitResults | Mapping[str, Any] | None = None,
        parameterized_model_id: ParameterizedModelId | None = None,
        start_step: int | None = None,
        end_step: int | None = None,
        initial_soc: float | None = None,
        capacity: float | None = None,
    ) -> ValidationResults:
        """Simulate a fit on data that it was not made from.

        Parameters
        ----------
        measurement_id : str or CellMeasurement, optional
            Measurement to compare with; this or `example_id`.
        example_id : str, optional
            Example to compare with.
        fit_results : FitResults or mapping, optional
            The fit; this or `parameterized_model_id`.
        parameterized_model_id : str or ParameterizedModel, optional
            A fit that was kept.
        start_step, end_step : int, optional
            First and last step of a part of the measurement, both included.
        initial_soc : float, optional
            State of charge at the start, 0 to 1.
        capacity : float, optional
            Capacity in A.h.

        Returns
        -------
        ValidationResults
            The errors in mV, and the series.

        Raises
        ------
        ValueError
            Not exactly one of each pair was given. Nothing was sent.
        ServerError
            The service simulates nothing: the embedded platform answers 501.
        """
        return run(
            self._async.validate(
                measurement_id=measurement_id,
                example_id=example_id,
                fit_results=fit_results,
                parameterized_model_id=parameterized_model_id,
                start_step=start_step,
                end_step=end_step,
                initial_soc=initial_soc,
                capacity=capacity,
            )
        )

    def wait_for_completion(
        self,
        job: EcmFitJob | JobId,
        timeout: float = 300,
        poll_interval: float = 2,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> FitResults | None:
        """Wait until a fit is over.

        Parameters
        ----------
        job : str, EcmFitJob or Job
            The fit that was started.
        timeout : float, default 300
            Seconds to wait. The fit goes on when they are over.
        poll_interval : float, default 2
            Longest time between two questions, in s.
        verbose : bool, default True
            Print how far it is whenever that changes.
        raise_on_failure : bool, default True
            Raise an error where it fails; otherwise return None.

        Returns
        -------
        FitResults or None
            The fit.

        Raises
        ------
        JobFailedError
            It failed or was canceled.
        ProcessingTimeoutError
            It is not over yet.
        """
        return run(
            self._async.wait_for_completion(job, timeout, poll_interval, verbose, raise_on_failure)
        )


def _check_fit(num_rcs: int, initial_soc: float | None, capacity: float | None) -> None:
    if isinstance(num_rcs, bool) or not isinstance(num_rcs, int) or not 0 <= num_rcs <= 5:
        raise RequestValidationError(
            f"num_rcs is {shown(num_rcs)}; it is a whole number from 0 to 5"
        )
    if initial_soc is not None and not 0 <= require_number(initial_soc, "initial_soc") <= 1:
        raise RequestValidationError(f"initial_soc is {initial_soc}; it is a number from 0 to 1")
    if capacity is not None and not require_number(capacity, "capacity") > 0:
        raise RequestValidationError(f"capacity is {capacity} A.h; it is above 0")


def _check_one(first: str, one: object, second: str, other: object) -> None:
    if (one is None) == (other is None):
        given = "neither is" if one is None else "both are"
        raise RequestValidationError(
            f"{first} and {second}: {given} given; give exactly one of them"
        )


def _curves(fit: FitResults | Mapping[str, Any]) -> dict[str, Any]:
    """Return what a fit is kept by."""
    if not isinstance(fit, Mapping):
        raise TypeError(f"a fit is a FitResults or a dict, not a {type(fit).__name__}")
    plain = fit.to_dict() if isinstance(fit, FitResults) else plain_config(fit, "fit_results")
    missing = [name for name in ("soc", "ocv", "r0") if plain.get(name) is None]
    if missing:
        raise RequestValidationError(f"the fit has no {' and no '.join(missing)}")
    pairs = plain.get("rc_pairs") or []
    if not isinstance(pairs, list):
        raise TypeError(f"`rc_pairs` of the fit is a list, not a {type(pairs).__name__}")
    curves = {name: plain[name] for name in _CURVES if plain.get(name) is not None}
    return {"rc_pairs": [], **curves}


def _fit_request(config: Mapping[str, Any]) -> dict[str, Any]:
    """Write a fit of measurements plainly, and refuse what contradicts itself."""
    if isinstance(config, Mapping) and isinstance(config.get("measurements"), list | tuple):
        # In plain form a record is all its fields; of a measurement only the id is meant.
        config = {**config, "measurements": [_measurement(one) for one in config["measurements"]]}
    plain = plain_config(config)
    measurements = plain.get("measurements")
    if not isinstance(measurements, list) or not measurements:
        raise RequestValidationError(
            "`measurements` of the fit is no list of dicts such as [{'id': ...}]"
        )
    stated = sum(one.get("capacity") is not None for one in measurements)
    if 0 < stated < len(measurements):
        raise RequestValidationError("give the `capacity` of all measurements, or of none")
    for one in measurements:
        _check_fit(0, one.get("initial_soc"), one.get("capacity"))
    options = plain.get("ecm_options") or {}
    _check_fit(options.get("num_rcs", 2), None, options.get("capacity"))
    curve, bounds = options.get("ocv_soc_curve"), options.get("bounds_capacity")
    if curve is not None:
        soc, ocv = curve.get("soc") or [], curve.get("ocv") or []
        if len(soc) < 2 or len(soc) != len(ocv) or not _increases(soc):
            raise RequestValidationError(
                "`ocv_soc_curve` needs two points or more, as many `ocv` as `soc`, and a `soc` "
                "that increases"
            )
    if bounds is not None and not 0 < bounds.get("lo", 0) < bounds.get("hi", 0):
        raise RequestValidationError("`bounds_capacity` needs 0 < `lo` < `hi`")
    schedule = options.get("knot_schedule")
    if schedule is not None:
        is_right = bool(schedule) and schedule[0] >= 1 and _increases(schedule)
        if not is_right or schedule[-1] != options.get("num_knots", schedule[-1]):
            raise RequestValidationError(
                "`knot_schedule` increases from 1 or more, and ends at `num_knots`"
            )
    plain = {**plain, "measurements": [_without_none(one) for one in measurements]}
    return plain if not options else {**plain, "ecm_options": _without_none(options)}


def _measurement(given: Any) -> dict[str, Any]:
    if isinstance(given, Mapping) and "name" not in given:
        return {**given, "id": id_of(given.get("id"), "measurement_id")}
    return {"id": id_of(given, "measurement_id")}


def _increases(values: Sequence[float]) -> bool:
    return all(one < later for one, later in pairwise(values))


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
