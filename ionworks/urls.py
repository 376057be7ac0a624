"""Links to the web app."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from ionworks.addresses import BUNDLE, LOCAL
from ionworks.ids import id_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ionworks.ids import CellSpecId, MeasurementId, PipelineId, ProjectId
    from ionworks.records import Record

APP = "https://app.ionworks.com"
_ENVIRONMENT_API = re.compile(r"([a-z0-9-]+)-api\.ionworks\.com")


class Urls:
    """Links to the pages of the web app.

    Pure text: nothing is asked of the service, and a link to an id that does not exist is
    still a link. The app belongs to the service that the client speaks to, or is the one
    named by ``IONWORKS_APP_URL``, which is looked up for every link. An embedded platform
    (``local:``) has no pages: its links are empty text, unless that variable names an app.

    Parameters
    ----------
    api_url : str
        Address of the service.
    project_id : str or Project, optional
        The project of links that name none.

    Examples
    --------
    >>> from ionworks.urls import Urls
    >>> Urls("https://api.ionworks.com").measurement("meas_456", "proj_1")
    'https://app.ionworks.com/dashboard/projects/proj_1/data/measurements/meas_456'
    """

    def __init__(self, api_url: str, project_id: str | None = None) -> None:
        self._api_url = api_url
        self._project_id = project_id

    @property
    def base(self) -> str:
        """Address of the web app; "" for an embedded platform, which has none.

        A service at an address of its own, such as ``localhost``, does not tell where its
        app is: then this is the hosted app, unless ``IONWORKS_APP_URL`` is set.
        """
        given = os.environ.get("IONWORKS_APP_URL", "").strip().rstrip("/")
        if given:
            return given
        if self._api_url.startswith((LOCAL, BUNDLE)):
            return ""
        environment = _ENVIRONMENT_API.fullmatch(urlsplit(self._api_url).hostname or "")
        return f"https://{environment[1]}.ionworks.com" if environment else APP

    def project(self, project_id: ProjectId | UUID | None = None) -> str:
        """Link to a project, which opens on its studies.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own when it has one.

        Raises
        ------
        ValueError
            No project was given, and the client has none.
        """
        return self._link(project_id, "studies")

    def study(self, study_id: str | UUID, project_id: ProjectId | UUID | None = None) -> str:
        """Link to a study. For `project_id` and errors see `measurement`."""
        return self._link(project_id, "studies", study_id=study_id)

    def model(self, model_id: str | UUID, project_id: ProjectId | UUID | None = None) -> str:
        """Link to a model. For `project_id` and errors see `measurement`."""
        return self._link(project_id, "models", model_id=model_id)

    def parameterized_model(
        self, parameterized_model_id: str | UUID, project_id: ProjectId | UUID | None = None
    ) -> str:
        """Link to a parameterized model. For `project_id` and errors see `measurement`."""
        return self._link(
            project_id, "parameterized-models", parameterized_model_id=parameterized_model_id
        )

    def simulation(
        self,
        simulation_id: str | UUID,
        parameterized_model_id: str | UUID | None = None,
        project_id: ProjectId | UUID | None = None,
    ) -> str:
        """Link to a simulation, whose page belongs to its parameterized model.

        Parameters
        ----------
        simulation_id : str
            The simulation.
        parameterized_model_id : str
            The model that it simulates; a field of the simulation.
        project_id : str or Project, optional
            The project; the client's own when it has one.

        Raises
        ------
        ValueError
            The parameterized model is missing, or what `measurement` raises.
        """
        if parameterized_model_id is None:
            raise ValueError(
                f"the page of simulation {str(simulation_id)!r} belongs to its parameterized "
                "model; pass `parameterized_model_id`, which the simulation has as a field"
            )
        model = self.parameterized_model(parameterized_model_id, project_id)
        return _below(model, f"simulations/{_part('simulation_id', simulation_id)}")

    def optimization(
        self, optimization_id: str | UUID, project_id: ProjectId | UUID | None = None
    ) -> str:
        """Link to an optimization. For `project_id` and errors see `measurement`."""
        return self._link(project_id, "optimizations", optimization_id=optimization_id)

    def pipeline(
        self, pipeline_id: PipelineId | UUID, project_id: ProjectId | UUID | None = None
    ) -> str:
        """Link to a pipeline. For `project_id` and errors see `measurement`."""
        return self._link(project_id, "pipelines", pipeline_id=pipeline_id)

    def protocol(self, protocol_id: str | UUID, project_id: ProjectId | UUID | None = None) -> str:
        """Link to a protocol. For `project_id` and errors see `measurement`."""
        return self._link(project_id, "protocols", protocol_id=protocol_id)

    def material(self, material_id: str | UUID, project_id: ProjectId | UUID | None = None) -> str:
        """Link to a material. For `project_id` and errors see `measurement`."""
        return self._link(project_id, "materials", material_id=material_id)

    def cell_specs(self, project_id: ProjectId | UUID | None = None) -> str:
        """Link to the list of cell specifications. For errors see `measurement`."""
        return self._link(project_id, "data/specs")

    def cell_instances(
        self, spec_id: CellSpecId | UUID, project_id: ProjectId | UUID | None = None
    ) -> str:
        """Link to the list of cells of a specification. For errors see `measurement`."""
        return _below(self._link(project_id, "data/specs", spec_id=spec_id), "instances")

    def measurement(
        self, measurement_id: MeasurementId | UUID, project_id: ProjectId | UUID | None = None
    ) -> str:
        """Link to the page of a measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            The measurement.
        project_id : str or Project, optional
            Its project; the client's own when it has one.

        Raises
        ------
        ValueError
            An id is empty, or no project was given and the client has none.
        TypeError
            An id is not text and not a record of the right kind.
        """
        return self._link(project_id, "data/measurements", measurement_id=measurement_id)

    def _link(self, project_id: ProjectId | UUID | None, section: str, **ids: object) -> str:
        project = self._project_id if project_id is None else project_id
        if project is None or project == "":
            raise ValueError(
                "No project: pass `project_id` here, give it to the client, or set "
                "IONWORKS_PROJECT_ID"
            )
        parts = [_part("project_id", project), section]
        parts += [_part(name, value) for name, value in ids.items()]
        base = self.base
        return f"{base}/dashboard/projects/{'/'.join(parts)}" if base else ""

    def __repr__(self) -> str:
        return f"Urls(base={self.base!r}, project_id={self._project_id!r})"


class RecordUrls(Urls):
    """Links to the pages of records; they are called with a record."""

    def __call__(self, record: Record) -> str | None:
        """Link to the page of a record; None if it has none, or no project is known."""
        kinds = [kind.__name__ for kind in type(record).__mro__]
        page = next((_PAGES[kind] for kind in kinds if kind in _PAGES), None)
        try:
            return None if page is None else page(self, record) or None
        except (TypeError, ValueError):  # neither client nor record names a project
            return None


# By the name of the record: to import them all would take long.
_PAGES: dict[str, Callable[[Urls, Any], str]] = {
    "Project": lambda links, record: links.project(record.id),
    "CellSpecification": lambda links, record: links.cell_instances(record.id, record.project_id),
    "CellInstance": lambda links, record: links.cell_instances(record.cell_specification_id),
    "CellMeasurement": lambda links, record: links.measurement(record.id),
    "Optimization": lambda links, record: links.optimization(record.id, record.project_id),
    "Pipeline": lambda links, record: links.pipeline(record.id, record.project_id),
    "Simulation": lambda links, record: links.simulation(
        record.id, record.parameterized_model_id, record.project_id
    ),
}


def _below(page: str, rest: str) -> str:
    """Return the address of a page below another one, if that exists."""
    return page and f"{page}/{rest}"


def _part(name: str, value: object) -> str:
    """Quote an id for a path."""
    return quote(id_of(value, name).strip(), safe="")
