"""Turn the contract into the copy of it that the generator reads.

The contract says what is true on the wire; the generator needs less, and wants it in a shape
that leads to good Python. Nothing here is written to disk.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any

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
        A document in which only successes are answers, free-form objects are plain values,
        bodies are read tolerantly, and only what is used is left.
    """
    document = copy.deepcopy(contract)
    for item in document["paths"].values():
        item.pop("parameters", None)  # request headers are the transport's, not an argument's
    for _, _, operation in operations(document):
        _keep_successes(operation, document)
        _prepare_parameters(operation, document)
    _read_tolerantly(document)
    _rewrite(document, _drop_default)
    _rewrite(document, _binary)
    free = {name for name, s in _schemas(document).items() if _is_free_form(s)}
    _rewrite(document, lambda schema: _plain(schema, free, _schemas(contract)))
    for name in free:
        del document["components"]["schemas"][name]
    _prune(document)
    return document


def _schemas(document: Schema) -> dict[str, Schema]:
    schemas: dict[str, Schema] = document["components"]["schemas"]
    return schemas


def _keep_successes(operation: Schema, document: Schema) -> None:
    """Drop the answers that are errors, so that the result type is what a caller gets."""
    kept = {}
    for code, answer in operation["responses"].items():
        if code[0] not in "23":
            continue
        if "$ref" in answer:
            answer = document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
        answer = {k: v for k, v in answer.items() if k != "headers"}
        if code[0] == "3":
            answer.pop("content", None)  # a redirect's result is where it leads
        kept[code] = answer
    operation["responses"] = kept


def _prepare_parameters(operation: Schema, document: Schema) -> None:
    parameters = []
    for parameter in operation.get("parameters", []):
        if "$ref" in parameter:
            name = parameter["$ref"].rpartition("/")[2]
            parameter = copy.deepcopy(document["components"]["parameters"][name])
        if parameter["in"] == "header":
            continue
        if parameter["in"] == "query" and not parameter.get("required"):
            # None means "not sent", so that callers can hand on what they were given.
            parameter["schema"] = _nullable(parameter["schema"])
        parameters.append(parameter)
    if parameters:
        operation["parameters"] = parameters


def _nullable(schema: Schema) -> Schema:
    null: Schema = {"type": "null"}
    if "$ref" in schema or "allOf" in schema:
        return {"anyOf": [schema, null]}
    if "anyOf" in schema:
        return schema if null in schema["anyOf"] else {**schema, "anyOf": [*schema["anyOf"], null]}
    kind = schema.get("type")
    if kind is None:
        return schema
    kinds = kind if isinstance(kind, list) else [kind]
    if "null" in kinds:
        return schema
    nullable = {**schema, "type": [*kinds, "null"]}
    if "enum" in nullable:
        nullable["enum"] = [*nullable["enum"], None]
    return nullable


def _read_tolerantly(document: Schema) -> None:
    """Let answers hold what a newer service may send: unknown words, and null where optional."""
    answers = _reachable(document, lambda operation: operation["responses"])
    requests = _reachable(
        document,
        lambda operation: [operation.get("parameters"), operation.get("requestBody")],
    )
    words = {name for name, schema in _schemas(document).items() if "enum" in schema}
    for name in answers - requests - words:
        for part in _schemas(document)[name].get("allOf", [_schemas(document)[name]]):
            for key, schema in part.get("properties", {}).items():
                schema = _without_words(schema, words)
                required = key in part.get("required", [])
                part["properties"][key] = schema if required else _nullable(schema)


def _without_words(schema: Schema, words: set[str]) -> Schema:
    if schema.get("$ref", "").removeprefix(_REF) in words:
        return {"type": "string", **{k: v for k, v in schema.items() if k != "$ref"}}
    schema = {k: v for k, v in schema.items() if k != "enum"}
    if "anyOf" in schema:
        schema["anyOf"] = [_without_words(s, words) for s in schema["anyOf"]]
    return schema


def _drop_default(schema: Schema) -> Schema:
    # The service fills defaults in. Sending them would freeze today's values into old clients.
    schema.pop("default", None)
    return schema


def _binary(schema: Schema) -> Schema:
    if schema.get("contentMediaType") == "application/octet-stream":
        del schema["contentMediaType"]
        schema["format"] = "binary"
    return schema


def _is_free_form(schema: Schema) -> bool:
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return bool(schema.get("x-free-form")) or (
        "object" in kinds and not schema.get("properties") and "allOf" not in schema
    )


def _plain(schema: Schema, free: set[str], described: dict[str, Schema]) -> Schema:
    """Replace a free-form object by "any value": generated as a plain dict, not as a class."""
    name = schema.get("$ref", "").removeprefix(_REF)
    if name in free:
        text = schema.get("description") or described[name].get("description")
        return {"description": text} if text else {}
    if any(s.get("x-any") for s in schema.get("anyOf", [])):
        return _any(schema)
    if "anyOf" in schema and any(not _kind(s) for s in schema["anyOf"]):
        text = schema.get("description") or schema["anyOf"][0].get("description")
        return {"description": text} if text else {}
    if _is_free_form(schema):
        return {"description": schema["description"]} if "description" in schema else {}
    return schema


def _any(schema: Schema) -> Schema:
    return {"description": schema["description"]} if "description" in schema else {}


def _kind(schema: Schema) -> bool:
    return bool({"$ref", "type", "anyOf", "allOf"} & schema.keys())


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


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(_REF):
            yield reference.removeprefix(_REF)
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
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
