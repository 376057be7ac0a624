"""Protocols in UCP, the text form of a cycler protocol: YAML, read with bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

CONTENT: Final = ("protocol_config", "parameters_schema", "source_protocol")
"""The fields of a record that hold the protocol itself: they do not change, and may be large."""

MAX_DEPTH = 60
"""Deepest nesting of a protocol."""

MAX_REPEATED = 10_000
"""Most lists and mappings that a protocol repeats by YAML aliases."""

_INPUT = re.compile(r"""\binput\[\s*(["'])(.+?)\1\s*\]""")


def parse(text: str) -> dict[str, Any]:
    """Read a protocol.

    Parameters
    ----------
    text : str
        The protocol in UCP, as YAML. JSON is YAML too.

    Raises
    ------
    ValueError
        It is no YAML, or no mapping, or it is nested too deep or too large. The message gives the
        place.
    """
    import yaml

    loader = _loader()
    try:
        _check_depth(yaml.parse(text, Loader=loader))
        found = yaml.load(text, Loader=loader)  # noqa: S506 - it is a safe one
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise ValueError(f"the protocol is no YAML: {place}{problem.problem}") from None
    except (yaml.YAMLError, UnicodeError) as problem:  # of a character that YAML does not allow
        raise ValueError(f"the protocol is no YAML: {_first_line(problem)}") from None
    if not isinstance(found, dict):
        what = "empty" if found is None else f"a {type(found).__name__}"
        raise ValueError(f"a protocol is a mapping with `steps`, and this is {what}")
    for place, key in _keys(found):
        if not isinstance(key, str):
            raise ValueError(f"the key {key!r} {place} is no text; write it in quotes")
    return found


def input_references(protocol: Mapping[str, Any]) -> list[str]:
    """List the inputs that a protocol leaves open as ``input["<name>"]``.

    Parameters
    ----------
    protocol : mapping
        The content, see `parse`.

    Returns
    -------
    list of str
        Each name once, in the order of the protocol.

    Examples
    --------
    >>> input_references({"steps": [{"value": "input['C-rate'] / 2"}]})
    ['C-rate']
    """
    found: dict[str, None] = {}
    for value in _values(protocol):
        if isinstance(value, str):
            found.update(dict.fromkeys(name for _, name in _INPUT.findall(value)))
    return list(found)


@cache
def _loader() -> Any:
    """Return a safe loader of what JSON has too; a date stays text, as it was written."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in forms if not tag.endswith(":timestamp")]
        for first, forms in Loader.yaml_implicit_resolvers.items()
    }
    Loader.yaml_constructors = {
        tag: build
        for tag, build in Loader.yaml_constructors.items()
        if tag is None or tag.rpartition(":")[2] in _KINDS
    }
    return Loader


_KINDS = ("null", "bool", "int", "float", "str", "seq", "map")


def _check_depth(events: Iterator[Any]) -> None:
    """Refuse what is nested too deep before it is built, which is recursive."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        depth += (kind in _STARTS) - (kind in _ENDS)
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1
            raise ValueError(f"the protocol is nested more than {MAX_DEPTH} deep in line {line}")


_STARTS = ("MappingStartEvent", "SequenceStartEvent")
_ENDS = ("MappingEndEvent", "SequenceEndEvent")


def _values(whole: Any) -> Iterator[Any]:
    """Yield all values in a protocol, in its order.

    Raises
    ------
    ValueError
        Too many are repeated, or a value contains itself.
    """
    waiting = [whole]
    seen: set[int] = set()
    repeated = 0
    while waiting:
        value = waiting.pop()
        yield value
        if not isinstance(value, Mapping | list | tuple):
            continue
        repeated += id(value) in seen
        seen.add(id(value))
        if repeated > MAX_REPEATED:
            raise ValueError(
                f"the protocol repeats more than {MAX_REPEATED:,} values, or contains itself"
            )
        inner = value.values() if isinstance(value, Mapping) else value
        waiting.extend(reversed(list(inner)))


def _keys(whole: Any) -> Iterator[tuple[str, Any]]:
    for value in _values(whole):
        if isinstance(value, Mapping):
            for key in value:
                yield f"beside {', '.join(map(repr, list(value)[:3]))}", key


def _first_line(problem: Exception) -> str:
    return str(problem).partition("\n")[0]
