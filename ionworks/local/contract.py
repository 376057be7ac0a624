"""The contract as the platform reads it: its operations, and the check of each request."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice
from typing import Any, Final
from urllib.parse import quote

from attrs import define, field, frozen
from jsonschema_rs import Draft202012Validator, Registry, ValidationError, ValidationErrorKind

from ionworks.local.errors import Invalid
from ionworks.local.forms import Form, Upload

_METHODS: Final = ("get", "post", "patch", "put", "delete")
_JSON: Final = "application/json"
_FORM: Final = "multipart/form-data"
_ROOT: Final = "urn:contract"
_MOST_PROBLEMS: Final = 20
_LONGEST_INPUT: Final = 200
_MOST_VALUES: Final = 5_000  # of a body whose findings are all looked for
# Findings that an excerpt can have although the whole does not.
_OF_EXCERPTS: Final = (
    ValidationErrorKind.Required
    | ValidationErrorKind.MinItems
    | ValidationErrorKind.MinProperties
    | ValidationErrorKind.Contains
)

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
        The JSON body, or a form with its files as `Upload`; None when there is none.
    """

    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any


@frozen
class _Parameter:
    name: str
    place: str
    required: bool
    default: Any  # None for none: no parameter has null as its default
    types: frozenset[str]
    validator: Draft202012Validator


@define
class Operation:
    """One operation of the contract."""

    id: str
    method: str
    path: str
    secured: bool
    takes_body: bool
    takes_form: bool
    _contract: "Contract" = field(alias="contract", repr=False)
    _parameters: list[str] = field(alias="parameters", repr=False)
    _body: str = field(alias="body", repr=False)

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
            The parsed JSON body or form; None when nothing was sent.

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
        for parameter in self._checks:
            name, place = parameter.name, parameter.place
            if place == "query" and name in given:
                values[place][name] = _convert(given[name], parameter.types)
            elif place == "query" and parameter.default is not None:
                values[place][name] = parameter.default
            if name in values[place]:
                for error in parameter.validator.iter_errors(values[place][name]):
                    problems.extend(_problems(error, [place, name]))
            elif parameter.required:
                problems.append(_missing([place, name]))
        stated = body
        if self.takes_form and body is not None:
            body, stated = self._from_form(body)
        if self.takes_body:
            problems.extend(islice(self._check_body(stated), _MOST_PROBLEMS))
        if problems:
            raise Invalid(problems[:_MOST_PROBLEMS])
        return Arguments(values["path"], values["query"], body)

    def _check_body(self, body: Any) -> Iterator[Json]:
        required, validator = self._body_check
        if body is None:
            if required:
                yield _missing(["body"])
        elif not validator.is_valid(body):
            for error in _errors(validator, body):
                yield from _problems(error, ["body"])

    def _from_form(self, form: Form) -> tuple[Json, Json]:
        """Convert the texts of a form as the contract says.

        Returns
        -------
        tuple
            The values for the handler, and those to check, in which a file is its name.
        """
        values, stated = Json(), Json()
        for name, given in form.items():
            kind = self._form_fields.get(name, frozenset())
            value: Any = given
            if kind is None:
                value = given if isinstance(given, Upload) else Upload("", given.encode())
            elif isinstance(given, Upload):
                value = None  # a file where the contract has none
            elif kind & {"object", "array"}:
                value = _parsed(given)
            else:
                value = _scalar(given, kind)
            values[name] = value
            stated[name] = value.filename if isinstance(value, Upload) else value
        return values, stated

    @cached_property
    def _form_fields(self) -> dict[str, frozenset[str] | None]:
        """The types of the fields of the form; None for a file."""
        pointer, body = self._contract.at(self._body_schema)
        return {
            name: None
            if "contentMediaType" in self._contract.at(f"{pointer}/properties/{_escape(name)}")[1]
            else frozenset(self._contract.types(f"{pointer}/properties/{_escape(name)}"))
            for name in body.get("properties", {})
        }

    @property
    def _body_schema(self) -> str:
        media = _escape(_FORM if self.takes_form else _JSON)
        return f"{self._contract.at(self._body)[0]}/content/{media}/schema"

    @cached_property
    def _checks(self) -> list[_Parameter]:
        parameters = [self._contract.parameter(pointer) for pointer in self._parameters]
        return [each for each in parameters if each.place in ("path", "query")]

    @cached_property
    def _body_check(self) -> tuple[bool, Draft202012Validator]:
        _, body = self._contract.at(self._body)
        return bool(body.get("required")), self._contract.validator(self._body_schema)


