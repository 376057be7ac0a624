"""The contract as a source of requests: which there are, where they aim, what must be answered."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from contract_live.platforms import Live
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.transport.serialization import Binary

from ionworks.local.contract import Operation, load_contract
from ionworks.local.handlers import HANDLERS

CONTRACT = Path(__file__).parents[2] / "openapi.json"

# A longer run sets all three: more requests, and others.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))
SEQUENCES = int(os.environ.get("FUZZ_SEQUENCES", "12"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))


def parameter_places(operation: Operation) -> set[str]:
    """Return where an operation has parameters: path, query, header."""
    contract = load_contract()
    item = contract.document["paths"][operation.path]
    stated = [
        *item.get("parameters", ()),
        *item[operation.method.lower()].get("parameters", ()),
    ]
    return {
        contract.at(each["$ref"][1:])[1]["in"] if "$ref" in each else each["in"] for each in stated
    }


OPERATIONS = {operation.id: operation for operation in load_contract().operations}
# What only the hosted service does: a right request is refused with the reason, by some after they
# looked at what it means.
ALWAYS_REFUSED = {"serialize_ionworks_model", "calculations_producing"}
NOT_DONE_HERE = ALWAYS_REFUSED | {
    "list_pybamm_models",  # these two ask a package that may be installed beside
    "validate_pybamm_model_config",
    "convert_protocol",
    "parse_protocol_file",
    "protocol_human_readable",  # of steps that are not known here
    "validate_ecm",
}
DONE_HERE = sorted(HANDLERS.keys() - NOT_DONE_HERE)
READS = {name for name in DONE_HERE if OPERATIONS[name].method == "GET"}
# The others take nothing but ids, which may be any text, or a form, in which all is text.
CAN_BE_WRONG = [
    name
    for name in sorted(HANDLERS.keys() - ALWAYS_REFUSED)
    if (OPERATIONS[name].takes_body and not OPERATIONS[name].takes_form)
    or "query" in parameter_places(OPERATIONS[name])
]
# Here a record of another kind is meant by the same parameter.
OF_FILES = ("list_measurement_files", "get_measurement_file")

# What holds ids of records, and of which kind.
SEVERAL = {"measurement_ids": "measurement_id", "raw_data_ids": "raw_data_id"}

# A right request may be refused for what it means, never for its form (422).
RIGHT = ["2xx", "3xx", "400", "403", "404", "409", "410"]
FORM = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CHECKS = [*FORM, not_a_server_error, positive_data_acceptance, negative_data_rejection]


def load_schema() -> Any:
    """Read the contract without what a request says of its sender.

    Credentials are added by the session, and any organization but the own one ends in 403,
    whatever else a request says.
    """
    for name, texts in _formats().items():
        schemathesis.openapi.format(name, texts)
    document = json.loads(CONTRACT.read_text(encoding="utf-8"))
    # These name something that is there already; a text that is made up names nothing.
    left_out = [
        {"$ref": f"#/components/parameters/{name}"}
        for name in ("OrganizationHeader", "IdempotencyKey", "IfMatch")
    ]
    for item in document["paths"].values():
        for part in (item, *item.values()):
            if isinstance(part, dict) and "parameters" in part:
                part["parameters"] = [p for p in part["parameters"] if p not in left_out]
    schema = schemathesis.openapi.from_dict(document)
    schema.config.generation.update(with_security_parameters=False)
    schema.config.generation.allow_extra_parameters = False
    schema.config.generation.modes = [GenerationMode.POSITIVE]  # unless asked for others
    schema.config.checks.positive_data_acceptance.expected_statuses = RIGHT
    return schema


def _formats() -> dict[str, st.SearchStrategy[str]]:
    """Texts of the formats that the contract has for times.

    Moments near the ends of the calendar are left out: a zone may move them beyond it, and then
    they are refused for what they mean.
    """
    moments = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31))
    times = st.builds(
        lambda moment, zone: moment.isoformat() + zone,
        moments,
        st.sampled_from(["Z", "+00:00", "+05:30", "-11:00"]),
    )
    bare = st.one_of(
        times,
        moments.map(datetime.isoformat),
        moments.map(lambda moment: moment.date().isoformat()),
    )
    operators = st.sampled_from(["", "eq.", "gt.", "gte.", "lt.", "lte."])
    filters = st.builds(str.__add__, operators, bare)
    several = st.lists(bare, min_size=1, max_size=3).map(lambda found: f"in.({','.join(found)})")
    return {"date-time": times, "iso-8601": bare, "time-filter": st.one_of(filters, several)}


def cases(schema: Any, name: str, mode: GenerationMode, records: dict[str, str]) -> Any:
    """Requests of an operation, most of them to records that are there.

    What makes a wrong request wrong stays: only parameters that are right are aimed.
    """
    operation = schema[OPERATIONS[name].path][OPERATIONS[name].method]
    requests = operation.as_strategy(generation_mode=mode)
    if mode is GenerationMode.NEGATIVE:
        requests = requests.filter(_is_near_to_right)
        if OPERATIONS[name].takes_form:
            requests = requests.filter(lambda case: _is_right(case, ParameterLocation.BODY))
    mostly = st.sampled_from([True, True, False])
    return st.builds(
        lambda case, at_a_record: aimed(case, records) if at_a_record else case, requests, mostly
    )


def _is_near_to_right(case: Any) -> bool:
    """Tell whether a field is wrong, and not all of a body: bytes that are no JSON are one case."""
    return bool(case.meta.phase.data.mutations) and not isinstance(case.body, bytes | Binary)


def aimed(case: Any, records: dict[str, str]) -> Any:
    """Point a request to records that are there, where it names any."""
    name = case.operation.definition.raw["operationId"]
    if _is_right(case, ParameterLocation.PATH):
        named = records.keys() & case.path_parameters.keys()
        ids = {key: records[key] for key in named}
        if name in OF_FILES:
            ids["measurement_id"] = records["of_files"]
        case.path_parameters = {**case.path_parameters, **ids}
    # What was drawn is left as it is: an example of the contract is the same object each time.
    if isinstance(case.query, dict) and _is_right(case, ParameterLocation.QUERY):
        case.query = _pointed(case.query, records)
    if isinstance(case.body, dict) and _is_right(case, ParameterLocation.BODY):
        case.body = _pointed(case.body, records)
    return case


def _pointed(values: dict[str, Any], records: dict[str, str]) -> dict[str, Any]:
    ids = {key: records[key] for key in values.keys() & records.keys()}
    several = {key: [records[one]] for key, one in SEVERAL.items() if key in values}
    return {**values, **ids, **several}


def _is_right(case: Any, place: ParameterLocation) -> bool:
    part = case.meta.components.get(place)
    return part is None or part.mode.is_positive


def explore(
    live: Live, schema: Any, name: str, mode: GenerationMode, checks: list[Any] = CHECKS
) -> None:
    """Send requests of an operation, and hold the answers to the checks."""

    @bounded(EXAMPLES)
    @given(cases(schema, name, mode, live.records))
    def hold(case: Any) -> None:
        case.validate_response(live.call(case), checks=checks)

    hold()


def draw_no_constants(patch: pytest.MonkeyPatch) -> None:
    """Keep literals of source files out of what is generated.

    Hypothesis takes them from every module that the process has imported, so that the same seed
    would make other requests wherever other tests ran before.
    """
    patch.setattr(providers.HypothesisProvider, "_maybe_draw_constant", lambda *_, **__: None)


def bounded(examples: int) -> Callable[[Any], Any]:
    """Let a test run so often, and with the same examples each time."""
    limits = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    return lambda test: seed(SEED)(limits(test))
