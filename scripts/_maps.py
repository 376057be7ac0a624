"""Write the bodies of requests as TypedDicts, for editors and type checkers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from _prepare import operations

Schema = dict[str, Any]

_REF = "#/components/schemas/"
_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_HEAD = '''"""The bodies of requests, as dicts that editors complete and type checkers read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Required, TypedDict

'''
# `ionworks.Quantity` is a class.
_NAMES = {"Quantity": "QuantityDict"}


def maps(contract: Schema) -> str:
    """Return the module of the TypedDicts of a contract.

    Parameters
    ----------
    contract : dict
        The OpenAPI document. Each schema with fields that a JSON body reaches becomes a class.
    """
    schemas: Schema = contract["components"]["schemas"]
    names = sorted(_reached(contract, schemas))
    listed = "".join(f"    {_name(name)!r},\n" for name in names)
    classes = "\n\n".join(_class(name, schemas) for name in names)
    return f"{_HEAD}__all__ = [\n{listed}]\n\n\n{classes}\n"


def _name(schema: str) -> str:
    return _NAMES.get(schema, schema)


def _reached(contract: Schema, schemas: Schema) -> set[str]:
    waiting = [
        media["schema"]
        for _, _, operation in operations(contract)
        for kind, media in operation.get("requestBody", {}).get("content", {}).items()
        if kind == "application/json"
    ]
    found: set[str] = set()
    while waiting:
        for name in _named(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(schemas[name])
    return {name for name in found if _fields(schemas[name], schemas)}


def _named(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].removeprefix(_REF)
        for inner in schema.values():
            yield from _named(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _named(inner)


def _fields(schema: Schema, schemas: Schema) -> Schema:
    fields: Schema = {}
    for part in schema.get("allOf", []):
        if "$ref" in part:
            part = schemas[part["$ref"].removeprefix(_REF)]
        fields |= _fields(part, schemas)
    own: Schema = schema.get("properties", {})
    return fields | own


def _required(schema: Schema, schemas: Schema) -> set[str]:
    required = set(schema.get("required", []))
    for part in schema.get("allOf", []):
        if "$ref" in part:
            part = schemas[part["$ref"].removeprefix(_REF)]
        required |= _required(part, schemas)
    return required


def _class(name: str, schemas: Schema) -> str:
    schema = schemas[name]
    fields = _fields(schema, schemas)
    required = _required(schema, schemas)
    items, documented = [], []
    for key, field in fields.items():
        kind = _type(field, schemas, key)
        shown = f"Required[{kind}]" if key in required else kind
        items.append(f"        {key!r}: {shown!r},\n")
        about = field.get("description") or "See the contract."
        documented.append(f"    {key} : {kind}\n        {_escaped(about)}\n")
    title = _escaped(schema.get("description", name).splitlines()[0])
    text = f'"""{title}\n\n    Attributes\n    ----------\n{"".join(documented)}    """'
    if all(key.isidentifier() for key in fields):
        lines = "".join(
            f"    {key}: {f'Required[{kind}]' if key in required else kind}\n"
            for key, kind in ((key, _type(field, schemas, key)) for key, field in fields.items())
        )
        return f"class {_name(name)}(TypedDict, total=False):\n    {text}\n\n{lines}"
    body = "".join(items)
    name = _name(name)
    return f"{name} = TypedDict(\n    {name!r},\n    {{\n{body}    }},\n    total=False,\n)\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', "'''")


def _type(schema: Schema, schemas: Schema, key: str) -> str:
    """Name the type of a value as users write it: records stand for ids, dates for text."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_REF)
        if _fields(schemas[name], schemas):
            return f"{_name(name)} | Mapping[str, Any]"  # free keys, and `ionworks.Quantity`
        return _type(schemas[name], schemas, key)
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return _union(_type(choice, schemas, key) for choice in choices)
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return _union(_type({**schema, "type": kind}, schemas, key) for kind in kinds)
    if kinds == "null":
        return "None"
    if kinds == "array":
        return f"Sequence[{_type(schema.get('items', {}), schemas, '')}]"
    if kinds == "object":
        return "Mapping[str, Any]"
    if kinds == "string":
        if schema.get("format") == "date-time" or key.endswith("_time"):
            return "str | datetime"
        if key.startswith("date_"):
            return "str | date"
        if key.endswith("_id"):
            return "str | Mapping[str, Any]"
    return _SCALARS.get(kinds, "Any") if isinstance(kinds, str) else "Any"


def _union(types: Iterator[str]) -> str:
    parts = dict.fromkeys(part for each in types for part in _split(each))
    if "Any" in parts:
        return "Any"
    ordered = [part for part in parts if part != "None"] + ["None"] * ("None" in parts)
    return " | ".join(ordered)


def _split(union: str) -> list[str]:
    return [union] if "[" in union and union.count("|") == 0 else union.split(" | ")
