"""Saved protocols: stored by content and read as text; the hosted service parses and converts."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, null, select
from starlette.responses import Response

from ionworks import ucp
from ionworks.local import protocol_rules, repeats
from ionworks.local.answers import answer, single
from ionworks.local.errors import NotHere, Refusal, bad_request, conflict
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection, Row
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.schema import protocols
from ionworks.local.services import Call, by_name

# Cyclers whose files have no C-rates.
_IN_AMPERES: Final = frozenset({"neware", "biologic_bttest"})
_LONGEST_TEXT: Final = 1_000_000  # characters that are parsed in a request


def list_protocols(call: Call) -> Response:
    """List the protocols of a project, without the large fields that the query does not name."""
    left_out = set(ucp.CONTENT).difference(call.query.get("include", "").split(","))
    columns = [
        null().label(column.name) if column.name in left_out else column for column in protocols.c
    ]
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.query.get("project_id"))
        everything = select(*columns).where(protocols.c.project_id == project)
        return PROTOCOLS.page(connection, everything, call.query)


def create_protocol(call: Call) -> Response:
    """Store a protocol, or answer with the one of the same content."""
    body = call.body
    with call.services.database.write() as connection:
        project = project_id(call, connection, body.get("project_id"))
        existing = _of_content(connection, project, body["protocol_config"])
        if existing is None:
            identifier = PROTOCOLS.insert(call, connection, project, body)
            return repeats.created(call, connection, PROTOCOLS.record(connection, identifier))
        if body.get("force_create"):
            raise conflict(
                "Protocol with this content already exists",
                {
                    "resource_type": "protocol",
                    "resource_name": PROTOCOLS.row(connection, existing)["name"],
                    "existing_id": existing,
                },
            )
        return single(PROTOCOLS.record(connection, existing))


def protocol_source(call: Call) -> Response:
    """Answer with the text that a protocol was made from."""
    identifier = call.path["protocol_id"]
    with call.services.database.read() as connection:
        text = PROTOCOLS.row(connection, identifier)["source_protocol"]
    if text is None:
        raise Refusal(
            404, "NOT_FOUND", f"The protocol {identifier!r} was made from an object, not from text."
        )
    return Response(text, media_type="text/plain")


def validate_protocol(call: Call) -> Response:
    """Tell whether a text is a protocol, as far as the rules of UCP are known here."""
    try:
        protocol = _parsed(call.body["protocol"])
    except ValueError as problem:
        return answer({"valid": False, "error": f"{problem}."})
    if wrong := protocol_rules.problems(protocol):
        return answer({"valid": False, "error": f"{'; '.join(wrong)}."})
    _read(protocol)
    return answer({"valid": True, "error": None})


def protocol_human_readable(call: Call) -> Response:
    """Answer with a protocol in words, a line for each step."""
    with call.services.database.read() as connection:
        protocol = PROTOCOLS.row(connection, call.path["protocol_id"])["protocol_config"]
    if wrong := protocol_rules.problems(protocol):
        raise conflict(f"The protocol is wrong: {'; '.join(wrong)}.")
    lines = [f"{number}. {step}" for number, step in enumerate(_read(protocol), start=1)]
    return Response("\n".join(lines), media_type="text/plain")


def _read(protocol: Mapping[str, Any]) -> list[protocol_rules.Step]:
    """Read the steps of a protocol that breaks no known rule.

    Raises
    ------
    NotHere
        Something in it is not known here.
    """
    try:
        return protocol_rules.read(protocol)
    except protocol_rules.UnknownError as unknown:
        raise NotHere(
            f"The embedded platform does not know {unknown.what}; the hosted service does. No rule "
            "that is known here is broken, and the hosted service checks the others."
        ) from None


def protocol_input_references(call: Call) -> Response:
    """List the names of the inputs that a text leaves open."""
    try:
        return answer(ucp.input_references(_parsed(call.body["protocol"])))
    except ValueError as problem:
        raise bad_request(f"{problem}.") from None


def parse_protocol_to_template(call: Call) -> Response:
    """Store a protocol that is given as text, or find the one of the same content."""
    given = call.body["protocol_experiment"]
    try:
        config = _parsed(given["protocol"])
    except ValueError as problem:
        raise bad_request(f"{problem}.") from None
    with call.services.database.write() as connection:
        project = project_id(call, connection, call.body.get("project_id"))
        found = _of_content(connection, project, config)
        if found is None:
            body = {
                "name": given["name"],
                "protocol_config": config,
                "parameters_schema": {},
                "source_protocol": given["protocol"],
            }
            found = PROTOCOLS.insert(call, connection, project, body)
    return answer({"template_id": found})


def parse_protocol_file(_call: Call) -> Response:
    """Refuse: the hosted service reads the files of cyclers."""
    raise NotHere(
        "The embedded platform does not read the protocol files of cyclers; the hosted service "
        "does."
    )


def convert_protocol(call: Call) -> Response:
    """Check what is to be converted, and refuse: the hosted service writes files for cyclers."""
    body = call.body
    given = body["protocol"]
    try:
        protocol = _parsed(given) if isinstance(given, str) else given
    except ValueError as problem:
        raise bad_request(f"{problem}.") from None
    if wrong := protocol_rules.problems(protocol):
        raise bad_request(f"The protocol is wrong: {'; '.join(wrong)}.")
    needs_capacity = body["target"] in _IN_AMPERES and protocol_rules.has_c_rates(protocol)
    if needs_capacity and body.get("nominal_capacity_ah") is None:
        raise bad_request(
            f"The protocol has C-rates, and a file for {body['target']} has currents: give the "
            "nominal_capacity_ah."
        )
    raise NotHere(
        "The embedded platform does not write the protocol files of cyclers; the hosted service "
        "does."
    )


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > _LONGEST_TEXT:
        raise ValueError(f"the protocol has more than {_LONGEST_TEXT:,} characters")
    found = ucp.parse(text)
    json.dumps(found, allow_nan=False)
    return found


def _facts(_call: Call, _connection: Connection, _project: str, body: Row) -> Mapping[str, Any]:
    return {"content_key": _content_key(body["protocol_config"])}


def _of_content(connection: Connection, project: str, config: Mapping[str, Any]) -> str | None:
    """Return the id of the protocol of a project that has a content."""
    found = select(protocols.c.id).where(
        protocols.c.project_id == project, protocols.c.content_key == _content_key(config)
    )
    return connection.scalars(found).first()


def _content_key(config: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest()


PROTOCOLS: Final = Collection(
    "protocol",
    protocols,
    parent=PROJECTS,
    fields=("name", "description", *ucp.CONTENT),
    fixed=ucp.CONTENT,
    listing=Listing.of(protocols),
    unique=(),
    verbs=("get", "update", "delete"),
    free_text=("description",),
    found_as="experiment_template",
    facts=_facts,
)
OPERATIONS = by_name(
    list_protocols,
    create_protocol,
    protocol_source,
    protocol_human_readable,
    validate_protocol,
    protocol_input_references,
    parse_protocol_to_template,
    parse_protocol_file,
    convert_protocol,
)
