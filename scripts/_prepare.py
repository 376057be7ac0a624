"""Turn the contract into the copy of it that the generator reads.

The contract says what is true on the wire; the generator needs less, and wants it in a shape
that leads to good Python. Nothing here is written to disk.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any, cast

Schema = dict[str, Any]

METHODS = ("get", "put", "post", "patch", "delete")
_REF = "#/components/schemas/"


def operations(document: Schema) -> Iterator[tuple[str, str, Schema]]:
    """Yield (path, method, operation) for each operation of a contract, in its order."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def prepare(contract: Schema) -> Schema:
    """Return a copy of the contract for the generator.

    Parameters
    ----------
    contract : dict
        The OpenAPI 3.1 document. It is not changed.

    Returns
    -------
    dict
        A document in which only successes are answers, each schema lists all of its fields,
        the fields of answers say in `x-python` how they are read, and only what is used is left.
    """
    document = copy.deepcopy(contract)
    _flatten(document)
    for path, _, operation in operations(document):
        _keep_successes(operation, document)
        _prepare_parameters(operation, document["paths"][path].get("parameters", []), document)
        _prepare_body(operation, document)
    for item in document["paths"].values():
        item.pop("parameters", None)
    _rewrite(document, _without_default)
    _rewrite(document, _as_file)
    _prune(document)
    _describe_answers(document)
    free = {name: schema for name, schema in _schemas(document).items() if _is_free_form(schema)}
    _rewrite(document, lambda schema: _as_plain_value(schema, free))
    for name in free:
        del document["components"]["schemas"][name]
    return document


def _schemas(document: Schema) -> dict[str, Schema]:
    schemas: dict[str, Schema] = document["components"]["schemas"]
    return schemas


def _keep_successes(operation: Schema, document: Schema) -> None:
    """Drop the answers that are errors, so that the result type is what a caller gets."""
    kept = {}
    for code, answer in operation["responses"].items():
        # The generated functions send no conditional request, so none is answered with 304.
        if code[0] not in "23" or code == "304":
            continue
        if "$ref" in answer:
            answer = document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
        answer = {k: v for k, v in answer.items() if k != "headers"}
        if code[0] == "3":
            answer.pop("content", None)  # a redirect's result is where it leads
        kept[code] = answer
    operation["responses"] = kept


def _prepare_parameters(operation: Schema, shared: list[Schema], document: Schema) -> None:
    parameters: list[Schema] = []
    for parameter in (*shared, *operation.get("parameters", [])):
        if "$ref" in parameter:
            name = parameter["$ref"].rpartition("/")[2]
            parameter = copy.deepcopy(document["components"]["parameters"][name])
        if parameter["in"] == "header":
            continue  # headers are the transport's, not an argument's
        _describe_bounds(parameter)
        if parameter["in"] == "query" and not parameter.get("required"):
            # None means "not sent", so that callers can hand on what they were given.
            parameter["schema"] = _nullable(parameter["schema"])
        parameters.append(parameter)
    operation["parameters"] = parameters


def _describe_bounds(parameter: Schema) -> None:
    """Say in words what the generator leaves out; it takes the words of the schema."""
    schema = parameter["schema"]
    words = [parameter.get("description", "")]
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None:
        words.append(f"From {low} to {high}." if high is not None else f"At least {low}.")
    if "default" in schema:
        words.append(f"Unless given: {str(schema['default']).lower()}.")
    schema["description"] = " ".join(words).strip()


def _prepare_body(operation: Schema, document: Schema) -> None:
    """Keep one kind of body; in forms, what is absent is left out, for there is no null."""
    content = operation.get("requestBody", {}).get("content", {})
    for other in list(content)[1:]:
        del content[other]
    if "multipart/form-data" in content:
        inline: Schema = content["multipart/form-data"]["schema"]
        name = inline.get("$ref", "").removeprefix(_REF)
        form: Schema = _schemas(document).get(name, inline)
        for schema in form.get("properties", {}).values():
            if isinstance(schema.get("type"), list):
                schema["type"] = next(kind for kind in schema["type"] if kind != "null")


def _nullable(schema: Schema) -> Schema:
    null: Schema = {"type": "null"}
    if "anyOf" in schema:
        return schema if null in schema["anyOf"] else {**schema, "anyOf": [*schema["anyOf"], null]}
    if {"$ref", "allOf", "enum", "const"} & schema.keys():
        text = {"description": schema["description"]} if "description" in schema else {}
        return {"anyOf": [schema, null], **text}
    kind: str | list[str] = schema.get("type", "null")
    kinds = [kind] if isinstance(kind, str) else kind
    return schema if "null" in kinds else {**schema, "type": [*kinds, "null"]}


