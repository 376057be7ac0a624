"""The contract as the platform reads it: its operations, and the check of each request."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib.resources import files
from typing import Any, Final, cast
from urllib.parse import quote

from attrs import define, field, frozen
from jsonschema_rs import Draft202012Validator, Registry, ValidationError, ValidationErrorKind

from ionworks.local.errors import Invalid

_METHODS: Final = ("get", "post", "patch", "put", "delete")
_ROOT: Final = "urn:contract"
_MOST_PROBLEMS: Final = 20
_LONGEST_INPUT: Final = 200

Json = dict[str, Any]


@frozen
class Arguments:
    """What a request asks for, checked and converted.

    Attributes
    ----------
    path : mapping of str to str
        Values of the path parameters.
    query : mapping of str to object
        Values of the query parameters, defaults of the contract filled in.
    body : object
        The JSON body; None when there is none.
    """

    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any


@define
class Operation:
    """One operation of the contract."""

    id: str
    method: str
    path: str
    secured: bool
    takes_body: bool
    _contract: "Contract" = field(repr=False)
    _pointer: str
    _parameters: list[Json] = field(repr=False)
    _body_required: bool = False

    def check(
        self,
        path: Mapping[str, str],
        query: Iterable[tuple[str, str]],
        body: Any,
    ) -> Arguments:
        """Check a request against the contract.

        Parameters
        ----------
        path : mapping of str to str
            Path parameters, decoded.
        query : iterable of (str, str)
            Query parameters in order, repeated keys included. Unknown ones
            are passed over.
        body : object
            The parsed JSON body; None when nothing was sent.

        Returns
        -------
        Arguments
            The values, converted to the types that the contract names.

        Raises
        ------
        Invalid
            The contract does not allow the request; every wrong field is named.
        """
        given: dict[str, list[str]] = {}
        for name, text in query:
            given.setdefault(name, []).append(text)
        problems: list[Json] = []
        values: dict[str, dict[str, Any]] = {"path": dict(path), "query": {}}
        for parameter, schema, validator in self._checks:
            name, place = parameter["name"], parameter["in"]
            if place == "query":
                if name in given:
                    values["query"][name] = _convert(given[name], _types(schema, self._contract))
                elif "default" in schema:
                    values["query"][name] = schema["default"]
                    continue
                elif parameter.get("required"):
                    problems.append(_missing([place, name]))
                    continue
                else:
                    continue
            for error in validator.iter_errors(values[place][name]):
                problems.extend(_problems(error, [place, name]))
        if self.takes_body:
            problems.extend(self._check_body(body))
        if problems:
            raise Invalid(problems[:_MOST_PROBLEMS])
        return Arguments(values["path"], values["query"], body)

    def _check_body(self, body: Any) -> Iterator[Json]:
        if body is None and not self._body_required:
            return
        if body is None:
            yield _missing(["body"])
            return
        for error in self._body_validator.iter_errors(body):
            yield from _problems(error, ["body"])

    @cached_property
    def _checks(self) -> list[tuple[Json, Json, Draft202012Validator]]:
        return [
            (
                parameter,
                parameter["schema"],
                self._contract.validator(f"{self._pointer}/parameters/{index}/schema"),
            )
            for index, parameter in enumerate(self._parameters)
        ]

    @cached_property
    def _body_validator(self) -> Draft202012Validator:
        return self._contract.validator(
            f"{self._pointer}/requestBody/content/application~1json/schema"
        )


class Contract:
    """The OpenAPI document, its operations in the order in which to match them.

    Parameters
    ----------
    document : dict, optional
        An OpenAPI 3.1 document; by default the one that the generated client
        was made from.
    """

    def __init__(self, document: Json | None = None) -> None:
        self.document: Json = document if document is not None else _load()
        self._registry = Registry([(_ROOT, self.document)])
        found = [
            self._operation(path, method, item[method])
            for path, item in self.document["paths"].items()
            for method in _METHODS
            if method in item
        ]
        # A fixed segment is tried before a parameter: /tags before /{measurement_id}.
        self.operations = sorted(found, key=lambda op: ["{" in s for s in op.path.split("/")])

    def validator(self, pointer: str) -> Draft202012Validator:
        """Return the compiled schema at a JSON pointer of the document."""
        return Draft202012Validator({"$ref": f"{_ROOT}#{quote(pointer)}"}, registry=self._registry)

    def resolve(self, schema: Json) -> Json:
        """Return a schema, or the one that it points to."""
        while "$ref" in schema:
            target: Any = self.document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            schema = target
        return schema

    def _operation(self, path: str, method: str, entry: Json) -> Operation:
        body = entry.get("requestBody", {})
        return Operation(
            id=entry["operationId"],
            method=method.upper(),
            path=path,
            secured=entry.get("security", self.document.get("security")) != [],
            takes_body="application/json" in body.get("content", {}),
            contract=self,
            pointer=f"/paths/{path.replace('~', '~0').replace('/', '~1')}/{method}",
            parameters=entry.get("parameters", []),
            body_required=bool(body.get("required")),
        )


def _load() -> Json:
    text = files("ionworks_generated").joinpath("openapi.json").read_text(encoding="utf-8")
    return cast("Json", json.loads(text))


def _types(schema: Json, contract: Contract) -> set[str]:
    schema = contract.resolve(schema)
    named = schema.get("type", [])
    types = {named} if isinstance(named, str) else set(named)
    for branch in [*schema.get("anyOf", []), *schema.get("oneOf", [])]:
        types |= _types(branch, contract)
    return types


def _convert(texts: list[str], types: set[str]) -> Any:
    if "array" in types:
        return texts
    return _scalar(texts[-1], types)


def _scalar(text: str, types: set[str]) -> Any:
    # What cannot be converted stays text, and the schema then says what was expected.
    if "boolean" in types and text.lower() in ("true", "false"):
        return text.lower() == "true"
    for name, convert in (("integer", int), ("number", float)):
        if name in types:
            try:
                return convert(text)
            except ValueError:
                return text
    return text


def _missing(loc: list[str | int]) -> Json:
    return {"loc": loc, "msg": "Field required", "type": "missing"}


def _problems(error: ValidationError, start: list[str | int]) -> Iterator[Json]:
    """Yield what is wrong, down to the field when a schema offers alternatives."""
    kind = error.kind
    loc = [*start, *error.instance_path]
    if isinstance(kind, ValidationErrorKind.Required):
        yield _missing([*loc, kind.property])
        return
    if isinstance(kind, ValidationErrorKind.AnyOf | ValidationErrorKind.OneOfNotValid):
        # The alternative that fits best is the one whose errors lie deepest.
        branches = [list(branch) for branch in kind.context if branch]
        deepest = max(branches, key=lambda b: max(len(e.instance_path) for e in b), default=[])
        if any(
            not isinstance(e.kind, ValidationErrorKind.Type) or _below(e, error) for e in deepest
        ):
            for inner in deepest:
                yield from _problems(inner, start)
            return
    problem: Json = {"loc": loc, "msg": _message(error), "type": kind.name}
    if len(repr(error.instance)) <= _LONGEST_INPUT:
        problem["input"] = error.instance
    yield problem


def _wants_type(error: ValidationError) -> bool:
    return isinstance(error.kind, ValidationErrorKind.Type)


def _below(inner: ValidationError, outer: ValidationError) -> bool:
    return len(inner.instance_path) > len(outer.instance_path)


def _message(error: ValidationError) -> str:
    message = error.message
    if isinstance(error.kind, ValidationErrorKind.AnyOf | ValidationErrorKind.OneOfNotValid):
        # All alternatives want another type: name them.
        wanted = [e.message for branch in error.kind.context for e in branch]
        message = "; ".join(dict.fromkeys(wanted))
    return message if len(message) <= 2 * _LONGEST_INPUT else message[: 2 * _LONGEST_INPUT] + " …"
