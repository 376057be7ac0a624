"""The contract as a check of requests."""

import pytest

from ionworks.local.contract import Contract, load_contract
from ionworks.local.errors import Invalid
from ionworks.local.handlers import HANDLERS

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "security": [{"key": []}],
    "paths": {
        "/things/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {
                "operationId": "get_thing",
                "security": [],
                "parameters": [
                    {
                        "name": "n",
                        "in": "query",
                        "schema": {
                            "anyOf": [{"$ref": "#/components/schemas/Count"}, {"type": "null"}]
                        },
                    },
                    {"name": "flag", "in": "query", "schema": {"type": "boolean"}},
                    {
                        "name": "many",
                        "in": "query",
                        "schema": {"type": "array", "items": {"type": "string"}},
                    },
                    {"name": "x", "in": "query", "schema": {"type": "number"}},
                    {
                        "name": "order",
                        "in": "query",
                        "schema": {"$ref": "#/components/schemas/Order", "default": "up"},
                    },
                    {"name": "must", "in": "query", "required": True, "schema": {"type": "string"}},
                    {
                        "name": "X-Trace",
                        "in": "header",
                        "required": True,
                        "schema": {"type": "string"},
                    },
                ],
            },
        },
        "/things/fixed": {
            "post": {
                "operationId": "make_thing",
                "requestBody": {"$ref": "#/components/requestBodies/Thing"},
            }
        },
    },
    "components": {
        "parameters": {
            "Id": {
                "name": "id",
                "in": "path",
                "required": True,
                "schema": {"type": "string", "minLength": 3},
            }
        },
        "requestBodies": {
            "Thing": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
            }
        },
        "schemas": {
            "Count": {"type": "integer", "minimum": 1},
            "Order": {"type": "string", "enum": ["up", "down"]},
            "Thing": {
                "type": "object",
                "required": ["size"],
                "properties": {
                    "size": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Count"}]},
                    "parts": {
                        "type": "array",
                        "items": {
                            "anyOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "string"}]
                        },
                    },
                },
            },
        },
    },
}
OPERATIONS = {operation.id: operation for operation in Contract(DOCUMENT).operations}


def problems(operation, path=(), query=(), body=None):
    with pytest.raises(Invalid) as refusal:
        OPERATIONS[operation].check(dict(path), query, body)
    return {tuple(problem["loc"]): problem["type"] for problem in refusal.value.problems}


def test_values_are_converted_and_defaults_filled_in():
    query = [
        ("n", "3"),
        ("flag", "True"),
        ("many", "a"),
        ("many", "b"),
        ("x", "2"),
        ("must", "5"),
        ("else", "1"),
    ]
    arguments = OPERATIONS["get_thing"].check({"id": "abc"}, query, None)
    assert arguments.path == {"id": "abc"}
    assert arguments.query == {
        "n": 3,
        "flag": True,
        "many": ["a", "b"],
        "x": 2.0,
        "order": "up",
        "must": "5",
    }


def test_every_wrong_parameter_is_named():
    query = [("n", "0"), ("flag", "maybe"), ("x", "y"), ("order", "left")]
    assert problems("get_thing", {"id": "a"}, query) == {
        ("path", "id"): "minLength",
        ("query", "n"): "minimum",
        ("query", "flag"): "type",
        ("query", "x"): "type",
        ("query", "order"): "enum",
        ("query", "must"): "missing",
    }


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (None, {("body",): "missing"}),
        ({}, {("body", "size"): "missing"}),
        ({"size": "x"}, {("body", "size"): "anyOf"}),
        ({"size": 0}, {("body", "size"): "minimum"}),
        (
            {"size": 1, "parts": [{"size": 1}, {"size": 0}]},
            {("body", "parts", 1, "size"): "minimum"},
        ),
        ({"size": 1, "parts": ["a", {}]}, {("body", "parts", 1, "size"): "missing"}),
    ],
)
def test_every_wrong_field_is_named_as_deep_as_it_lies(body, found):
    assert problems("make_thing", body=body) == found


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "9" * 5000 + "x"])
def test_what_is_no_number_is_named(text):
    query = [("x", text), ("must", "")]
    assert problems("get_thing", {"id": "abc"}, query) == {("query", "x"): "type"}


def test_the_message_of_a_choice_names_what_was_wanted():
    with pytest.raises(Invalid) as refusal:
        OPERATIONS["make_thing"].check({}, [], {"size": "x"})
    message = refusal.value.problems[0]["msg"]
    assert '"integer"' in message
    assert '"null"' in message


def test_fixed_paths_come_before_parameters():
    assert [operation.path for operation in Contract(DOCUMENT).operations] == [
        "/things/fixed",
        "/things/{id}",
    ]
    assert OPERATIONS["make_thing"].secured
    assert not OPERATIONS["get_thing"].secured


def test_every_handler_is_an_operation_of_the_contract():
    assert set(HANDLERS) <= {operation.id for operation in load_contract().operations}