def _flatten(document: Schema) -> None:
    """List the fields of what a schema extends (`allOf`) in the schema itself."""
    for name, schema in _schemas(document).items():
        if "allOf" not in schema:
            continue
        flat: Schema = {"type": "object", "properties": {}, "required": []}
        for part in schema.pop("allOf"):
            if "$ref" in part:
                flat["x-base"] = part["$ref"].removeprefix(_REF)
                part = _schemas(document)[flat["x-base"]]
            flat["properties"] |= copy.deepcopy(part.get("properties", {}))
            flat["required"] += part.get("required", [])
            if "additionalProperties" in part:
                flat["additionalProperties"] = part["additionalProperties"]
        _schemas(document)[name] = {**flat, **schema}


# Of these the official client gives dicts, and scripts write them as JSON.
_DICTS = frozenset(
    {
        "Capabilities",
        "Optimization",
        "ProtocolValidation",
        "Simulation",
        "SimulationStatus",
        "User",
    }
)


def _describe_answers(document: Schema) -> None:
    """Say of each model what it is, and of each field of an answer how it is read.

    Answers hold what a newer service may send: unknown words and fields. Objects within a record
    are plain dicts, unless their schema says `x-record`; the rows of a page are records.
    """
    requests = _reachable(
        document,
        lambda operation: [operation.get("parameters"), operation.get("requestBody")],
    )
    for name, schema in _schemas(document).items():
        if "properties" not in schema:
            continue
        schema["x-inner"] = _inner(document, schema)
        if name in requests:
            schema["x-kind"] = "body"
            continue
        required = set(schema.get("required", []))
        described = {
            key: _described(document, schema, value, is_required=key in required)
            for key, value in schema["properties"].items()
        }
        base = _schemas(document)[schema["x-base"]]["properties"] if "x-base" in schema else {}
        for key, field in described.items():
            field["x-python"]["inherited"] = key in base
        reads = {field["x-python"]["read"] for field in described.values()}
        # A page has a field `items`, which cannot be a method of a mapping as well.
        is_page = "rows" in reads or "items" in described
        is_record = schema.get("x-record", not is_page)
        schema["x-kind"] = "dict" if name in _DICTS else "record" if is_record else "answer"
        schema["x-has-records"] = bool(reads & {"record", "records"})
        schema["properties"] = described


def _inner(document: Schema, owner: Schema) -> Schema:
    """Name the schemas of the objects in an object, where these are not free."""
    targets = {
        key: _without_null(schema)[0].get("$ref", "").removeprefix(_REF)
        for key, schema in owner["properties"].items()
    }
    return {
        key: target
        for key, target in targets.items()
        if target and "properties" in (found := _schemas(document)[target])
        if "x-free-form" not in found
    }


def _described(document: Schema, owner: Schema, schema: Schema, *, is_required: bool) -> Schema:
    """Describe a field of an answer: its type in Python, and how it is read."""
    inner, can_be_null = _without_null(schema)
    target = inner.get("$ref", "").removeprefix(_REF)
    resolved = _schemas(document)[target] if target else inner
    item = inner.get("items", {}).get("$ref", "").removeprefix(_REF)
    kind = resolved.get("type")
    python: Schema = {"type": "Any", "read": ""}
    if resolved.get("x-secret"):
        python = {"type": target, "read": "model", "of": target}
    elif resolved.get("x-record"):
        python = {"type": target, "read": "record", "of": target}
    elif kind == "array" and item and _schemas(document)[item].get("x-record"):
        python = {"type": f"Rows[{item}]", "read": "records", "of": item}
    elif kind == "object":
        # Where the contract is not sure that this is an object, it is not checked.
        is_sure = "x-uncertain" not in schema
        python = {"type": "dict[str, Any]", "read": "object" if is_sure else ""}
    elif kind == "array" and item and "id" not in owner["properties"]:
        python = {"type": f"Rows[{item}]", "read": "rows", "of": item}
    elif kind == "array":
        of = _type_of(document, inner["items"])
        # A required list of ids or names is what was asked for: who asked checks it.
        reads_texts = of == "str" and not is_required
        python = {"type": f"list[{of}]", "read": "texts" if reads_texts else "list"}
    elif resolved.get("format") == "date-time":
        python = {"type": "datetime", "read": "time"}
    elif isinstance(kind, str):
        is_text = kind == "string" and is_required
        python = {"type": _SCALARS[kind], "read": "text" if is_text else ""}
    python["optional"] = can_be_null or not is_required
    python["name"] = schema.get("x-attribute")  # where users know it by a name of its own
    described: Schema = {"x-python": python}
    if "description" in schema or "description" in resolved:
        described["description"] = schema.get("description", resolved.get("description"))
    if "of" in python:
        return {**inner, **described} if item else {"anyOf": [inner], **described}
    return described


