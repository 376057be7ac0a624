"""Small contracts, which are quick to validate and to generate."""

import copy
from typing import Any


def part_of(whole: dict[str, Any], *paths: str) -> dict[str, Any]:
    """Return a contract with some of its paths and what they use."""
    contract = copy.deepcopy(whole)
    kept = {**contract, "paths": {path: contract["paths"][path] for path in paths}}
    used: set[tuple[str, str]] = set()
    found = references(kept["paths"])
    while found - used:
        used |= found
        found = set().union(*(references(contract["components"][a][b]) for a, b in used))
    kept["components"] = {
        kind: {name: each for name, each in entries.items() if (kind, name) in used}
        if kind != "securitySchemes"
        else entries
        for kind, entries in contract["components"].items()
    }
    return kept


def references(node: Any) -> set[tuple[str, str]]:
    if isinstance(node, list):
        return set().union(*map(references, node))
    if not isinstance(node, dict):
        return set()
    if isinstance(to := node.get("$ref"), str):
        return {tuple(to.removeprefix("#/components/").split("/"))}
    return set().union(*map(references, node.values()))
