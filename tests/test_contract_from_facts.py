"""Facts about a resource become a part of the contract, in the style of the contract."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from support.parts import part_of

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

yaml = pytest.importorskip("yaml", reason="the group `regen` is not installed")

import contract_from_facts as facts  # noqa: E402
from openapi_spec_validator import OpenAPIV31SpecValidator  # noqa: E402

CONTRACT: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
SUNDIALS = """
resource: sundials
about: Sundials of a project.
operations:
  - id: list_sundials
    method: GET
    path: /projects/{project_id}/sundials
    summary: Sundials of a project.
    path_params:
      - {name: project_id, type: string, required: true}
    query_params:
      - {name: limit, type: integer, required: false, min: 1, max: 1000, default: 25}
      - {name: name, type: string, required: false}
      - {name: order, type: string, required: false, enum: [asc, desc]}
      - {name: colour, type: string, required: true, enum: [red, blue], uncertain: true}
    responses:
      '200': {schema: SundialPage}
    errors:
      - {status: 418, error_code: TEAPOT}
  - id: create_sundial
    method: POST
    path: /projects/{project_id}/sundials
    summary: Create a sundial.
    notes: [Names need not differ.]
    path_params:
      - {name: project_id, type: string, required: true}
    request_body: {content_type: application/json, schema: SundialCreate, required: true}
    responses:
      '200': {schema: Sundial, uncertain: true}
  - id: get_sundial
    method: GET
    path: /sundials/{sundial_id}
    summary: One sundial.
    path_params:
      - {name: sundial_id, type: string, required: true}
    responses:
      '200': {schema: Sundial}
  - id: delete_sundial
    method: DELETE
    path: /sundials/{sundial_id}
    summary: Delete a sundial.
    path_params:
      - {name: sundial_id, type: string, required: true}
    responses:
      '200/204': {body: ignored by the client}
  - id: download_sundial
    method: GET
    path: /sundials/{sundial_id}/download
    summary: Its picture.
    path_params:
      - {name: sundial_id, type: string, required: true}
    responses:
      3xx: {body: redirect to storage}
schemas:
  SundialCreate:
    fields:
      - {name: name, type: string, required: true, nullable: false, minLength: 1}
      - {name: volume, type: number, required: false, nullable: true, unit: L, exclusive_min: 0}
      - {name: properties, type: PropertyBag, required: false, nullable: true}
      - {name: curves, type: 'map<string, array<number|null>>', required: false, nullable: false}
      - {name: colour, type: string, required: false, nullable: true, enum: [red, blue]}
  Sundial:
    extends: SundialCreate
    additional_properties: true
    fields:
      - {name: id, type: string, required: true, nullable: false, server_generated: true}
      - {name: updated_at, type: string, required: true, nullable: false, format: date-time}
      - {name: gnomon, type: Gnomon, required: false, nullable: false}
  Plinth:
    fields:
      - {name: height, type: number, required: true, nullable: false}
  SundialPage:
    fields:
      - {name: items, type: array<Sundial>, required: true, nullable: false}
      - {name: total, type: integer, required: true, nullable: false}
