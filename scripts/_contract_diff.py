"""Say what a newer contract changes for those who call the service."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from _prepare import operations

Schema = dict[str, Any]

_ANY = frozenset({"anything"})
_DEPTH = 12  # a schema may contain itself
# Which way a limit moves when it becomes tighter.
_LIMITS = {
    "minimum": 1,
    "minLength": 1,
    "minItems": 1,
    "maximum": -1,
    "maxLength": -1,
    "maxItems": -1,
}


@dataclass
class Changes:
    """The differences between two contracts, sorted by what they do to a caller.

    Attributes
    ----------
    dropped : list[str]
        Operations that are gone.
    breaking : list[str]
        What makes a call fail, or read differently, that worked before.
    added, changed : list[str]
        New operations; anything else.
    """

    dropped: list[str] = field(default_factory=list[str])
    breaking: list[str] = field(default_factory=list[str])
    added: list[str] = field(default_factory=list[str])
    changed: list[str] = field(default_factory=list[str])

    def lines(self) -> list[str]:
        """Return a report, the worst first."""
        groups = (
            ("Breaking: operations removed", self.dropped),
            ("Breaking: operations changed", self.breaking),
            ("Operations added", self.added),
            ("Operations changed", self.changed),
        )
        return [
            line
            for title, entries in groups
            if entries
            for line in (f"{title} ({len(entries)})", *(f"  {entry}" for entry in entries))
        ]


def compare(old: Schema, new: Schema) -> Changes:
    """Compare two OpenAPI documents, operation by operation.

    Parameters
    ----------
    old, new : dict
        The contract that is kept, and the newer one.

    Returns
    -------
    Changes
        An operation is known by its method and path, whatever the names in the path are.
    """
    changes = Changes()
    before, after = _by_place(old), _by_place(new)
    for place, (title, operation) in before.items():
        if place in after:
            comparison = _Comparison(title, old, new, changes)
            comparison.operation(operation, after[place][1])
        else:
            changes.dropped.append(f"{title} ({operation['operationId']})")
    for place, (title, operation) in after.items():
        if place not in before:
            changes.added.append(f"{title} ({operation.get('operationId')})")
    return changes


def _by_place(document: Schema) -> dict[tuple[str, str], tuple[str, Schema]]:
    places: dict[tuple[str, str], tuple[str, Schema]] = {}
    for path, method, operation in operations(document):
        shared = document["paths"][path].get("parameters", [])
        whole = {**operation, "parameters": [*shared, *operation.get("parameters", [])]}
        places[method, re.sub(r"\{[^}]*\}", "{}", path)] = (f"{method.upper()} {path}", whole)
    return places


class _Comparison:
    """One operation in two documents."""

    def __init__(self, title: str, old: Schema, new: Schema, changes: Changes) -> None:
        self._title, self._old, self._new, self._changes = title, old, new, changes

    def _report(self, text: str, *, breaking: bool) -> None:
        entries = self._changes.breaking if breaking else self._changes.changed
        line = f"{self._title}: {text}"
        if line not in entries:
            entries.append(line)

    def operation(self, old: Schema, new: Schema) -> None:
        """Report the differences between two forms of the operation."""
        for key in ("operationId", "tags"):  # both name the generated module
            if old.get(key) != new.get(key):
                self._report(f"{key} is {new.get(key)}, was {old.get(key)}", breaking=True)
        if new.get("deprecated") and not old.get("deprecated"):
            self._report("is deprecated", breaking=False)
        self._parameters(_parameters(old, self._old), _parameters(new, self._new))
        self._body(old.get("requestBody"), new.get("requestBody"))
        self._answers(old["responses"], new["responses"])

    def _parameters(self, old: Mapping[str, Schema], new: Mapping[str, Schema]) -> None:
        for name in old:
            if name not in new:
                self._report(f"{name} removed", breaking=True)
        for name, parameter in new.items():
            required = bool(parameter.get("required"))
            if name not in old:
                text = f"{name} added" + (", and required" if required else "")
                self._report(text, breaking=required)
                continue
            if required != bool(old[name].get("required")):
                text = f"{name} is {'now' if required else 'no longer'} required"
                self._report(text, breaking=required)
            self._schemas(name, old[name].get("schema", {}), parameter.get("schema", {}), sent=True)

    def _body(self, old: Schema | None, new: Schema | None) -> None:
        before = _resolve(old or {}, self._old)
        after = _resolve(new or {}, self._new)
        required = bool(after.get("required"))
        if required != bool(before.get("required")):
            text = f"a body is {'now' if required else 'no longer'} required"
            self._report(text, breaking=required)
        self._contents("body", before, after, sent=True)

    def _answers(self, old: Schema, new: Schema) -> None:
        for code in old:
            if code[0] not in "23":
                continue
            if code in new:
                before, after = _resolve(old[code], self._old), _resolve(new[code], self._new)
                self._contents(f"answer {code}", before, after, sent=False)
            else:
                self._report(f"answer {code} removed", breaking=False)
        for code in new:
            if code not in old:
                self._report(f"answer {code} added", breaking=code[0] in "23")

    def _contents(self, place: str, old: Schema, new: Schema, *, sent: bool) -> None:
        before, after = old.get("content", {}), new.get("content", {})
        for media in before:
            if media in after:
                was, now = before[media].get("schema", {}), after[media].get("schema", {})
                self._schemas(place, was, now, sent=sent)
            else:
                self._report(f"{place} is no longer {media}", breaking=True)
        for media in after:
            if media not in before:
                self._report(f"{place} may be {media}", breaking=not sent)

    def _schemas(self, place: str, old: Schema, new: Schema, *, sent: bool) -> None:
        """Compare two schemas; `sent` tells what a caller writes from what it reads."""
        if place.count(".") > _DEPTH:
            return
        was, now = _flat(old, self._old), _flat(new, self._new)
        self._kinds(place, was, now, sent=sent)
        self._limits(place, was, now, sent=sent)
        self._properties(place, was, now, sent=sent)
        for key in ("items", "additionalProperties"):
            if isinstance(was.get(key), dict) and isinstance(now.get(key), dict):
                self._schemas(f"{place}[]", was[key], now[key], sent=sent)

    def _kinds(self, place: str, was: Schema, now: Schema, *, sent: bool) -> None:
        for before, after in ((_kinds(was), _kinds(now)), (_words(was), _words(now))):
            if before == after:
                continue
            narrower = after != _ANY and (before == _ANY or bool(before - after))
            wider = before != _ANY and (after == _ANY or bool(after - before))
            text = f"{place} is {_spell(after)}, was {_spell(before)}"
            self._report(text, breaking=narrower if sent else wider)

    def _limits(self, place: str, was: Schema, now: Schema, *, sent: bool) -> None:
        for key, direction in _LIMITS.items():
            before, after = was.get(key), now.get(key)
            if before != after:
                tighter = after is not None and (before is None or (after - before) * direction > 0)
                text = f"{place}: {key} is {after}, was {before}"
                self._report(text, breaking=sent and tighter)
        if was.get("default") != now.get("default"):
            text = f"{place}: default is {now.get('default')}, was {was.get('default')}"
            self._report(text, breaking=False)

    def _properties(self, place: str, was: Schema, now: Schema, *, sent: bool) -> None:
        before, after = was.get("properties", {}), now.get("properties", {})
        needed, needs = set(was.get("required", ())), set(now.get("required", ()))
        for name in before:
            if name not in after:
                self._report(f"{place}.{name} removed", breaking=True)
        for name, schema in after.items():
            inside = f"{place}.{name}"
            if name not in before:
                required = sent and name in needs
                text = f"{inside} added" + (", and required" if required else "")
                self._report(text, breaking=required)
                continue
            if (name in needs) != (name in needed):
                text = f"{inside} is {'now' if name in needs else 'no longer'} required"
                self._report(text, breaking=(name in needs) == sent)
            self._schemas(inside, before[name], schema, sent=sent)


def _parameters(operation: Schema, document: Schema) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for reference in operation["parameters"]:
        parameter = _resolve(reference, document)
        # What is in the path is known by its place there: another name changes no call.
        of_path = sum(name.startswith("path") for name in found)
        in_path = parameter["in"] == "path"
        found[f"path part {of_path}" if in_path else f"{parameter['in']} {parameter['name']}"] = (
            parameter
        )
    return found


def _resolve(node: Schema, document: Schema) -> Schema:
    while "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


def _flat(schema: Schema, document: Schema) -> Schema:
    """Resolve references, merge what `allOf` joins, and fold "or null" into the type."""
    schema = _resolve(schema, document)
    merged: Schema = {k: v for k, v in schema.items() if k not in ("allOf", "anyOf")}
    for part in schema.get("allOf", ()):
        flat = _flat(part, document)
        properties: Schema = {**flat.get("properties", {}), **merged.get("properties", {})}
        required: list[str] = [*flat.get("required", ()), *merged.get("required", ())]
        merged = {**flat, **merged, "properties": properties, "required": required}
    choices = [_flat(choice, document) for choice in schema.get("anyOf", ())]
    if choices:
        real = [choice for choice in choices if choice.get("type") != "null"]
        kinds = frozenset[str]().union(*map(_kinds, choices))
        merged = {**(real[0] if len(real) == 1 else {}), **merged}
        if not kinds >= _ANY:
            merged["type"] = sorted(kinds)
    return merged


def _kinds(schema: Schema) -> frozenset[str]:
    kind: str | list[str] | None = schema.get("type")
    if kind is None:
        return _ANY
    return frozenset([kind] if isinstance(kind, str) else kind)


def _words(schema: Schema) -> frozenset[str]:
    if "const" in schema:
        return frozenset({str(schema["const"])})
    words = [str(word) for word in schema.get("enum", ()) if word is not None]
    return frozenset(words) or _ANY


def _spell(values: frozenset[str]) -> str:
    return " | ".join(sorted(values))
