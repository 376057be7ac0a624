"""Simulations: kept and listed, but not run."""

import hashlib
import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, false, insert, select
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.errors import Refusal, bad_request
from ionworks.local.filters import Listing
from ionworks.local.handlers import engines
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.parameterized_models import PARAMETERIZED
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.handlers.protocols import PROTOCOLS
from ionworks.local.handlers.rows import names_of
from ionworks.local.schema import (
    jobs,
    parameterized_models,
    protocols,
    simulations,
    studies,
    study_simulations,
)
from ionworks.local.services import Call, by_name

MOST_RUNS: Final = 1000
"""Runs that one request may start."""

_WHAT: Final = "simulations"
_SCOPES: Final = ("parameterized_model_id", "study_id", "experiment_template_id")

Run = tuple[Mapping[str, Any], Mapping[str, Any]]
"""Inputs of the protocol, and design parameters."""


def create_simulation_batch(call: Call) -> Response:
    """Store the runs that a request asks for, as ones that could not be started."""
    body = call.body
    if "conditions" in body and "design_parameters_doe" in body:
        raise bad_request("Give conditions or design_parameters_doe, not both.")
    runs = list(_runs(body))
    with call.services.database.write() as connection:
        protocol = PROTOCOLS.row(connection, body["experiment_template_id"])
        stated = body.get("project_id")
        model = body["parameterized_model"]
        if isinstance(model, Mapping) and "quick_model" in model and stated is None:
            raise bad_request("A quick model needs a project: name one as project_id.")
        project = project_id(call, connection, stated or protocol["project_id"])
        if isinstance(model, str):
            PARAMETERIZED.row(connection, model)
        study = _study_of(connection, body.get("study_id"))
        options = {
            name: body[name] for name in ("max_backward_jumps", "extra_variables") if name in body
        }
        values = {
            "project_id": project,
            "experiment_template_id": protocol["id"],
            "parameterized_model_id": model if isinstance(model, str) else None,
            "model": None if isinstance(model, str) else model,
            "options": options,
        }
        started = [_started(call, connection, values, run) for run in runs]
        if study is not None:
            links = [{"study_id": study, "simulation_id": one["simulation_id"]} for one in started]
            connection.execute(insert(study_simulations).prefix_with("OR IGNORE"), links)
    return answer(started)


def list_simulations(call: Call) -> Response:
    """List the simulations of a model, a study or a protocol, the newest first."""
    given = [name for name in _SCOPES if name in call.query]
    if not given:
        raise bad_request(f"Name one of {', '.join(_SCOPES)}.")
    if given[:2] == list(_SCOPES[:2]):
        raise bad_request(f"Name {_SCOPES[0]} or {_SCOPES[1]}, not both.")
    with call.services.database.read() as connection:
        rows, total = SIMULATIONS.listing.page(connection, select(simulations), call.query)
        records = SIMULATIONS.records(connection, rows)
    return answer({"simulations": records, "count": len(records), "total": total})


def get_simulation_statuses(call: Call) -> Response:
    """Return the states of simulations; those that do not exist are left out."""
    query = call.body
    wanted = list(dict.fromkeys(query["simulation_ids"]))
    found = (
        select(simulations.c.id, jobs.c.status, jobs.c.updated_at, jobs.c.error, jobs.c.error_code)
        .join_from(simulations, jobs)
        .where(simulations.c.id.in_(wanted))
    )
    with call.services.database.read() as connection:
        states = {row["id"]: dict(row) for row in connection.execute(found).mappings()}
    answers = [
        {"simulation_id": state.pop("id"), **state}
        for state in (states[one] for one in wanted if one in states)
    ]
    start = query.get("offset", 0)
    return answer(answers[start : start + query.get("limit", 100)])


def _refuse_result(call: Call) -> Response:
    """Refuse: there is no result."""
    with call.services.database.read() as connection:
        record = SIMULATIONS.record(connection, call.path["simulation_id"])
    raise Refusal(404, "NOT_FOUND", f"The simulation has no result: {record['error']}")


