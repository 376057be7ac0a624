"""What the platform says of itself: its data, and the schemas of its records."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, Final

from starlette.responses import Response

from ionworks.local import protocol_rules
from ionworks.local.answers import answer
from ionworks.local.contract import Contract, Json
from ionworks.local.services import Call, by_name

_DATA: Final = {
    "hierarchy": ["cell_specification", "cell_instance", "cell_measurement"],
    "cell_specification": "A type of cell: ratings, components and their materials.",
    "cell_instance": "One physical cell of a specification.",
    "cell_measurement": "One test on a cell: time_series, file or properties.",
    "quantity": {"value": "number", "unit": "unit expression, such as A.h or mg.cm-2"},
    "time_series_columns": {
        "Time [s]": "Since the start of the test; never falls.",
        "Voltage [V]": "Of the cell.",
        "Current [A]": "Positive while the cell is discharged.",
        "Step count": "From 0, one more at each new step.",
        "Cycle count": "From 0; optional.",
        "Discharge capacity [A.h]": "Since the start of the step; derived when absent.",
        "Charge capacity [A.h]": "Since the start of the step; derived when absent.",
        "Discharge energy [W.h]": "Since the start of the step; derived when absent.",
        "Charge energy [W.h]": "Since the start of the step; derived when absent.",
    },
}

# The operations whose schemas tell of a kind of record.
_CREATE: Final = {
    "protocol": "create_protocol",
    "project": "create_project",
    "study": "create_study",
    "model": "create_model",
    "parameterized_model": "create_for_cell",
    "optimization": "create_optimization",
    "pipeline": "create_pipeline",
}
_UPDATE: Final = {"parameterized_model": "update_for_cell"}
_READ: Final = {"parameterized_model": "get_parameterized_model"}
_ELEMENT_TYPES: Final = ("entry", "data_fit", "calculation", "validation")


def get_capabilities(_call: Call) -> Response:
    """Return what the platform holds and how to reach it."""
    return answer(
        {
            "domain_context": {"key_concepts": _DATA["hierarchy"]},
            "schemas": {name: f"/discovery/schemas/{name}" for name in ("data", *_CREATE)},
            "openapi_spec": "/openapi.json",
            "authentication": {"headers": ["X-API-Key", "Authorization"]},
            "version": version("ionworks-api"),
        }
    )


def get_discovery_schema(call: Call) -> Response:
    """Return the description of a topic."""
    topic = call.path["name"]
    if topic == "data":
        return answer(_DATA)
    contract = call.services.contract
    schemas: Json = {
        "create_schema": _body(contract, _CREATE[topic]),
        "update_schema": _body(contract, _UPDATE.get(topic, f"update_{topic}")),
        "response_schema": _response(contract, _READ.get(topic, f"get_{topic}")),
    }
    if topic == "pipeline":
        schemas["element_types"] = _ELEMENT_TYPES
    if topic == "protocol":
        schemas = {**protocol_rules.SCHEMA, **schemas}
    return answer(schemas)


def _body(contract: Contract, operation: str) -> Json:
    content = _operation_in_contract(contract, operation)["requestBody"]["content"]
    return _whole(contract, content["application/json"]["schema"])


def _response(contract: Contract, operation: str) -> Json:
    content = _operation_in_contract(contract, operation)["responses"]["200"]["content"]
    return _whole(contract, content["application/json"]["schema"])


def _operation_in_contract(contract: Contract, operation: str) -> Json:
    found = next(each for each in contract.operations if each.id == operation)
    described: Json = contract.document["paths"][found.path][found.method.lower()]
    return described


def _whole(contract: Contract, schema: Json) -> Json:
    """Return a schema with all that it refers to, as a document of its own."""
    known = contract.document["components"]["schemas"]
    definitions: Json = {}
    waiting = [schema]
    while waiting:
        for name in _named_in(waiting.pop()):
            if name not in definitions:
                definitions[name] = _renamed(known[name])
                waiting.append(known[name])
    own = _renamed(schema)
    if list(own) == ["$ref"]:
        own = definitions[own["$ref"].rpartition("/")[2]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **own,
        **({"$defs": definitions} if definitions else {}),
    }


def _named_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rpartition("/")[2]
        for value in schema.values():
            yield from _named_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _named_in(value)


def _renamed(schema: Any) -> Any:
    """Return a schema whose references lead to the definitions beside it."""
    if isinstance(schema, dict):
        return {
            name: f"#/$defs/{value.rpartition('/')[2]}"
            if name == "$ref" and isinstance(value, str)
            else _renamed(value)
            for name, value in schema.items()
        }
    return [_renamed(value) for value in schema] if isinstance(schema, list) else schema


OPERATIONS = by_name(get_capabilities, get_discovery_schema)
