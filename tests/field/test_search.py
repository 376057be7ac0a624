"""The search of the platform finds what the contract says, counts all of it and pages through it.

The contract: `q` anywhere in a name, or words that begin with it in free text, whatever the case;
hits in names come first within a kind; `total` is all that match.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from ionworks_generated.api.search import search

KINDS = ["project", "cell_specification", "cell_instance", "cell_measurement", "pipeline"]


def find(do: Any, q: str, **query: Any) -> dict[str, Any]:
    """Search through the client of either face."""

    def act(client: Any) -> Any:
        if hasattr(client, "_async"):
            return search.sync(client=client.api, q=q, **query)
        return search.asyncio(client=client.api, q=q, **query)

    found: dict[str, Any] = json.loads(json.dumps(do(act).to_dict()))
    return found


@pytest.fixture
def stored(do: Any, connection: dict[str, Any]) -> str:
    """Eight cells with a word in the name, three with one in the notes; give the word."""
    word = "q" + connection["project_id"].replace("-", "")
    spec = do(lambda client: client.cell_spec.create({"name": "S", "notes": f"Of {word}ish kind"}))
    for number in range(8):
        data = {"name": f"{number} {word.upper()}"}
        do(lambda client, data=data: client.cell_instance.create(spec, data))
    for number in range(3):
        data = {"name": f"0{number}", "notes": f"see ({word}-{number}), twice"}
        do(lambda client, data=data: client.cell_instance.create(spec, data))
    return word


def test_all_that_match_are_counted_and_reached(do: Any, stored: str) -> None:
    kinds = ["cell_instance"]
    first = find(do, stored, entity_types=kinds)
    assert (len(first["results"]), first["total"]) == (5, 11)
    second = find(do, stored, entity_types=kinds, offset=5)
    third = find(do, stored, entity_types=kinds, offset=10)
    names = [one["name"] for page in (first, second, third) for one in page["results"]]
    # Names first, in order; then free text.
    assert names == [f"{n} {stored.upper()}" for n in range(8)] + ["00", "01", "02"]
    assert find(do, stored, entity_types=kinds, offset=11)["results"] == []
    everything = find(do, stored, entity_types=kinds, per_type=20, limit=100)
    assert [one["name"] for one in everything["results"]] == names
    assert (
        find(do, stored, entity_types=kinds, per_type=20, limit=3, offset=2)["results"]
        == (everything["results"][2:5])
    )


def test_a_walk_over_kinds_comes_to_each_result_once(do: Any, stored: str) -> None:
    for limit, per_type in ((25, 5), (4, 5), (7, 2), (100, 20)):
        found: list[Any] = []
        while True:
            page = find(do, stored, limit=limit, per_type=per_type, offset=len(found))
            assert page["total"] == 12
            if not page["results"]:
                break
            kinds = Counter(one["entity_type"] for one in page["results"])
            assert max(kinds.values()) <= per_type
            assert len(page["results"]) <= limit
            found += page["results"]
        assert len({one["id"] for one in found}) == len(found) == 12


def test_free_text_of_every_kind_is_looked_into(do: Any, connection: dict[str, Any]) -> None:
    word = "z" + connection["project_id"].replace("-", "")
    text = f"An entry, {word}.Suffix"
    do(lambda client: client.project.update(connection["project_id"], {"description": text}))
    spec = do(lambda client: client.cell_spec.create({"name": "S", "notes": text}))
    cell = do(lambda client: client.cell_instance.create(spec, {"name": "C", "batch": text}))
    do(
        lambda client: client.cell_measurement.create_properties(
            cell, name="M", properties={}, notes=text
        )
    )
    elements = {"known": {"element_type": "entry", "values": {"a": 1}}}
    config = {"name": "P", "description": text, "elements": elements}
    do(lambda client: client.pipeline.create(config))
    for q in (word.upper(), word[:9], f"suffix {word}", f"entry, {word}"):
        found = find(do, q)
        assert [one["entity_type"] for one in found["results"]] == KINDS
        assert found["total"] == 5
    for q in (word[1:], f"{word} absent", f"n {word}"):  # no word begins so
        assert find(do, q)["total"] == 0
    inside = find(do, word, project_id=connection["project_id"])
    assert inside["total"] == 5
    elsewhere = find(do, word, project_id="another")
    assert [one["entity_type"] for one in elsewhere["results"]] == ["project"]
    assert find(do, "%%", entity_types=["cell_instance"])["total"] == 0
    assert find(do, word, entity_types=["study"]) == {
        **found,
        "results": [],
        "query": word,
        "total": 0,
    }