_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


def _type_of(document: Schema, schema: Schema) -> str:
    """Name the type of the items of a list."""
    schema, _ = _without_null(schema)
    if "$ref" in schema:
        schema = _schemas(document)[schema["$ref"].removeprefix(_REF)]
    kind = schema.get("type")
    if kind == "object":
        return "dict[str, Any]"
    return _SCALARS.get(kind, "Any") if isinstance(kind, str) else "Any"


def _without_null(schema: Schema) -> tuple[Schema, bool]:
    """Take null out of the types of a schema; tell whether it was among them."""
    if "anyOf" in schema:
        choices = [choice for choice in schema["anyOf"] if choice != {"type": "null"}]
        is_nullable = len(choices) < len(schema["anyOf"])
        return (choices[0] if len(choices) == 1 else {}), is_nullable
    kind = schema.get("type")
    if isinstance(kind, list):
        kinds = [one for one in kind if one != "null"]
        is_one = len(kinds) == 1
        return ({**schema, "type": kinds[0]} if is_one else {}), len(kinds) < len(kind)
    return schema, False


def _without_default(schema: Schema) -> Schema:
    # The service fills defaults in. Sending them would freeze today's values into old clients.
    schema.pop("default", None)
    return schema


def _as_file(schema: Schema) -> Schema:
    if schema.get("contentMediaType") == "application/octet-stream":
        del schema["contentMediaType"]
        schema["format"] = "binary"
    return schema


def _is_free_form(schema: Schema) -> bool:
    kind = schema.get("type")
    is_object = kind == "object" or (isinstance(kind, list) and "object" in kind)
    return "x-free-form" in schema or (is_object and not schema.get("properties"))


def _as_plain_value(schema: Schema, free: dict[str, Schema]) -> Schema:
    """Replace a free-form object by "any value": a plain dict in Python, not a class each."""
    name = schema.get("$ref", "").removeprefix(_REF)
    free_choices = [choice for choice in schema.get("anyOf", []) if _is_any(choice)]
    free_items = "items" in schema and _is_any(schema["items"])
    if not (name in free or free_choices or free_items or _is_free_form(schema)):
        return schema
    for described in (schema, free.get(name, {}), *free_choices):
        if "description" in described:
            return {"description": described["description"]}
    return {}


def _is_any(schema: Schema) -> bool:
    return not {"$ref", "type", "anyOf", "allOf"} & schema.keys()


def _rewrite(document: Schema, rule: Callable[[Schema], Schema]) -> None:
    """Apply a rule to every schema of a document, innermost first."""
    for name, schema in _schemas(document).items():
        document["components"]["schemas"][name] = _rewritten(schema, rule, top=True)
    for _, _, operation in operations(document):
        for parameter in operation.get("parameters", []):
            parameter["schema"] = _rewritten(parameter["schema"], rule)
        holders = [operation.get("requestBody", {}), *operation["responses"].values()]
        for holder in holders:
            for media in holder.get("content", {}).values():
                media["schema"] = _rewritten(media["schema"], rule)


def _rewritten(schema: Schema, rule: Callable[[Schema], Schema], *, top: bool = False) -> Schema:
    if "properties" in schema:
        schema["properties"] = {k: _rewritten(v, rule) for k, v in schema["properties"].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            schema[key] = _rewritten(schema[key], rule)
    for key in ("anyOf", "allOf", "oneOf"):
        if key in schema:
            schema[key] = [_rewritten(s, rule) for s in schema[key]]
    return schema if top and _is_free_form(schema) else rule(schema)


def _references(node: Any) -> Iterator[str]:
    values: list[Any] = []
    if isinstance(node, dict):
        mapping = cast(Schema, node)
        reference = mapping.get("$ref")
        if isinstance(reference, str) and reference.startswith(_REF):
            yield reference.removeprefix(_REF)
        values = list(mapping.values())
    elif isinstance(node, list):
        values = node
    for value in values:
        yield from _references(value)


def _reachable(document: Schema, part: Callable[[Schema], object]) -> set[str]:
    """Names of the schemas that a part of any operation leads to."""
    found: set[str] = set()
    todo = [n for _, _, operation in operations(document) for n in _references(part(operation))]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo.extend(_references(_schemas(document)[name]))
    return found


def _prune(document: Schema) -> None:
    used = _reachable(document, lambda operation: operation)
    components = document["components"]
    components["schemas"] = {k: v for k, v in components["schemas"].items() if k in used}
    for unused in ("responses", "headers", "parameters", "examples"):
        components.pop(unused, None)