class Contract:
    """The OpenAPI document, its operations in the order in which to match them.

    Parameters
    ----------
    document : dict
        An OpenAPI 3.1 document.
    """

    def __init__(self, document: Json) -> None:
        self.document = document
        self._registry = Registry([(_ROOT, self.document)])
        found = [
            self._operation(path, method, item[method])
            for path, item in self.document["paths"].items()
            for method in _METHODS
            if method in item
        ]
        # A fixed segment is tried before a parameter: /tags before /{measurement_id}.
        self.operations = sorted(found, key=lambda op: ["{" in s for s in op.path.split("/")])

    def at(self, pointer: str) -> tuple[str, Json]:
        """Return what a JSON pointer leads to, and the pointer to it, references followed."""
        found: Any = self.document
        for part in pointer.split("/")[1:]:
            found = found[int(part)] if isinstance(found, list) else found[_unescape(part)]
        if "$ref" in found:
            return self.at(found["$ref"].removeprefix("#"))
        return pointer, found

    def validator(self, pointer: str) -> Draft202012Validator:
        """Return the compiled schema at a JSON pointer of the document."""
        return Draft202012Validator(
            {"$ref": f"{_ROOT}#{quote(pointer)}"},
            registry=self._registry,
            validate_formats=True,
            formats={"date-time": _any_text},
        )

    def parameter(self, pointer: str) -> _Parameter:
        """Return the check of the parameter at a JSON pointer of the document."""
        pointer, entry = self.at(pointer)
        schema = f"{pointer}/schema"
        return _Parameter(
            entry["name"],
            entry["in"],
            entry.get("required", False),
            # A default may stand beside a reference, and goes before one behind it.
            {**self.at(schema)[1], **entry["schema"]}.get("default"),
            frozenset(self.types(schema)),
            self.validator(schema),
        )

    def types(self, pointer: str) -> Iterator[str]:
        """Yield the types that the schema at a JSON pointer allows."""
        pointer, schema = self.at(pointer)
        named = schema.get("type", [])
        yield from [named] if isinstance(named, str) else named
        for choice in ("anyOf", "oneOf"):
            for index in range(len(schema.get(choice, []))):
                yield from self.types(f"{pointer}/{choice}/{index}")

    def _operation(self, path: str, method: str, entry: Json) -> Operation:
        place = f"/paths/{_escape(path)}"
        shared = self.document["paths"][path].get("parameters", [])
        pointers = [f"{place}/parameters/{index}" for index in range(len(shared))]
        own = entry.get("parameters", [])
        pointers += [f"{place}/{method}/parameters/{index}" for index in range(len(own))]
        body = f"{place}/{method}/requestBody"
        media = self.at(body)[1].get("content", {}) if "requestBody" in entry else {}
        return Operation(
            id=entry["operationId"],
            method=method.upper(),
            path=path,
            secured=entry.get("security", self.document.get("security")) != [],
            takes_body=not media.keys().isdisjoint((_JSON, _FORM)),
            takes_form=_FORM in media,
            contract=self,
            parameters=pointers,
            body=body,
        )


