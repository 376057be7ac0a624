"""The contract is valid, complete, and says everything that a reader needs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

CONTRACT = Path(__file__).parents[2] / "openapi.json"
METHODS = {"get", "put", "post", "patch", "delete"}
OPERATIONS = {
    "health": """
        health_check get_current_user get_capabilities get_discovery_schema list_pybamm_models
        validate_pybamm_model_config serialize_ionworks_model""",
    "projects": """
        list_projects create_project get_project update_project delete_project list_project_roles
        set_project_member update_project_member remove_project_member invite_project_member
        list_project_cell_specs""",
    "organizations": """
        list_organizations create_organization get_current_usage list_organization_users
        invite_organization_user set_organization_user_role set_organization_user_active
        resend_organization_invite remove_organization_user""",
    "cell_specifications": """
        list_cell_specifications create_cell_specification get_cell_specification
        update_cell_specification delete_cell_specification get_resolved_cell_specification""",
    "cell_batches": """
        list_cell_batches create_cell_batch get_cell_batch update_cell_batch delete_cell_batch""",
    "cell_instances": """
        list_cell_instances create_cell_instance get_cell_instance update_cell_instance
        delete_cell_instance""",
    "cell_measurements": """
        list_cell_instance_measurements list_measurements list_project_measurements_full
        list_measurement_tags bulk_update_measurement_tags get_measurement get_measurement_detail
        initiate_measurement_upload confirm_measurement_upload initiate_measurement_extend
        confirm_measurement_extend create_properties_measurement update_measurement
        delete_measurement download_steps download_time_series get_cycles get_steps_and_cycles
        get_steps get_time_series list_measurement_files get_measurement_file watch_measurement
        unwatch_measurement list_measurement_raw_data attach_raw_data detach_raw_data""",
    "raw_data": """
        initiate_raw_data_upload confirm_raw_data_upload list_raw_data get_raw_data
        get_raw_data_download_url update_raw_data delete_raw_data list_raw_data_measurements""",
    "jobs": """
        create_job list_jobs get_job cancel_job get_job_metadata get_job_series_channels
        get_job_series""",
    "pipelines": """
        create_pipeline list_pipelines get_pipeline update_pipeline get_pipeline_result
        cancel_pipeline delete_pipeline list_pipeline_elements get_pipeline_element
        get_datafit_plot_data get_validation_plot_data""",
    "materials": """
        list_materials get_material create_material update_material delete_material
        list_material_property_datasets get_material_property_dataset get_material_property_data
        create_material_property_dataset update_material_property_dataset
        replace_material_property_file get_material_property_download_url
        delete_material_property_dataset""",
    "search": "search",
}
BY_PROJECT_TEXTS = """
    name created_by_email start_time start_time_gt start_time_lt created_at created_at_gt
    created_at_lt updated_at updated_at_gt updated_at_lt spec_name instance_name spec_id
    cell_instance_id spec_anode spec_cathode"""
BY_PROJECT_ORDER = """
    name created_at updated_at start_time cell_instance_id step_labels_validated cycler notes"""


def load() -> dict[str, Any]:
    contract: dict[str, Any] = json.loads(CONTRACT.read_text(encoding="utf-8"))
    return contract


DOCUMENT = load()
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method in sorted(METHODS & item.keys()):
            yield path, method, item[method]


BY_ID = {operation["operationId"]: operation for _, _, operation in operations()}
each_operation = pytest.mark.parametrize("operation", list(BY_ID.values()), ids=list(BY_ID))


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    target: Any = DOCUMENT
    for part in node["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return target


def parameters(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = [resolve(parameter) for parameter in operation.get("parameters", [])]
    return {parameter["name"]: parameter for parameter in found}


def properties(schema: dict[str, Any]) -> dict[str, Any]:
    return {
        k: v
        for part in schema.get("allOf", [schema])
        for k, v in part.get("properties", {}).items()
    }


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


def reachable(*roots: Any) -> set[str]:
    todo = [n["$ref"] for root in roots for n in nodes(root) if "$ref" in n]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [n["$ref"] for n in nodes(resolve({"$ref": name})) if "$ref" in n]
    return {n.rpartition("/")[2] for n in found if n.startswith("#/components/schemas/")}


def test_it_is_valid_openapi_3_1():
    assert DOCUMENT["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []


def test_every_operation_is_there_once_and_in_its_group():
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(ids) == len(set(ids))
    wanted = {name: tag for tag, names in OPERATIONS.items() for name in names.split()}
    groups = {name: operation["tags"][0] for name, operation in BY_ID.items()}
    assert groups.items() >= wanted.items()
    assert {tag["name"] for tag in DOCUMENT["tags"]} == {*groups.values()}


@each_operation
def test_an_operation_is_described(operation: dict[str, Any]):
    assert len(operation["tags"]) == 1
    assert operation["summary"]
    assert operation["description"].endswith(".")
    for parameter in parameters(operation).values():
        assert parameter["description"]


@each_operation
def test_an_operation_names_its_errors(operation: dict[str, Any]):
    answers = operation["responses"]
    if operation["operationId"] == "health_check":
        assert operation["security"] == []
        return
    assert operation.get("security", DOCUMENT["security"]) == [
        {"ApiKeyAuth": []},
        {"BearerAuth": []},
    ]
    wanted = {"403", "429", "500", "501"}
    if any(parameter["in"] == "path" for parameter in parameters(operation).values()):
        wanted.add("404")
    if operation.get("parameters") or "requestBody" in operation:
        wanted.add("422")
    if "requestBody" in operation:
        wanted.add("400")
    assert wanted <= answers.keys()
    assert "401" not in answers


@each_operation
def test_every_answer_carries_the_correlation_id(operation: dict[str, Any]):
    for answer in operation["responses"].values():
        assert "x-correlation-id" in resolve(answer)["headers"]


@each_operation
def test_an_operation_can_succeed(operation: dict[str, Any]):
    codes = [code for code in operation["responses"] if code[0] in "23"]
    if operation["operationId"] == "create_job":
        assert operation["deprecated"]
        assert not codes
        assert "410" in operation["responses"]
    elif codes[0].startswith("3"):
        assert codes == ["302", "303", "307"]
        for code in codes:
            assert resolve(resolve(operation["responses"][code])["headers"]["Location"])["required"]
    else:
        assert set(codes) <= {"200", "201", "202", "204", "304"}
        assert ("304" in codes) == (
            "ETag" in operation["responses"].get("200", {}).get("headers", {})
        )


def test_names_that_are_taken_are_conflicts_with_their_holder():
    for name in BY_ID:
        if name.startswith("create_cell") or name in (
            "create_project",
            "confirm_measurement_upload",
        ):
            assert "409" in BY_ID[name]["responses"], name
    conflict = DOCUMENT["components"]["responses"]["Conflict"]["content"]["application/json"]
    assert conflict["example"]["detail"]["existing_id"]


def test_every_schema_and_field_is_described():
    for name, schema in SCHEMAS.items():
        assert schema["description"], name
        for key, value in properties(schema).items():
            assert value.get("description"), f"{name}.{key}"


def test_what_is_uncertain_says_why():
    marks = [node["x-uncertain"] for node in nodes(DOCUMENT) if "x-uncertain" in node]
    assert marks
    assert all(isinstance(mark, str) and mark.endswith(".") for mark in marks)


def media() -> Iterator[tuple[str, dict[str, Any]]]:
    def escape(part: str) -> str:
        return part.replace("~", "~0").replace("/", "~1")

    def walk(node: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
        if isinstance(node, dict):
            if "schema" in node and "example" in node:
                yield f"{pointer}/schema", node["example"]
            for key, value in node.items():
                yield from walk(value, f"{pointer}/{escape(key)}")

    yield from walk(DOCUMENT["paths"], "/paths")
    yield from walk(DOCUMENT["components"]["responses"], "/components/responses")


@pytest.mark.parametrize(("pointer", "example"), list(media()))
def test_examples_are_what_their_schema_says(pointer: str, example: Any):
    resource = Resource(contents=DOCUMENT, specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:contract", resource)
    # The names of path parameters are in braces, which a URI must not hold.
    fragment = pointer.replace("{", "%7B").replace("}", "%7D")
    validator = Draft202012Validator(
        {"$ref": f"urn:contract#{fragment}"},
        registry=registry,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    assert [error.message for error in validator.iter_errors(example)] == []


def test_the_main_operations_have_examples():
    shown = {pointer.split("/")[2] for pointer, _ in media() if pointer.startswith("/paths")}
    for path in (
        "/cell_specifications",
        "/cell_specifications/{cell_spec_id}/cell_instances",
        "/cell_instances/{cell_instance_id}/cell_measurements/initiate-upload",
        "/cell_measurements/{measurement_id}/confirm-upload",
        "/cell_instances/{cell_instance_id}/cell_measurements/create",
        "/cell_measurements/by-project/{project_id}",
        "/pipelines",
    ):
        assert path.replace("/", "~1") in shown


def test_measurements_by_project_take_every_filter():
    operation = DOCUMENT["paths"]["/cell_measurements/by-project/{project_id}"]["get"]
    found = parameters(operation)
    assert found.pop("project_id")["in"] == "path"
    schemas = {name: resolve(parameter["schema"]) for name, parameter in found.items()}
    texts = {n for n, s in schemas.items() if s.get("type") == "string" and "enum" not in s}
    assert texts == set(BY_PROJECT_TEXTS.split())
    for name in texts:
        parameter = found.pop(name)
        assert (parameter["in"], parameter["required"]) == ("query", False)
    limit, offset = found.pop("limit")["schema"], found.pop("offset")["schema"]
    assert limit == {"type": "integer", "minimum": 1, "maximum": 1000, "default": 25}
    assert offset == {"type": "integer", "minimum": 0, "default": 0}
    order_by, order = found.pop("order_by")["schema"], found.pop("order")["schema"]
    assert resolve(order_by)["enum"] == BY_PROJECT_ORDER.split()
    assert order_by["default"] == "created_at"
    assert resolve(order)["enum"] == ["asc", "desc"]
    assert order["default"] == "desc"
    kinds = resolve(found.pop("measurement_type")["schema"])["enum"]
    assert kinds == ["time_series", "file", "properties"]
    assert found == {}


@each_operation
def test_a_project_is_never_demanded_but_in_the_path(operation: dict[str, Any]):
    scope = parameters(operation).get("project_id", {"in": "path"})
    assert scope["in"] == "path" or not scope["required"]
    for name in reachable(operation.get("requestBody")):
        assert "project_id" not in SCHEMAS[name].get("required", [])


def test_the_rule_of_updates_is_written_down():
    assert "RFC 7396" in DOCUMENT["info"]["description"]
    optional = SCHEMAS["Ratings"]
    assert "required" not in optional
    assert {"type": "null"} in optional["properties"]["capacity"]["anyOf"]


def test_bodies_may_hold_more_than_is_named():
    bodies = reachable(*(operation.get("requestBody") for operation in BY_ID.values()))
    closed = {name for name in bodies if SCHEMAS[name].get("additionalProperties") is False}
    assert closed == {"PipelineCreate"}


def test_answers_may_hold_more_than_is_named():
    successes = [
        answer
        for operation in BY_ID.values()
        for code, answer in operation["responses"].items()
        if code[0] == "2"
    ]
    bodies = reachable(*(operation.get("requestBody") for operation in BY_ID.values()))
    for name in reachable(*successes) - bodies:
        parts = SCHEMAS[name].get("allOf", [SCHEMAS[name]])
        for part in parts:
            if part.get("type") == "object":
                assert part.get("additionalProperties"), name


def test_pages_demand_their_items_only():
    pages = [name for name in SCHEMAS if name.endswith("Page")]
    assert len(pages) > 8
    for name in pages:
        assert SCHEMAS[name]["required"] == ["items"]
        assert {"count", "total"} <= SCHEMAS[name]["properties"].keys()


def test_the_free_text_lot_of_a_cell_is_kept():
    for name in ("CellInstance", "CellInstanceCreate", "CellInstanceUpdate"):
        assert SCHEMAS[name]["properties"]["batch"]["type"] == ["string", "null"]
