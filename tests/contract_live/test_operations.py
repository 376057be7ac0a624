"""Every operation that the platform does, against the contract: right requests and wrong ones."""

from __future__ import annotations

import os
from typing import Any

import pytest
from contract_live.records import Records
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ionworks.local.contract import load_contract
from ionworks.local.handlers import HANDLERS

pytestmark = pytest.mark.live

# A longer run sets both: more requests, and others each time.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))

# What only the hosted service does.
NOT_DONE_HERE = {
    "create_material_property_dataset",
    "create_organization",
    "delete_material_property_dataset",
    "get_current_usage",
    "get_datafit_plot_data",
    "get_material_property_data",
    "get_material_property_dataset",
    "get_material_property_download_url",
    "get_measurement_detail",
    "get_resolved_cell_specification",
    "get_validation_plot_data",
    "invite_organization_user",
    "invite_project_member",
    "list_material_property_datasets",
    "list_organization_users",
    "list_project_roles",
    "list_pybamm_models",
    "remove_organization_user",
    "remove_project_member",
    "replace_material_property_file",
    "resend_organization_invite",
    "serialize_ionworks_model",
    "set_organization_user_active",
    "set_organization_user_role",
    "set_project_member",
    "update_material_property_dataset",
    "update_project_member",
    "validate_pybamm_model_config",
}
OPERATIONS = {operation.id: operation for operation in load_contract().operations}
# Kinds of problems that no schema states; every other kind is the name of a keyword of JSON Schema.
BEYOND_THE_SCHEMA = {"datetime", "value_error"}


def what_the_schema_allows_is_not_refused_by_it(_context: Any, response: Any, case: Any) -> None:
    """A right request may be refused for what it means (400, 404, ...), never for its form."""
    if response.status_code == 422 and case.meta.generation.mode is GenerationMode.POSITIVE:
        problems = response.json()["detail"]
        assert {problem["type"] for problem in problems} <= BEYOND_THE_SCHEMA, problems


FORM = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CHECKS = [
    *FORM,
    not_a_server_error,
    negative_data_rejection,
    what_the_schema_allows_is_not_refused_by_it,
]


def test_what_is_not_done_is_known() -> None:
    assert set(OPERATIONS) - set(HANDLERS) == NOT_DONE_HERE


@pytest.mark.parametrize("name", sorted(NOT_DONE_HERE))
def test_what_is_not_done_says_so(schema: Any, session: Any, name: str) -> None:
    @bounded
    @given(cases(schema, name, GenerationMode.POSITIVE, {}))
    def check(case: Any) -> None:
        response = case.call(session=session)
        assert response.status_code == 501, response.text
        case.validate_response(response, checks=FORM)

    check()


def operation_of(schema: Any, name: str) -> Any:
    operation = OPERATIONS[name]
    return schema[operation.path][operation.method]


def cases(schema: Any, name: str, mode: GenerationMode, records: Records) -> Any:
    """Requests of an operation, half of them to records that are there."""
    known = {key for key in records if f"{{{key}}}" in OPERATIONS[name].path}

    def aim(case: Any, at_a_record: bool) -> Any:
        case.headers.pop("X-Organization-Id", None)  # any other than the own one ends in 403
        if at_a_record:
            case.path_parameters.update({key: records[key] for key in known})
            for place in (case.query, case.body):
                if isinstance(place, dict) and "project_id" in place and "project_id" in records:
                    place["project_id"] = records["project_id"]
        return case

    requests = operation_of(schema, name).as_strategy(generation_mode=mode)
    if mode is GenerationMode.NEGATIVE:
        return requests.map(lambda case: aim(case, False))
    return st.builds(aim, requests, st.booleans())


def bounded(test: Any) -> Any:
    return seed(SEED)(
        settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )(test)
    )


def hold(case: Any, session: Any) -> Any:
    """Send a request and hold the answer to the contract."""
    response = case.call(session=session, allow_redirects=False)
    case.validate_response(response, checks=CHECKS)
    return response


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_right_requests(schema: Any, session: Any, records: Records, name: str) -> None:
    @bounded
    @given(cases(schema, name, GenerationMode.POSITIVE, records))
    def check(case: Any) -> None:
        hold(case, session)

    check()


@pytest.mark.parametrize("name", sorted(set(HANDLERS) - {"health_check"}))
def test_wrong_requests(schema: Any, session: Any, records: Records, name: str) -> None:
    @bounded
    @given(cases(schema, name, GenerationMode.NEGATIVE, records))
    def check(case: Any) -> None:
        hold(case, session)

    check()
