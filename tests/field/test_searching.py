"""`client.search`, and the old all-in-one read of a measurement."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ionworks.errors import RequestValidationError
from ionworks.local.contract import load_contract
from ionworks.local.server import Platform
from ionworks.resources.search import _KINDS


def test_a_search_gives_a_page_and_a_walk(do: Any, connection: Any) -> None:
    word = f"q{connection['project_id'].replace('-', '')}"
    spec = do(
        lambda client: client.cell_spec.create(
            {"name": f"{word} spec", "anode": {"material": {"name": f"{word} graphite"}}}
        )
    )
    for number in range(7):
        do(lambda client, n=number: client.cell_instance.create(spec.id, {"name": f"{word} {n}"}))
    page = do(lambda client: client.search.query(word.upper()))
    assert (len(page), page.total, page.query) == (7, 9, word.upper())
    assert (page.limit, page.offset) == (25, 0)
    assert [one.entity_type for one in page] == ["cell_specification"] + ["cell_instance"] * 5 + [
        "material"
    ]
    assert page.results == list(page)
    cells = do(
        lambda client: client.search.query(
            word, limit=2, offset=5, per_type=20, entity_types={"cell_instance"}
        )
    )
    assert [one.name for one in cells] == [f"{word} 5", f"{word} 6"]
    assert {one.parent_id for one in cells} == {spec.id}
    nowhere = do(lambda client: client.search.query(word, entity_types=[]))
    assert (nowhere.results, nowhere.total, nowhere.query) == ([], 0, word)
    found: list[Any] = []

    def walk(client: Any) -> Any:
        pages = client.search.iter(word, per_type=3)
        if hasattr(pages, "__iter__"):
            return found.extend(pages)

        async def main() -> None:
            found.extend([one async for one in pages])

        return main()

    do(walk)
    assert len(found) == len({one.id for one in found}) == 9


@pytest.mark.parametrize("wrong", ["", "a", "  ", " a "])
def test_a_short_text_is_refused_before_a_request(do: Any, wrong: str) -> None:
    with pytest.raises(RequestValidationError, match="2 characters"):
        do(lambda client: client.search.query(wrong), api_url="http://127.0.0.1:9")


def test_an_old_read_has_parents_and_tables(platform: Platform, client: Any) -> None:
    spec = client.cell_spec.create({"name": "S"})
    cell = client.cell_instance.create(spec, {"name": "C"})
    series = {
        "Time [s]": [0.0, 60.0, 120.0],
        "Voltage [V]": [4.1, 4.0, 3.9],
        "Current [A]": [5.0, 5.0, 5.0],
        "Step count": [0, 0, 0],
    }
    made = client.cell_measurement.create(
        cell, {"measurement": {"name": "m"}, "time_series": series}
    )
    other = client.cell_measurement.create_properties(cell, "p", {})

    def read(identifier: str, **query: Any) -> httpx.Response:
        return httpx.get(
            f"{platform.url}/cell_measurements/{identifier}/detail",
            params=query,
            headers={"X-API-Key": platform.api_key},
        )

    whole = read(made.id).json()
    assert (whole["id"], whole["instance"]["id"]) == (made.id, cell.id)
    assert whole["specification"]["id"] == spec.id
    assert whole["time_series"]["Voltage [V]"] == [4.1, 4.0, 3.9]
    assert len(whole["steps"]["Step type"]) == 1
    part = read(made.id, x_min=60, x_max=100, include_steps=False).json()
    assert part["time_series"]["Voltage [V]"] == [4.0]
    assert "steps" not in part
    by_voltage = read(made.id, x_max=4.0, x_column="Voltage [V]").json()
    assert by_voltage["time_series"]["Time [s]"] == [60.0, 120.0]
    assert read(made.id, x_min=0, x_column="none").status_code == 400
    bare = read(made.id, include_steps=False, include_time_series=False).json()
    assert "time_series" not in bare
    assert read(other.id).json()["measurement_type"] == "properties"
    assert read("nowhere").status_code == 404


def test_every_kind_that_the_contract_names_is_found(do: Any, connection: Any) -> None:
    project = connection["project_id"]
    word = f"k{project.replace('-', '')}"
    named = {"name": f"a {word}"}
    entry = {"element_type": "entry", "values": {"a": 1}}
    material = {"anode": {"material": named}}

    do(lambda client: client.project.update(project, {"name": word}))
    spec = do(lambda client: client.cell_spec.create({**named, **material}))
    cell = do(lambda client: client.cell_instance.create(spec, named))
    do(lambda client: client.cell_measurement.create_properties(cell, properties={}, **named))
    model = do(lambda client: client.model.create({**named, "config": {"type": "SPM"}}))
    of_model = {**named, "model_id": model.id}
    do(lambda client: client.parameterized_model.create(spec.id, of_model))
    do(lambda client: client.protocol.create(named["name"], {"steps": []}))
    do(lambda client: client.study.create(named))
    do(lambda client: client.optimization.create_template(named))
    do(lambda client: client.optimization.run({**named, "config": {}}))
    do(lambda client: client.pipeline.create({**named, "elements": {"known": entry}}))
    wanted = set(_known_kinds())
    found = do(lambda client: client.search.query(word, limit=100))
    assert {one.entity_type for one in found} == wanted
    assert found.total == len(wanted)
    for kind in wanted:
        (one,) = do(lambda client, kind=kind: client.search.query(word, entity_types=[kind]))
        assert (one.entity_type, word in one.name) == (kind, True)


def _known_kinds() -> list[str]:
    parameters = load_contract().document["paths"]["/search"]["get"]["parameters"]
    (kinds,) = (one["schema"] for one in parameters if one["name"] == "entity_types")
    found: list[str] = kinds["items"]["x-known-values"]
    return found


def test_a_protocol_is_found_by_the_words_that_describe_it(do: Any, connection: Any) -> None:
    word = f"d{connection['project_id'].replace('-', '')}"
    saved = do(
        lambda client: client.protocol.create("GITT", {"steps": []}, description=f"For {word} 1")
    )
    (one,) = do(lambda client: client.search.query(word, project_id=connection["project_id"]))
    assert (one.id, one.entity_type, one.name) == (saved.id, "experiment_template", "GITT")
    assert one.project_id == connection["project_id"]
    assert not do(lambda client: client.search.query(word, project_id="another"))


def test_what_has_no_name_is_found_by_its_description(do: Any, connection: Any) -> None:
    word = f"n{connection['project_id'].replace('-', '')}"
    run = do(lambda client: client.optimization.run({"config": {}, "description": word}))
    (one,) = do(lambda client: client.search.query(word))
    assert (one.id, one.name) == (run.id, "")


def test_a_kind_that_is_not_known_is_warned_of(do: Any) -> None:
    assert list(_KINDS) == _known_kinds()
    with pytest.warns(UserWarning, match="'cell_spec' is no kind .* mean 'cell_specification'"):
        assert do(lambda client: client.search.query("any", entity_types=["cell_spec"])) == []
