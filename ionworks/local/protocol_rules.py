"""What the platform knows of UCP: the rules that are stated, and the steps that it can read.

UCP has more than is published. So a protocol can be found wrong, or be read in full; of all others
only the hosted service can tell whether they are right.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from attrs import frozen
from jsonschema_rs import Draft202012Validator, ValidationError

from ionworks._given import is_number

_NUMBER: Final = {"type": ["number", "string"]}
_MOST_PROBLEMS: Final = 5
_MODES: Final = ("C-rate", "Current", "Voltage", "Power")
_DRIVEN: Final = ("Charge", "Discharge")
_REST: Final = "Rest"
_TOP: Final = frozenset({"global", "steps"})
_RESOLUTION: Final = frozenset({"time", "voltage", "current"})
_STATES: Final = ("soc_percentage", "voltage")
_PARTS: Final = {
    **dict.fromkeys(_DRIVEN, frozenset({"mode", "value", "ends", "duration"})),
    _REST: frozenset({"ends", "duration"}),
}

# A number, or the name of an input; other expressions are left to the service.
_VALUE: Final = re.compile(
    r"""\s*(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|input\[\s*(["'])[^"']+\1\s*\])\s*"""
)
_CONDITION: Final = re.compile(rf"\s*(?:{'|'.join(_MODES)})\s*[<>]=?\s*(.+)", re.DOTALL)

_STEP: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "direction": {"type": "string", "description": "Charge, Discharge or Rest, among others."},
        "mode": {"type": "string", "description": "C-rate, Current, Voltage or Power."},
        "value": {**_NUMBER, "description": 'A number, or input["name"].'},
        "duration": _NUMBER,
        "ends": {
            "type": "array",
            "items": {
                "anyOf": [{"type": "string"}, {"type": "object", "required": ["variable", "value"]}]
            },
            "description": "Conditions: `Voltage > 4.2`, or `variable` and `value` of each.",
        },
    },
}

SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Universal cycler protocol",
    "type": "object",
    "required": ["steps"],
    "properties": {
        "global": {
            "type": ["object", "null"],
            "properties": {
                "initial_soc": {**_NUMBER, "description": "0 to 1."},
                "temperature": {**_NUMBER, "description": "In degC."},
                "initial_temperature": {**_NUMBER, "description": "In degC."},
                "initial_state_type": {
                    "type": "string",
                    "description": "What `initial_state_value` is: soc_percentage (in %) or "
                    "voltage (in V).",
                    "anyOf": [{"enum": list(_STATES)}, {"pattern": r"input\["}],
                },
                "initial_state_value": _NUMBER,
                "resolution": {"type": "object"},
            },
            "if": {
                "properties": {"initial_state_type": {"const": _STATES[0]}},
                "required": ["initial_state_type"],
            },
            "then": {"properties": {"initial_state_value": {"minimum": 0, "maximum": 100}}},
        },
        "steps": {
            "type": "array",
            "description": "Each has its `direction` beside its parts, or as the key of them.",
            "items": {
                **_STEP,
                "properties": {**_STEP["properties"], **dict.fromkeys(_PARTS, _STEP)},
            },
        },
    },
}
"""The rules that are stated, as a JSON Schema. What it allows may still be wrong."""


@frozen
class UnknownError(Exception):
    """A protocol has something that only the hosted service knows.

    Attributes
    ----------
    what : str
        What it is, and where.
    """

    what: str


@frozen
class Step:
    """A step that could be read.

    Attributes
    ----------
    direction : str
        ``"Charge"``, ``"Discharge"`` or ``"Rest"``.
    mode : str or None
        What is held; None while the cell rests.
    value : object
        At which value, a number or an input.
    ends : tuple of str
        The conditions to end, of which one is enough.
    duration : object
        How long at most, if that is said.
    """

    direction: str
    mode: str | None
    value: Any
    ends: tuple[str, ...]
    duration: Any

    def __str__(self) -> str:
        """Say it in a line."""
        held = f" at {self.mode} {self.value}" if self.mode else ""
        until = f" until {' or '.join(self.ends)}" if self.ends else ""
        after = "" if self.duration is None else f" for a duration of {self.duration}"
        return f"{self.direction}{held}{until}{after}"