@cache
def load_contract() -> Contract:
    """Return the contract that the generated client was made from."""
    text = files("ionworks_generated").joinpath("openapi.json").read_text(encoding="utf-8")
    return Contract(json.loads(text))


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _unescape(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")


def _convert(texts: list[str], types: frozenset[str]) -> Any:
    if "array" in types:
        return texts
    return _scalar(texts[-1], types)


def _scalar(text: str, types: frozenset[str]) -> Any:
    # What cannot be converted stays text, and the schema then says what was expected.
    if "boolean" in types and text.lower() in ("true", "false"):
        return text.lower() == "true"
    for name, convert in (("integer", int), ("number", float)):
        if name in types:
            try:
                number = convert(text)
            except ValueError:
                return text
            return text if isinstance(number, float) and not math.isfinite(number) else number
    return text


def _parsed(text: str) -> Any:
    # Text that is not JSON stays text, and the schema then says what was expected.
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _any_text(_text: str) -> bool:
    # Times are checked by their readers, which also accept ones without a zone.
    return True


def _missing(loc: list[str | int]) -> Json:
    return {"loc": loc, "msg": "Field required", "type": "missing"}


def _errors(validator: Draft202012Validator, body: Any) -> Iterator[ValidationError]:
    """Yield what is wrong with a body, each finding once.

    The library finds all that is wrong before it says the first of it, so of a large body it is
    asked for the first finding, and for those of an excerpt.
    """
    excerpt, is_whole = _excerpt(body, _MOST_VALUES)
    if is_whole:
        yield from validator.iter_errors(body)
        return
    try:
        validator.validate(body)
    except ValidationError as first:
        yield first
        for error in validator.iter_errors(excerpt):
            same = error.instance_path == first.instance_path
            if not same and not isinstance(error.kind, _OF_EXCERPTS):
                yield error


def _excerpt(value: Any, most: int) -> tuple[Any, bool]:
    """Copy the first values of a body; also return whether these are all."""
    left = most

    def copy(value: Any) -> Any:
        nonlocal left
        left -= 1
        if isinstance(value, dict):
            return {name: copy(each) for name, each in islice(value.items(), max(left, 0))}
        if isinstance(value, list):
            found: list[Any] = []
            for each in value:
                copied = copy(each)
                if left <= 0:  # the last one may be incomplete
                    break
                found.append(copied)
            return found
        return value

    return copy(value), left > 0


def _problems(error: ValidationError, start: list[str | int]) -> Iterator[Json]:
    """Yield what is wrong, down to the field when a schema offers alternatives."""
    kind = error.kind
    loc = [*start, *error.instance_path]
    if isinstance(kind, ValidationErrorKind.Required):
        yield _missing([*loc, kind.property])
        return
    if isinstance(kind, ValidationErrorKind.AnyOf | ValidationErrorKind.OneOfNotValid):
        closest = max(kind.context, key=_closeness, default=[])
        if closest and _closeness(closest) > (len(error.instance_path), False):
            for inner in closest:
                yield from _problems(inner, start)
            return
    problem: Json = {"loc": loc, "msg": _message(error), "type": kind.name}
    if _is_short(error.instance):
        problem["input"] = error.instance
    yield problem


def _is_short(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST_INPUT
    # Parts are counted first, so that a long value is not written out.
    _, is_whole = _excerpt(value, _LONGEST_INPUT)
    return is_whole and len(repr(value)) <= _LONGEST_INPUT


def _closeness(branch: list[ValidationError]) -> tuple[int, bool]:
    """Rank how well an alternative fits: errors deep inside, and not of the type, fit better."""
    depth = max(len(error.instance_path) for error in branch)
    return depth, any(not isinstance(error.kind, ValidationErrorKind.Type) for error in branch)


def _message(error: ValidationError) -> str:
    message = error.message
    if isinstance(error.kind, ValidationErrorKind.AnyOf | ValidationErrorKind.OneOfNotValid):
        # All alternatives want another type: name them.
        wanted = [e.message for branch in error.kind.context for e in branch]
        message = "; ".join(dict.fromkeys(wanted))
    return message if len(message) <= 2 * _LONGEST_INPUT else message[: 2 * _LONGEST_INPUT] + " …"