def _started(
    call: Call, connection: Connection, values: Mapping[str, Any], run: Run
) -> dict[str, Any]:
    """Store one run, unless an identical one is there."""
    inputs, design = run
    row = {**values, "experiment_parameters": inputs, "design_parameters": design}
    key = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
    same = select(simulations.c.id, simulations.c.job_id).where(
        simulations.c.project_id == values["project_id"], simulations.c.content_key == key
    )
    found = connection.execute(same).first()
    if found is not None:
        return {"simulation_id": found.id, "job_id": found.job_id, "already_existed": True}
    job = engines.refused_job(
        call, connection, job_type="simulate", project=values["project_id"], what=_WHAT
    )
    facts = {**row, "content_key": key, "job_id": job["id"]}
    identifier = SIMULATIONS.insert(call, connection, values["project_id"], {}, facts)
    return {"simulation_id": identifier, "job_id": job["id"], "already_existed": False}


def _runs(body: Mapping[str, Any]) -> Iterator[Run]:
    shared = body["experiment_parameter_sets"][0]
    if "conditions" in body:
        for condition in body["conditions"]:
            inputs = {**shared, **condition.get("experiment_parameters", {})}
            yield inputs, condition.get("design_parameters", {})
    elif "design_parameters_doe" in body:
        for design in _points(body["design_parameters_doe"]):
            yield shared, design
    else:
        yield shared, {}


def _points(design: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the design parameters of each run; those that an engine would draw are numbered."""
    rows = design["rows"]
    is_grid = design["sampling"] == "grid"
    sizes = [_size(row) for row in rows]
    number = math.prod(sizes) if is_grid else design.get("count", 1)
    if number > MOST_RUNS:
        raise bad_request(f"The design has {number} runs; a request may have {MOST_RUNS}.")
    axes = [_axis(row) for row in rows]
    if not is_grid or None in axes:
        for place in range(number):
            yield {"design": design, "point": place}
        return
    names = [row["name"] for row in rows]
    for point in itertools.product(*(axis for axis in axes if axis is not None)):
        yield dict(zip(names, point, strict=True))


def _size(row: Mapping[str, Any]) -> int:
    if row["type"] == "discrete":
        return len(row.get("values", ()))
    count: int = row.get("count", 1)
    return count


def _axis(row: Mapping[str, Any]) -> Sequence[float] | None:
    """Return the values that a row takes in a grid; None if an engine would choose them."""
    if row["type"] == "discrete":
        values: Sequence[float] = row.get("values", ())
        return values
    if row["type"] == "normal" or "min" not in row or "max" not in row:
        return None
    low, high, count = row["min"], row["max"], _size(row)
    if count > MOST_RUNS:
        return None
    return [low + (high - low) * place / max(count - 1, 1) for place in range(count)]


def _study_of(connection: Connection, identifier: str | None) -> str | None:
    if identifier is None:
        return None
    found = connection.scalar(select(studies.c.id).where(studies.c.id == identifier))
    if found is None:
        raise Refusal(404, "NOT_FOUND", f"There is no study with id {identifier!r}.")
    return identifier


def _filtered(query: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if "study_id" in query:
        members = study_simulations.c.study_id == query["study_id"]
        within = select(study_simulations.c.simulation_id).where(members)
        conditions.append(simulations.c.id.in_(within))
    if query.get("state", "failed") != "failed":  # nothing else is there
        conditions.append(false())
    return conditions


def _fill(connection: Connection, records: Records, _full: bool) -> None:
    """Add the state, and in short what is run."""
    engines.fill_states(connection, records)
    names = names_of(connection, protocols, (one["experiment_template_id"] for one in records))
    model_names = names_of(
        connection, parameterized_models, (one["parameterized_model_id"] for one in records)
    )
    for record in records:
        protocol, model = record["experiment_template_id"], record["parameterized_model_id"]
        inputs = record.pop("experiment_parameters")
        design = record.pop("design_parameters")
        record |= {
            "metrics": None,
            "storage_folder": None,
            "experiment": {
                "id": protocol,
                "name": names.get(protocol),
                "parameters": inputs,
            },
            "parameterized_model": model and {"id": model, "name": model_names[model]},
            "design": design or None,
        }


SIMULATIONS: Final = Collection(
    "simulation",
    simulations,
    parent=PROJECTS,
    fields=(),
    listing=Listing.of(
        simulations,
        text=(),
        times=(),
        exact=("parameterized_model_id", "experiment_template_id"),
        order=("created_at",),
        special=_filtered,
        direction="desc",
    ),
    unique=(),
    verbs=("get", "delete"),
    fill=_fill,
)
OPERATIONS = {
    **by_name(create_simulation_batch, list_simulations, get_simulation_statuses),
    "download_simulation_time_series": _refuse_result,
    "download_simulation_steps": _refuse_result,
}