def problems(protocol: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a protocol, each with its place; empty if no rule is broken."""
    found = (
        f"{_place(error.instance_path)}: {_inner(error)}"
        for error in _validator().iter_errors(protocol)
    )
    return [problem for problem, _ in zip(found, range(_MOST_PROBLEMS), strict=False)]


def read(protocol: Mapping[str, Any]) -> list[Step]:
    """Read the steps of a protocol that breaks no rule.

    Raises
    ------
    UnknownError
        It has something that is not known here, or does not say something that is needed.
    """
    _require_known(protocol, _TOP, "the protocol")
    settings = protocol.get("global") or {}
    _require_known(settings, SCHEMA["properties"]["global"]["properties"], "global")
    _require_known(settings.get("resolution", {}), _RESOLUTION, "global.resolution")
    for name, value in _settings(settings):
        if value not in _STATES:
            _require_value(value, f"global.{name}")
    if not protocol["steps"]:
        raise UnknownError("a protocol without steps")
    return [_step(step, f"steps[{place}]") for place, step in enumerate(protocol["steps"])]


def has_c_rates(protocol: Mapping[str, Any]) -> bool:
    """Tell whether a step of a protocol that breaks no rule is driven by a C-rate."""
    return any(
        part.get("mode") == _MODES[0]
        for step in protocol["steps"]
        for part in (step, *step.values())
        if isinstance(part, Mapping)
    )


def _settings(settings: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in settings.items():
        if name == "resolution":
            yield from ((f"resolution.{inner}", each) for inner, each in value.items())
        else:
            yield name, value


def _step(step: Mapping[str, Any], place: str) -> Step:
    if "direction" in step:
        direction, parts = step["direction"], {k: v for k, v in step.items() if k != "direction"}
    elif len(step) == 1:
        ((direction, parts),) = step.items()
    else:
        raise UnknownError(f"{place}, which has no direction")
    if direction not in _PARTS:
        raise UnknownError(f"{direction!r} of {place}")
    _require_known(parts, _PARTS[direction], place)
    mode, value, duration = (parts.get(name) for name in ("mode", "value", "duration"))
    if direction in _DRIVEN:
        if mode not in _MODES:
            raise UnknownError(f"the mode {mode!r} of {place}")
        _require_value(value, f"the value of {place}")
    if duration is not None:
        _require_value(duration, f"the duration of {place}")
    ends = tuple(_condition(end, place) for end in parts.get("ends", ()))
    if duration is None and not ends:
        raise UnknownError(f"{place}, which does not say when it ends")
    return Step(direction, mode, value, ends, duration)


def _condition(end: str | Mapping[str, Any], place: str) -> str:
    if isinstance(end, str):
        found = _CONDITION.fullmatch(end)
        if found is None or _VALUE.fullmatch(found[1]) is None:
            raise UnknownError(f"the end {end!r} of {place}")
        return end.strip()
    if end.keys() != {"variable", "value"} or end["variable"] not in _MODES:
        raise UnknownError(f"the end {dict(end)!r} of {place}")
    _require_value(end["value"], f"the value of an end of {place}")
    return f"{end['variable']} reaches {end['value']}"


def _require_known(parts: Mapping[str, Any], known: Any, place: str) -> None:
    for name in parts:
        if name not in known:
            raise UnknownError(f"{name!r} in {place}")


def _require_value(value: Any, place: str) -> None:
    if not is_number(value) and not (isinstance(value, str) and _VALUE.fullmatch(value)):
        raise UnknownError(f"{value!r} as {place}")


def _place(path: list[str | int]) -> str:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return place.removeprefix(".") or "the protocol"


def _inner(error: ValidationError) -> str:
    return error.message if len(error.message) < 200 else f"it is no {error.kind.name}"


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(SCHEMA)
