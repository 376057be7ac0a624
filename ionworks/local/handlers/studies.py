"""Studies: groups of simulations and measurements of a project."""

from typing import Final

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import insert
from starlette.responses import Response

from ionworks.local.answers import answer, done, page
from ionworks.local.errors import not_found
from ionworks.local.filters import Listing
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.handlers.parameterized_models import PARAMETERIZED
from ionworks.local.handlers.projects import PROJECTS
from ionworks.local.handlers.rows import counts_by
from ionworks.local.handlers.simulations import SIMULATIONS
from ionworks.local.schema import (
    cell_measurements,
    studies,
    study_measurements,
    study_simulations,
)
from ionworks.local.services import Call, by_name

_REASON: Final = (
    "The embedded platform does not simulate; validate the model on the hosted service."
)


def assign_measurement(call: Call) -> Response:
    """Put a measurement into a study; once is enough."""
    return _assign(call, MEASUREMENTS, study_measurements, "measurement_id")


def remove_measurement(call: Call) -> Response:
    """Take a measurement out of a study; one that is not in it is no fault."""
    return _remove(call, study_measurements, "measurement_id")


def assign_simulation(call: Call) -> Response:
    """Put a simulation into a study; once is enough."""
    return _assign(call, SIMULATIONS, study_simulations, "simulation_id")


def remove_simulation(call: Call) -> Response:
    """Take a simulation out of a study; one that is not in it is no fault."""
    return _remove(call, study_simulations, "simulation_id")


def list_study_measurements(call: Call) -> Response:
    """List the measurements of a study."""
    with call.services.database.read() as connection:
        study = _study(call, connection)
        members = (
            select(cell_measurements)
            .join_from(cell_measurements, study_measurements)
            .where(study_measurements.c.study_id == study)
        )
        rows, total = MEASUREMENTS.listing.page(connection, members, call.query)
        return page(MEASUREMENTS.records(connection, rows, full=False), total)


def validate_study(call: Call) -> Response:
    """Say of each measurement why it is not validated."""
    with call.services.database.read() as connection:
        _study(call, connection)
        SPECIFICATIONS.row(connection, call.body["cell_specification_id"])
        PARAMETERIZED.row(connection, call.body["parameterized_model_id"])
        wanted = list(dict.fromkeys(call.body["measurement_ids"]))
        for identifier in wanted:
            _row_of_project(call, connection, MEASUREMENTS, identifier)
    errors = [{"measurement_id": identifier, "error": _REASON} for identifier in wanted]
    return answer({"validations": [], "errors": errors, "skipped": []})


def _study(call: Call, connection: Connection) -> str:
    """Return the id of the study that the path names, which has to be of the project there.

    Raises
    ------
    Refusal
        There is no such study (404).
    """
    identifier = call.path["study_id"]
    if STUDIES.row(connection, identifier)["project_id"] != call.path["project_id"]:
        raise not_found("study", identifier)
    return identifier


def _row_of_project(
    call: Call, connection: Connection, members: Collection, identifier: str
) -> None:
    if members.row(connection, identifier)["project_id"] != call.path["project_id"]:
        raise not_found(members.resource, identifier)


def _assign(call: Call, members: Collection, table: Table, name: str) -> Response:
    with call.services.database.write() as connection:
        link = {"study_id": _study(call, connection), name: call.path[name]}
        _row_of_project(call, connection, members, call.path[name])
        made = connection.execute(insert(table).values(**link).on_conflict_do_nothing())
    return answer(link, 201 if made.rowcount else 200)


def _remove(call: Call, table: Table, name: str) -> Response:
    with call.services.database.write() as connection:
        of_study = table.c.study_id == _study(call, connection)
        connection.execute(delete(table).where(of_study, table.c[name] == call.path[name]))
    return done()


def _fill(connection: Connection, records: Records, _full: bool) -> None:
    """Add the numbers of what is in each study."""
    own = [record["id"] for record in records]
    measurements = counts_by(connection, study_measurements.c.study_id, own)
    simulations = counts_by(connection, study_simulations.c.study_id, own)
    for record in records:
        record["measurement_count"] = measurements.get(record["id"], 0)
        record["simulation_count"] = simulations.get(record["id"], 0)
        record["validation_count"] = 0


STUDIES: Final = Collection(
    "study",
    studies,
    parent=PROJECTS,
    fields=("name", "description"),
    listing=Listing.of(studies, text=("name",)),
    unique=(),
    free_text=("description",),
    fill=_fill,
)
OPERATIONS = by_name(
    assign_measurement,
    remove_measurement,
    assign_simulation,
    remove_simulation,
    list_study_measurements,
    validate_study,
)
