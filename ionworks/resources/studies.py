"""Studies: groups of simulations and measurements of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.studies import (
    assign_measurement,
    assign_simulation,
    create_study,
    delete_study,
    get_study,
    list_studies,
    list_study_measurements,
    remove_measurement,
    remove_simulation,
    update_study,
    validate_study,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.ids import id_of, ids_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Study, StudyValidation
from ionworks.resources._base import AsyncResource, Resource, default_project
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import require_name
from ionworks.resources._pages import as_sent, page_of
from ionworks.resources._queries import Order, OrderBy, name_filter

if TYPE_CHECKING:
    from ionworks.ids import CellSpecId, MeasurementId, MeasurementIds, ProjectId, StudyId
    from ionworks.records import Record
    from ionworks.types import StudyCreate, StudyUpdate


class AsyncStudies(AsyncResource):
    """Studies: ``client.study``.

    A study belongs to a project. Each call takes it from `project_id`, from the `Study` that it is
    given, or from the client.
    """

    async def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Study]:
        """List a page of the studies of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Study
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            No project was given, and the client has none.
        """
        page = await self._runtime.call(
            list_studies,
            self._project_of(None, project_id),
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            order_by=order_by,
            order=order,
        )
        return page_of(Study, page, self._links)

    iter = every_page(list)

    async def get(self, study_id: StudyId, project_id: ProjectId | None = None) -> Study:
        """Get one study with the numbers of what it holds.

        Parameters
        ----------
        study_id : str or Study
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Raises
        ------
        NotFoundError
            The project has no study with this id, or none that the credential may see.
        """
        found = await self._runtime.call(get_study, *self._path(study_id, project_id))
        return Study.from_model(found, self._links)

    async def create(
        self,
        data: StudyCreate | Mapping[str, Any] | None = None,
        project_id: ProjectId | None = None,
    ) -> Study:
        """Create a study.

        Parameters
        ----------
        data : mapping
            ``name`` (required, may repeat) and ``description``.
        project_id : str or Project, optional
            Project that it goes to; by default the client's own, or the default one of the
            service.

        Raises
        ------
        ValueError
            `data` is no mapping or has no name, or no project is named and the service has no
            default one. Nothing was made.

        Examples
        --------
        >>> study = await client.study.create({"name": "Ageing at 45 degC"})
        >>> study.measurement_count
        0
        """
        described = _require_description(data)
        require_name(described, "study")
        body = body_of(described, models.StudyCreate, models.Study, what="a study")
        project = self._project(project_id) or await default_project(self._client)
        made = await self._runtime.call(create_study, project, body=payload(body))
        return require_asked(Study.from_model(made, self._links), name=described["name"])

    async def update(
        self,
        study_id: StudyId,
        data: StudyUpdate | Mapping[str, Any] | None = None,
        project_id: ProjectId | None = None,
    ) -> Study:
        """Rename or redescribe a study.

        Parameters
        ----------
        study_id : str or Study
            Its id.
        data : mapping
            The fields to change, ``name`` or ``description``.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Returns
        -------
        Study
            The study as it is now.
        """
        body = body_of(_require_description(data), models.StudyUpdate, models.Study, what="a study")
        project, identifier = self._path(study_id, project_id)
        changed = await updated(
            self._runtime, update_study, get_study, identifier, body, above=(project,)
        )
        return Study.from_model(changed, self._links)

    async def delete(self, study_id: StudyId, project_id: ProjectId | None = None) -> None:
        """Delete a study; its simulations and measurements stay.

        Parameters
        ----------
        study_id : str or Study
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.
        """
        await self._runtime.call(delete_study, *self._path(study_id, project_id))

    async def assign_simulation(
        self,
        study_id: StudyId,
        simulation_id: str | Record,
        project_id: ProjectId | None = None,
    ) -> dict[str, Any]:
        """Put a simulation into a study; once is enough.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        simulation_id : str or Simulation
            Id of the simulation.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        dict
            ``study_id`` and ``simulation_id``.
        """
        path = (*self._path(study_id, project_id), id_of(simulation_id, "simulation_id"))
        return await as_sent(self._runtime, assign_simulation, *path, body={})

    async def remove_simulation(
        self,
        study_id: StudyId,
        simulation_id: str | Record,
        project_id: ProjectId | None = None,
    ) -> None:
        """Take a simulation out of a study; the simulation stays.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        simulation_id : str or Simulation
            Id of the simulation.
        project_id : str or Project, optional
            Their project; the client's own by default.
        """
        path = (*self._path(study_id, project_id), id_of(simulation_id, "simulation_id"))
        await self._runtime.call(remove_simulation, *path)

    async def assign_measurement(
        self,
        study_id: StudyId,
        measurement_id: MeasurementId,
        project_id: ProjectId | None = None,
    ) -> dict[str, Any]:
        """Put a measurement into a study; once is enough.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        measurement_id : str or CellMeasurement
            Id of the measurement.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        dict
            ``study_id`` and ``measurement_id``.
        """
        path = (*self._path(study_id, project_id), id_of(measurement_id, "measurement_id"))
        return await as_sent(self._runtime, assign_measurement, *path, body={})

    async def list_measurements(
        self,
        study_id: StudyId,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> dict[str, Any]:
        """List a page of the measurements of a study.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        project_id : str or Project, optional
            Its project; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        dict
            ``items``, a list of dicts; ``count``, their number; ``total``, the number of all
            measurements of the study.
        """
        path = self._path(study_id, project_id)
        return await as_sent(
            self._runtime, list_study_measurements, *path, limit=limit, offset=offset
        )

    async def remove_measurement(
        self,
        study_id: StudyId,
        measurement_id: MeasurementId,
        project_id: ProjectId | None = None,
    ) -> None:
        """Take a measurement out of a study; the measurement stays.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        measurement_id : str or CellMeasurement
            Id of the measurement.
        project_id : str or Project, optional
            Their project; the client's own by default.
        """
        path = (*self._path(study_id, project_id), id_of(measurement_id, "measurement_id"))
        await self._runtime.call(remove_measurement, *path)

    async def validate(
        self,
        study_id: StudyId,
        measurement_ids: MeasurementIds,
        parameterized_model_id: str | Record,
        cell_specification_id: CellSpecId,
        *,
        start_step: int | None = None,
        end_step: int | None = None,
        initial_voltage: float | None = None,
        initial_soc: float | None = None,
        project_id: ProjectId | None = None,
    ) -> StudyValidation:
        """Simulate a model by the current of measurements, to compare them.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        measurement_ids : list of str or CellMeasurement
            The measurements.
        parameterized_model_id : str or ParameterizedModel
            The model.
        cell_specification_id : str or CellSpecification
            The specification that the model is of.
        start_step, end_step : int, optional
            First and last step that are simulated, both included; all by default.
        initial_voltage : float, optional
            Voltage to start from, in V.
        initial_soc : float, optional
            State of charge to start from, 0 to 1; wins over `initial_voltage`.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        StudyValidation
            ``.validations`` that were started, ``.errors`` of measurements that could not be,
            and ``.skipped``, ids of measurements that have the same validation already.

        Raises
        ------
        ValueError
            There is no measurement, or no project is known. Nothing was sent.
        """
        wanted = ids_of(measurement_ids, "measurement_ids")
        if not wanted:
            raise ValueError("`measurement_ids` is empty; name a measurement")
        options = {
            "start_step": start_step,
            "end_step": end_step,
            "initial_voltage": initial_voltage,
            "initial_soc": initial_soc,
        }
        body = {
            "measurement_ids": wanted,
            "parameterized_model_id": id_of(parameterized_model_id, "parameterized_model_id"),
            "cell_specification_id": id_of(cell_specification_id, "cell_specification_id"),
            **{name: value for name, value in options.items() if value is not None},
        }
        path = self._path(study_id, project_id)
        return StudyValidation.from_model(
            await self._runtime.call(validate_study, *path, body=payload(body))
        )

    def _project_of(self, study_id: StudyId | None, project_id: ProjectId | None) -> str:
        """Return the project of a call.

        Raises
        ------
        ValueError
            None is known.
        """
        own = study_id.project_id if isinstance(study_id, Study) else None
        found = self._project(own if project_id is None else project_id)
        if not found:
            raise ValueError(
                "a study belongs to a project; pass `project_id`, or give the client one"
            )
        return found

    def _path(self, study_id: StudyId, project_id: ProjectId | None) -> tuple[str, str]:
        return self._project_of(study_id, project_id), id_of(study_id, "study_id")


def _require_description(data: Any) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise ValueError(
            "a study is described by a dict such as {'name': ...}, which comes first; the project "
            "follows as `project_id`"
        )
    return data


class Studies(Resource[AsyncStudies]):
    """Studies: ``client.study``.

    A study belongs to a project. Each call takes it from `project_id`, from the `Study` that it is
    given, or from the client.
    """

    def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Study]:
        """List a page of the studies of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Study
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            No project was given, and the client has none.
        """
        return run(
            self._async.list(
                project_id,
                limit,
                offset,
                name=name,
                name_exact=name_exact,
                order_by=order_by,
                order=order,
            )
        )

    iter = every_page(list)

    def get(self, study_id: StudyId, project_id: ProjectId | None = None) -> Study:
        """Get one study with the numbers of what it holds.

        Parameters
        ----------
        study_id : str or Study
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Raises
        ------
        NotFoundError
            The project has no study with this id, or none that the credential may see.
        """
        return run(self._async.get(study_id, project_id))

    def create(
        self,
        data: StudyCreate | Mapping[str, Any] | None = None,
        project_id: ProjectId | None = None,
    ) -> Study:
        """Create a study.

        Parameters
        ----------
        data : mapping
            ``name`` (required, may repeat) and ``description``.
        project_id : str or Project, optional
            Project that it goes to; by default the client's own, or the default one of the
            service.

        Raises
        ------
        ValueError
            `data` is no mapping or has no name, or no project is named and the service has no
            default one. Nothing was made.

        Examples
        --------
        >>> study = client.study.create({"name": "Ageing at 45 degC"})
        >>> study.measurement_count
        0
        """
        return run(self._async.create(data, project_id))

    def update(
        self,
        study_id: StudyId,
        data: StudyUpdate | Mapping[str, Any] | None = None,
        project_id: ProjectId | None = None,
    ) -> Study:
        """Rename or redescribe a study.

        Parameters
        ----------
        study_id : str or Study
            Its id.
        data : mapping
            The fields to change, ``name`` or ``description``.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Returns
        -------
        Study
            The study as it is now.
        """
        return run(self._async.update(study_id, data, project_id))

    def delete(self, study_id: StudyId, project_id: ProjectId | None = None) -> None:
        """Delete a study; its simulations and measurements stay.

        Parameters
        ----------
        study_id : str or Study
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.
        """
        return run(self._async.delete(study_id, project_id))

    def assign_simulation(
        self, study_id: StudyId, simulation_id: str | Record, project_id: ProjectId | None = None
    ) -> dict[str, Any]:
        """Put a simulation into a study; once is enough.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        simulation_id : str or Simulation
            Id of the simulation.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        dict
            ``study_id`` and ``simulation_id``.
        """
        return run(self._async.assign_simulation(study_id, simulation_id, project_id))

    def remove_simulation(
        self, study_id: StudyId, simulation_id: str | Record, project_id: ProjectId | None = None
    ) -> None:
        """Take a simulation out of a study; the simulation stays.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        simulation_id : str or Simulation
            Id of the simulation.
        project_id : str or Project, optional
            Their project; the client's own by default.
        """
        return run(self._async.remove_simulation(study_id, simulation_id, project_id))

    def assign_measurement(
        self, study_id: StudyId, measurement_id: MeasurementId, project_id: ProjectId | None = None
    ) -> dict[str, Any]:
        """Put a measurement into a study; once is enough.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        measurement_id : str or CellMeasurement
            Id of the measurement.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        dict
            ``study_id`` and ``measurement_id``.
        """
        return run(self._async.assign_measurement(study_id, measurement_id, project_id))

    def list_measurements(
        self,
        study_id: StudyId,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> dict[str, Any]:
        """List a page of the measurements of a study.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        project_id : str or Project, optional
            Its project; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        dict
            ``items``, a list of dicts; ``count``, their number; ``total``, the number of all
            measurements of the study.
        """
        return run(self._async.list_measurements(study_id, project_id, limit, offset))

    def remove_measurement(
        self, study_id: StudyId, measurement_id: MeasurementId, project_id: ProjectId | None = None
    ) -> None:
        """Take a measurement out of a study; the measurement stays.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        measurement_id : str or CellMeasurement
            Id of the measurement.
        project_id : str or Project, optional
            Their project; the client's own by default.
        """
        return run(self._async.remove_measurement(study_id, measurement_id, project_id))

    def validate(
        self,
        study_id: StudyId,
        measurement_ids: MeasurementIds,
        parameterized_model_id: str | Record,
        cell_specification_id: CellSpecId,
        *,
        start_step: int | None = None,
        end_step: int | None = None,
        initial_voltage: float | None = None,
        initial_soc: float | None = None,
        project_id: ProjectId | None = None,
    ) -> StudyValidation:
        """Simulate a model by the current of measurements, to compare them.

        Parameters
        ----------
        study_id : str or Study
            Id of the study.
        measurement_ids : list of str or CellMeasurement
            The measurements.
        parameterized_model_id : str or ParameterizedModel
            The model.
        cell_specification_id : str or CellSpecification
            The specification that the model is of.
        start_step, end_step : int, optional
            First and last step that are simulated, both included; all by default.
        initial_voltage : float, optional
            Voltage to start from, in V.
        initial_soc : float, optional
            State of charge to start from, 0 to 1; wins over `initial_voltage`.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        StudyValidation
            ``.validations`` that were started, ``.errors`` of measurements that could not be,
            and ``.skipped``, ids of measurements that have the same validation already.

        Raises
        ------
        ValueError
            There is no measurement, or no project is known. Nothing was sent.
        """
        return run(
            self._async.validate(
                study_id,
                measurement_ids,
                parameterized_model_id,
                cell_specification_id,
                start_step=start_step,
                end_step=end_step,
                initial_voltage=initial_voltage,
                initial_soc=initial_soc,
                project_id=project_id,
            )
        )

    pass