"""
BELOW_PROJECT, ONE = "/projects/{project_id}/sundials", "/sundials/{sundial_id}"


@pytest.fixture
def draft() -> facts.Draft:
    return facts.Draft(yaml.safe_load(SUNDIALS), CONTRACT)


def ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def test_parameters_are_those_of_the_contract_where_they_say_the_same(draft: facts.Draft) -> None:
    *known, colour = draft.paths[BELOW_PROJECT]["get"]["parameters"]
    names = ["ProjectIdInPath", "Limit25", "Name", "Order"]
    assert known == [ref("parameters", name) for name in names]
    assert colour == {
        "name": "colour",
        "in": "query",
        "required": True,
        "description": "Colour.",
        "x-uncertain": "Not stated.",
        "schema": {"type": "string", "enum": ["red", "blue"]},
    }
    assert list(draft.parameters) == ["SundialIdInPath"]


def test_answers_are_those_of_the_contract(draft: facts.Draft) -> None:
    create = draft.paths[BELOW_PROJECT]["post"]
    like = CONTRACT["paths"]["/cell_specifications/{cell_spec_id}/cell_batches"]["post"]
    assert create["responses"].keys() == like["responses"].keys()
    assert create["x-uncertain"] == like["x-uncertain"]
    assert ref("parameters", "IdempotencyKey") in create["parameters"]
    assert create["responses"]["201"]["headers"] == like["responses"]["201"]["headers"]
    links = ("GetSundial", "DeleteSundial")
    assert create["responses"]["201"]["links"] == {name: ref("links", name) for name in links}
    for path, method, of in (
        (ONE, "delete", "/raw_data/{raw_data_id}"),
        (ONE, "get", "/cell_batches/{batch_id}"),
    ):
        drafted, kept = draft.paths[path][method], CONTRACT["paths"][of][method]
        assert drafted["responses"].keys() == kept["responses"].keys()
    redirects = draft.paths[f"{ONE}/download"]["get"]["responses"]
    assert redirects["307"] == ref("responses", "Redirect")


def test_fields_become_schemas(draft: facts.Draft) -> None:
    fields = draft.schemas["SundialCreate"]["properties"]
    assert fields["name"] == {"description": "Name.", "type": "string", "minLength": 1}
    assert fields["volume"] == {
        "description": "Volume, in L.",
        "type": ["number", "null"],
        "exclusiveMinimum": 0,
    }
    assert fields["properties"] == {
        "description": "Properties.",
        "anyOf": [ref("schemas", "PropertyBag"), {"type": "null"}],
    }
    numbers = {"type": "array", "items": {"type": ["number", "null"]}}
    assert fields["curves"]["additionalProperties"] == numbers
    assert fields["colour"]["enum"] == ["red", "blue", None]
    above, own = draft.schemas["Sundial"]["allOf"]
    assert above == ref("schemas", "SundialCreate")
    assert own["required"] == ["id"]  # as in the records that the contract has
    assert own["additionalProperties"] is True
    assert own["properties"]["id"]["readOnly"] is True
    assert draft.schemas["SundialPage"]["required"] == ["items"]


def test_what_a_person_decides_is_listed(draft: facts.Draft) -> None:
    assert draft.questions == [
        "list_sundials: query colour is written out: no parameter is the same",
        "list_sundials: the contract has no answer 418",
        "schema Gnomon is in neither the facts nor the contract",
        "schema Plinth is left out: no operation uses it",
    ]
    assert "Plinth" not in draft.schemas


def test_the_contract_stays_valid_and_keeps_what_it_has(draft: facts.Draft) -> None:
    contract = copy.deepcopy(CONTRACT)
    assert draft.into(contract) == []
    assert draft.differences(contract) == []
    small = part_of(contract, *draft.paths)
    assert list(OpenAPIV31SpecValidator(small).iter_errors()) == []

    contract["paths"][ONE]["get"]["summary"] = "By hand"
    del contract["paths"][ONE]["delete"]
    contract["paths"]["/sundials/{id}"] = contract["paths"].pop(ONE)  # the same place
    assert draft.into(contract) == [f"{ONE} get"]
    assert ONE not in contract["paths"]
    assert contract["paths"]["/sundials/{id}"]["get"]["summary"] == "By hand"
    assert contract["paths"]["/sundials/{id}"]["delete"] == draft.paths[ONE]["delete"]


def test_deletes_can_name_the_new_kind_of_record(draft: facts.Draft) -> None:
    def named(contract: dict[str, Any]) -> tuple[list[str], list[str]]:
        of = contract["paths"]["/deletions/{resource_type}/{resource_id}"]["get"]["parameters"]
        schemas = {each["name"]: each["schema"] for each in of}
        return schemas["resource_type"]["enum"], schemas["expected"]["items"]["enum"]

    contract, (kinds, counted) = copy.deepcopy(CONTRACT), named(CONTRACT)
    for _ in range(2):  # adding them again changes nothing
        draft.into(contract)
        assert named(contract) == ([*kinds, "sundial"], [*counted, "sundials"])
    del contract["paths"][ONE], contract["paths"]["/deletions/{resource_type}/{resource_id}"]
    assert draft.into(contract) == []


def test_only_what_new_operations_use_is_added(draft: facts.Draft) -> None:
    contract = copy.deepcopy(CONTRACT)
    contract["paths"][BELOW_PROJECT] = draft.paths[BELOW_PROJECT]
    contract["paths"][ONE] = draft.paths[ONE]
    assert draft.into(contract) == []
    added = contract["components"]["schemas"].keys() - CONTRACT["components"]["schemas"].keys()
    assert added == set()
    assert "SundialIdInPath" in contract["components"]["parameters"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "sundials.yaml", tmp_path / "openapi.json"
    source.write_text(SUNDIALS)
    target.write_text(json.dumps(CONTRACT))
    assert facts.main([str(source)]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["paths"].keys() == {BELOW_PROJECT, ONE, f"{ONE}/download"}
    assert "decide: schema Gnomon is in neither" in said.err
    assert facts.main([str(source), "--into", str(target)]) == 0
    assert "create_sundial" in target.read_text()
    assert facts.main([str(source), "--contract", str(target), "--compare"]) == 0
    assert capsys.readouterr().out == "no differences\n"
    assert facts.main([str(tmp_path / "missing.yaml")]) == 1
    assert "cannot be read" in capsys.readouterr().err
