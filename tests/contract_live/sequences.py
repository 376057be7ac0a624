"""Sequences of requests that follow the links of the contract.

A link says of an answer which request may come next, and which values of the exchange it takes.
What a link does not say is generated, as for any other request.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from contract_live.contract import CHECKS, DONE_HERE, OPERATIONS, aimed, bounded
from contract_live.platforms import BODY, Furnished, Live, Trace, serve
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode

from ionworks.local.contract import load_contract

STEPS = 10


def _leads_on(name: str) -> bool:
    """Tell whether an answer of an operation has links."""
    item = load_contract().document["paths"][OPERATIONS[name].path]
    answers = item[OPERATIONS[name].method.lower()]["responses"].values()
    return any("links" in answer for answer in answers)


STARTS = [
    name
    for name in DONE_HERE
    if name.startswith(("create_", "initiate_", "list_jobs")) and _leads_on(name)
]
STARTS += ["initiate_measurement_upload"] * (len(STARTS) // 3)  # which leads the furthest


class Next(NamedTuple):
    """A request that a link offers: its operation, and the values that it takes over."""

    name: str
    parameters: dict[str, Any]
    body: Any


def explore_sequences(furnished: Furnished, schema: Any, examples: int) -> list[Trace]:
    """Send sequences and hold all answers to the checks.

    Each sequence has a platform of its own, so that none depends on what others left behind.
    """
    traces: list[Trace] = []

    @bounded(examples)
    @given(st.data())
    def walk(data: st.DataObject) -> None:
        with TemporaryDirectory() as folder, serve(furnished, Path(folder, "data")) as live:
            traces.append(live.trace)
            offered: list[Next] = []
            for _ in range(STEPS):
                follows = bool(offered) and data.draw(st.sampled_from([True, True, True, False]))
                wanted = data.draw(st.sampled_from(offered if follows else STARTS))
                if isinstance(wanted, Next):
                    offered.remove(wanted)
                case = data.draw(_request(schema, wanted, furnished.records))
                response = live.call(case)
                case.validate_response(response, checks=CHECKS)
                if response.status_code < 400:
                    _finish(live, live.trace[-1].name, response)
                    # Where several ways lead on, the latest are the likeliest to be taken.
                    offered = [*offered[-4:], *links(live.trace[-1].name, case, response)]

    walk()
    return traces


def _request(schema: Any, wanted: Next | str, records: dict[str, str]) -> Any:
    name = wanted if isinstance(wanted, str) else wanted.name
    operation = schema[OPERATIONS[name].path][OPERATIONS[name].method]
    requests = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)

    def finished(case: Any) -> Any:
        aimed(case, records)
        if isinstance(wanted, Next):
            for key, value in wanted.parameters.items():
                if f"{{{key}}}" in OPERATIONS[name].path:
                    case.path_parameters = {**case.path_parameters, key: value}
                else:
                    case.query = {**case.query, key: value}
            if isinstance(wanted.body, dict) and isinstance(case.body, dict):
                case.body = _joined(case.body, wanted.body)
            # What the bytes were is no value that a link could take over.
            if name == "confirm_measurement_upload":
                case.body = {**case.body, "measurement_type": "time_series", "steps": None}
            elif name == "confirm_raw_data_upload":
                case.body = {**case.body, "size_bytes": len(BODY)}
        return case

    return requests.map(finished)


def _finish(live: Live, name: str, response: Any) -> None:
    """Do what is not in the contract: bytes go to the storage, and processing takes time."""
    if name.startswith("initiate_"):
        live.put(response.json()["uploads"])
    elif name in ("confirm_measurement_upload", "confirm_measurement_extend"):
        live.settle(response.json()["id"])


def links(name: str, case: Any, response: Any) -> Iterator[Next]:
    """Yield what the links of an answer offer."""
    contract = load_contract()
    operation = OPERATIONS[name]
    entry = contract.document["paths"][operation.path][operation.method.lower()]
    stated = entry["responses"][str(response.status_code)].get("links", {})
    for reference in stated.values():
        _, link = contract.at(reference["$ref"].removeprefix("#"))
        try:
            yield Next(
                link["operationId"],
                _values(link.get("parameters", {}), case, response),
                _values(link.get("requestBody"), case, response),
            )
        except LookupError:  # of an empty list, say
            continue


def _values(stated: Any, case: Any, response: Any) -> Any:
    """Give what a link states with the values of the exchange in place of its expressions."""
    if isinstance(stated, dict):
        return {key: _values(each, case, response) for key, each in stated.items()}
    if isinstance(stated, list):
        return [_values(each, case, response) for each in stated]
    if not isinstance(stated, str) or not stated.startswith("$"):
        return stated
    source, _, pointer = stated.partition("#/")
    match source.split("."):
        case ["$response", "body"]:
            found = response.json()
        case ["$request", "body"]:
            found = case.body
        case ["$request", "path", name]:
            return case.path_parameters[name]
        case _:
            raise ValueError(stated)
    for part in pointer.split("/"):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return found


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return an object with the values of another, at every depth."""
    joined = dict(one)
    for key, value in other.items():
        inner = joined.get(key)
        both = isinstance(value, dict) and isinstance(inner, dict)
        joined[key] = _joined(inner, value) if both else value
    return joined
