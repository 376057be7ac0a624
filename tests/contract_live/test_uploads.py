"""A series that is sent with whatever metadata the contract allows is there as it was sent.

Each upload takes all its steps: begin, send the bytes to the signed address, confirm, wait, read.
"""

from __future__ import annotations

from typing import Any

import requests
from contract_live.contract import CHECKS, EXAMPLES, OPERATIONS, bounded
from contract_live.platforms import BODY, Live
from hypothesis import given
from schemathesis import GenerationMode

READS = ("get_measurement", "get_steps", "get_cycles", "get_steps_and_cycles", "get_time_series")
KEPT = {"notes", "protocol", "test_setup", "protocol_id", "step_labels_validated"}


def test_what_is_confirmed_is_read(schema: Any, live: Live) -> None:
    def operation(name: str) -> Any:
        return schema[OPERATIONS[name].path][OPERATIONS[name].method]

    def ask(case: Any) -> Any:
        response = live.call(case)
        case.validate_response(response, checks=CHECKS)
        return response

    confirmed = 0

    @bounded(3 * EXAMPLES)
    @given(
        operation("confirm_measurement_upload").as_strategy(generation_mode=GenerationMode.POSITIVE)
    )
    def upload(confirm: Any) -> None:
        nonlocal confirmed
        cell = live.records["cell_instance_id"]
        told = confirm.body["measurement"]
        begun = ask(
            operation("initiate_measurement_upload").Case(
                path_parameters={"cell_instance_id": cell},
                body={"measurement": {"name": told["name"]}},
                media_type="application/json",
            )
        )
        if begun.status_code == 409:
            return  # the name is taken
        target = begun.json()
        live.put(target["uploads"][:1])
        identifier = target["measurement_id"]
        confirm.path_parameters = {"measurement_id": identifier}
        confirm.body = {
            **confirm.body,
            "cell_instance_id": cell,
            "measurement_type": "time_series",
            "filenames": None,
            "steps": None,
        }
        if told.get("protocol_id") is not None:
            told["protocol_id"] = live.records["protocol_id"]
        answer = ask(confirm)
        if answer.status_code == 400:
            # Refused for what it means: nothing exists.
            assert live.session.get(f"{live.url}/cell_measurements/{identifier}").status_code == 404
            return
        assert answer.status_code == 201, answer.text
        confirmed += 1
        record = live.settle(identifier)
        assert record["processing_status"] == "ready"
        assert record["name"] == told["name"]
        assert {key: record[key] for key in KEPT & told.keys()} == {
            key: told[key] for key in KEPT & told.keys()
        }
        for name in READS:
            case = operation(name).Case(path_parameters={"measurement_id": identifier})
            assert ask(case).status_code == 200
        stored = live.session.get(
            f"{live.url}/cell_measurements/{identifier}/time_series/download", allow_redirects=False
        )
        assert requests.get(stored.headers["location"], timeout=30).content == BODY

    upload()
    assert confirmed >= EXAMPLES / 2
