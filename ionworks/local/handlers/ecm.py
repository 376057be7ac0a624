"""Fits of equivalent circuits: kept here, and made on the hosted service."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.errors import not_found
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.engines import refused_job
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.handlers.models import MODELS
from ionworks.local.handlers.parameterized_models import store
from ionworks.local.services import Call


def list_ecm_examples(_call: Call) -> Response:
    """List the examples: there are none here."""
    return answer([])


def get_ecm_example_data(call: Call) -> Response:
    """Refuse: there are no examples here."""
    raise not_found("ecm_example", call.path["example_id"])


def fit_example(call: Call) -> Response:
    """Refuse: there are no examples here."""
    raise not_found("ecm_example", call.query["example_id"])


def fit_from_measurements(call: Call) -> Response:
    """Store a fit of measurements, as one that could not be started."""
    with call.services.database.write() as connection:
        rows = [MEASUREMENTS.row(connection, one["id"]) for one in call.body["measurements"]]
        return _refused(call, connection, rows[0]["project_id"])


def fit_from_file(call: Call) -> Response:
    """Store a fit of a file, as one that could not be started."""
    with call.services.database.write() as connection:
        return _refused(call, connection, call.services.account.default_project_id)


def save_to_project(call: Call) -> Response:
    """Store the curves of a fit as a parameterized model, with a model of its own."""
    body = call.body
    with call.services.database.write() as connection:
        specification = SPECIFICATIONS.row(connection, body["cell_spec_id"])
        config = {"type": "ECM", "options": {"number of rc elements": body["num_rcs"]}}
        model = {"name": body["name"], "description": body.get("description"), "config": config}
        model_id = MODELS.insert(call, connection, specification["project_id"], model)
        described: Mapping[str, Any] = {
            "name": body["name"],
            "description": body.get("description"),
            "model_id": model_id,
            "parameters": body["fit_results"],
        }
        identifier = store(call, connection, described, specification)
        return answer({"model_id": model_id, "parameterized_model_id": identifier}, 201)


def _refused(call: Call, connection: Connection, project: str) -> Response:
    job = refused_job(
        call,
        connection,
        job_type="ecm_fit",
        project=project,
        what="fits of equivalent circuits",
    )
    return answer({"job_id": job["id"], "status": job["status"]}, 201)


OPERATIONS = (
    list_ecm_examples,
    get_ecm_example_data,
    fit_example,
    fit_from_measurements,
    fit_from_file,
    save_to_project,
)
