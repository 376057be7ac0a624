"""Fits of equivalent circuits: kept here, and made on the hosted service."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import Connection
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.beside.asking import ask
from ionworks.local.contract import load_contract
from ionworks.local.errors import NotHere, bad_request, not_found, without_paths
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.engines import refused_job
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.handlers.models import MODELS
from ionworks.local.handlers.parameterized_models import OF_CELL, PARAMETERIZED
from ionworks.local.json_columns import columns_of_file
from ionworks.local.services import Call, by_name

_PLAIN_NAME: Final = re.compile(r"\w[\w .+-]{0,99}")
_AS_JSON: Final = ("ocv_soc_curve", "bounds_capacity", "knot_schedule")
"""Options that the query of a fit of a file holds as JSON text."""


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
    measurements = call.body["measurements"]
    if 0 < sum("capacity" in one for one in measurements) < len(measurements):
        raise bad_request("Give the capacity of all measurements, or of none.")
    for one in measurements:
        _check_steps(one)
    _check_options(call.body.get("ecm_options", {}))
    with call.services.database.write() as connection:
        rows = [MEASUREMENTS.row(connection, one["id"]) for one in measurements]
        return _refused(call, connection, rows[0]["project_id"])


def fit_from_file(call: Call) -> Response:
    """Store a fit of a file, as one that could not be started."""
    _check_options({**call.query, **{name: _read(call.query, name) for name in _AS_JSON}})
    with call.services.database.write() as connection:
        return _refused(call, connection, call.services.account.default_project_id)


def detect_and_read(call: Call) -> Response:
    """Read the series of a cycler file."""
    file = call.body["file"]
    with TemporaryDirectory() as folder:
        # The reader looks at the name too, and says it.
        name = file.filename if _PLAIN_NAME.fullmatch(file.filename) else "the file"
        source, target = Path(folder) / name, Path(folder) / f".{name}"
        source.write_bytes(file.content)
        found = ask("reading", "read_series", source=str(source), target=str(target))
        if "missing" in found:
            raise NotHere(
                f"{found['missing']}, where the platform runs; or ask the hosted service."
            )
        if "error" in found:
            raise bad_request(without_paths(found["error"]))
        return answer({**found, "time_series": columns_of_file(target)})


def save_to_project(call: Call) -> Response:
    """Store the curves of a fit as a parameterized model, with a model of its own."""
    body = call.body
    with call.services.database.write() as connection:
        specification = SPECIFICATIONS.row(connection, body["cell_spec_id"])
        config = {"type": "ECM", "options": {"number of rc elements": body["num_rcs"]}}
        model = {"name": body["name"], "description": body.get("description"), "config": config}
        model_id = MODELS.insert(call, connection, specification["project_id"], model)
        described = {
            "name": body["name"],
            "description": body.get("description"),
            "model_id": model_id,
            "parameters": body["fit_results"],
        }
        identifier = OF_CELL.insert(call, connection, specification["id"], described)
        return answer({"model_id": model_id, "parameterized_model_id": identifier}, 201)


def validate_ecm(call: Call) -> Response:
    """Check what is to be simulated, and refuse: nothing is simulated here."""
    body = call.body
    for one, other in (("measurement_id", "example_id"), ("fit_results", "parameterized_model_id")):
        if (one in body) == (other in body):
            raise bad_request(f"Give {one} or {other}, one of them and not both.")
    _check_steps(body)
    if "example_id" in body:
        raise not_found("ecm_example", body["example_id"])
    with call.services.database.read() as connection:
        MEASUREMENTS.row(connection, body["measurement_id"])
        if "parameterized_model_id" in body:
            PARAMETERIZED.row(connection, body["parameterized_model_id"])
    raise NotHere(
        "The embedded platform does not simulate; validate the fit on the hosted service."
    )


def _check_steps(chosen: Mapping[str, Any]) -> None:
    first, last = chosen.get("start_step"), chosen.get("end_step")
    if first is not None and last is not None and last < first:
        raise bad_request(f"end_step {last} is before start_step {first}.")


def _check_options(options: Mapping[str, Any]) -> None:
    """Refuse options that contradict themselves."""
    curve, bounds = options.get("ocv_soc_curve"), options.get("bounds_capacity")
    if curve is not None:
        soc = curve["soc"]
        if not (_increases(soc) and soc[0] >= 0 and soc[-1] <= 1 and len(soc) == len(curve["ocv"])):
            raise bad_request(
                "ocv_soc_curve needs as many values of ocv as of soc, and a soc that increases "
                "within 0 to 1."
            )
    if bounds is not None and bounds["hi"] <= bounds["lo"]:
        raise bad_request("bounds_capacity needs a hi above lo.")
    schedule = options.get("knot_schedule")
    if schedule is not None and not (
        schedule
        and schedule[0] >= 1
        and _increases(schedule)
        and schedule[-1] == options.get("num_knots", schedule[-1])
    ):
        raise bad_request("knot_schedule increases from 1 or more, and ends at num_knots.")


def _increases(values: Sequence[float]) -> bool:
    return all(before < after for before, after in pairwise(values))


def _read(query: Mapping[str, Any], name: str) -> Any:
    """Return an option that a query holds as JSON text; None if it has none.

    Raises
    ------
    Refusal
        It is no JSON, or of another form than in the body of a fit of measurements (400).
    """
    if name not in query:
        return None
    try:
        value = json.loads(query[name])
    except (ValueError, RecursionError):
        raise bad_request(f"{name} is no JSON.") from None
    check = load_contract().validator(f"/components/schemas/EcmOptions/properties/{name}")
    wrong = next(iter(check.iter_errors(value)), None)
    if wrong is not None:
        place = "".join(f"[{part!r}]" for part in wrong.instance_path)
        raise bad_request(f"{name}{place}: {wrong.message}.")
    return value


def _refused(call: Call, connection: Connection, project: str) -> Response:
    job = refused_job(
        call,
        connection,
        job_type="ecm_fit",
        project=project,
        what="fits of equivalent circuits",
    )
    return answer({"job_id": job["id"], "status": job["status"]}, 201)


OPERATIONS = by_name(
    list_ecm_examples,
    get_ecm_example_data,
    fit_example,
    fit_from_measurements,
    fit_from_file,
    detect_and_read,
    save_to_project,
    validate_ecm,
)
