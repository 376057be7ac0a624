"""Compare the public surface of the official client with that of this package.

A call that is valid on the official client has to be valid on ours: names, positions, keywords.
Each environment describes the client that it has; nothing is sent::

    python tests/interop/surface.py --write official.json    # where the official client is
    python tests/interop/surface.py --against official.json  # where this package is

It prints how much is there, and fails on a difference that is not explained below.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from pathlib import Path
from typing import Any

import ionworks

EXPLAINED: dict[str, str] = {
    # What a user of 0.38.0 has to know is on the page docs/official-client.md as well.
}
"""Differences by call or name, each with its reason."""

Parameters = list[list[str]]
_BY_POSITION = ("POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD")


def described() -> dict[str, Any]:
    """Describe the client of this environment."""
    client = ionworks.Ionworks(api_key="key", api_url="http://127.0.0.1:9")
    calls = {f"Ionworks.{name}": shape for name, shape in _calls(client).items()}
    calls["Ionworks.__init__"] = _shape(ionworks.Ionworks)
    for name in dir(client):
        part = None if name.startswith("_") else getattr(client, name)
        is_part = type(part).__module__.split(".")[0] == "ionworks" and not callable(part)
        if is_part and name != "measurement":  # another name of `cell_measurement`
            calls |= {f"{name}.{call}": shape for call, shape in _calls(part).items()}
    calls |= {f"Navigator.{name}": shape for name, shape in _calls(ionworks.Navigator).items()}
    calls["Navigator.__init__"] = _shape(ionworks.Navigator)
    exported = {name: getattr(ionworks, name) for name in dir(ionworks) if not name.startswith("_")}
    exported = {name: value for name, value in exported.items() if not inspect.ismodule(value)}
    calls |= {
        f"ionworks.{name}": _shape(value)
        for name, value in exported.items()
        if inspect.isfunction(value)
    }
    return {
        "calls": calls,
        "names": {name: _members(value) for name, value in sorted(exported.items())},
    }


def _calls(thing: Any) -> dict[str, Parameters]:
    kind = thing if inspect.isclass(thing) else type(thing)
    found = {}
    for name in dir(thing):
        if name.startswith("_") or isinstance(inspect.getattr_static(kind, name, None), property):
            continue
        value = getattr(thing, name)
        if inspect.isroutine(value):
            found[name] = _shape(value)
    return found


def _shape(call: Any) -> Parameters:
    return [
        [name, each.kind.name, "required" if each.default is each.empty else repr(each.default)]
        for name, each in inspect.signature(call).parameters.items()
        if name not in ("self", "cls")
    ]


def _members(value: Any) -> list[str]:
    """Name the fields of a record, or the words of an enumeration."""
    if not inspect.isclass(value):
        return []
    if hasattr(value, "__members__"):
        return sorted(f"{name}={member.value}" for name, member in value.__members__.items())
    fields = getattr(value, "model_fields", None) or getattr(value, "_fields", None)
    if fields:
        return sorted(fields)
    # Other classes: what they annotate, and their properties.
    own = [vars(kind) for kind in value.__mro__ if kind.__module__.partition(".")[0] == "ionworks"]
    stated = {name for members in own for name in members.get("__annotations__", ())}
    read = {name for members in own for name, one in members.items() if isinstance(one, property)}
    return sorted(name for name in stated | read if not name.startswith("_"))


def faults(theirs: Parameters, ours: Parameters) -> list[str]:
    """Say which calls that are valid by `theirs` are not valid by `ours`."""
    kinds = {kind for _, kind, _ in ours}
    places = {name: place for place, (name, _, _) in enumerate(ours)}
    found = []
    for place, (name, kind, _) in enumerate(theirs):
        if kind.startswith("VAR_"):
            continue
        if name not in places:
            if "VAR_KEYWORD" not in kinds:
                found.append(f"has no {name}")
        elif kind in _BY_POSITION and "VAR_POSITIONAL" not in kinds:
            if ours[places[name]][1] not in _BY_POSITION:
                found.append(f"takes {name} by name only")
            elif places[name] != place:
                found.append(f"takes {name} at {places[name] + 1}, not at {place + 1}")
    required = {name for name, _, default in theirs if default == "required"}
    found += [
        f"needs {name}"
        for name, kind, default in ours
        if default == "required" and not kind.startswith("VAR_") and name not in required
    ]
    return found


def differences(theirs: dict[str, Any], ours: dict[str, Any]) -> dict[str, str]:
    """Say of each call and each name what is not as in the official client."""
    found = {}
    for name, shape in theirs["calls"].items():
        mine = ours["calls"].get(name)
        if wrong := ["is missing"] if mine is None else faults(shape, mine):
            found[name] = "; ".join(wrong)
    for name, members in theirs["names"].items():
        if name not in ours["names"]:
            found[f"name {name}"] = "is missing"
        elif lacking := sorted({*members} - {*ours["names"][name]}):
            found[f"name {name}"] = f"lacks {', '.join(lacking)}"
    return found


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", type=Path, help="where to write the description of this client")
    parser.add_argument("--against", type=Path, help="the description of the official client")
    given = parser.parse_args()
    ours = described()
    if given.write:
        given.write.write_text(json.dumps(ours, indent=1), "utf-8")
    if not given.against:
        return 0
    theirs = json.loads(given.against.read_text("utf-8"))
    found = differences(theirs, ours)
    for name, what in found.items():
        print(f"{name} {what}: {EXPLAINED.get(name, 'NOT EXPLAINED')}")
    gone = [name for name in EXPLAINED if name not in found]
    for name in gone:
        print(f"{name} is explained, and is no difference")
    names, calls = len(theirs["names"]), len(theirs["calls"])
    of_names = [name for name, what in found.items() if name.startswith("name ")]
    missing = [name for name in of_names if found[name] == "is missing"]
    right = calls - len(found) + len(of_names)
    print(f"{right} of {calls} calls; {names - len(missing)} of {names} names")
    return int(bool(gone or found.keys() - EXPLAINED.keys()))


if __name__ == "__main__":
    sys.exit(main())
