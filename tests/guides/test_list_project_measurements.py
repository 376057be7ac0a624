"""The API page "List cell measurements for a project with full spec/instance data"."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from guides.blocks import Block, Page
from guides.samples import PNG, described

from ionworks import Ionworks

PAGE = Page("list-project-measurements")
COUNT = 26  # one more than a page has


@pytest.fixture(scope="module")
def library(address: dict[str, Any], project: str, tmp_path_factory: Any) -> dict[str, Any]:
    """Two cells of two types with measurements of every kind, more than a page of them."""
    photo = tmp_path_factory.mktemp("files") / "photo.png"
    photo.write_bytes(PNG)
    anodes, cathodes = ("Graphite", "Silicon"), ("NCM622", "LFP")
    with Ionworks(**address, project_id=project) as client:
        cells = []
        for name, anode, cathode in zip(("Coin", "Pouch"), anodes, cathodes, strict=True):
            spec = client.cell_spec.create(
                {
                    "name": f"{name} type",
                    "anode": {"material": {"name": anode, "manufacturer": "A"}},
                    "cathode": {"material": {"name": cathode, "manufacturer": "C"}},
                }
            )
            cells.append(client.cell_instance.create(spec.id, {"name": f"{name} cell"}))
        coin, pouch = cells
        made = [
            client.cell_measurement.create(
                coin.id,
                described(
                    "series",
                    start_time="2026-02-10T00:00:00Z",
                    notes="b",
                    test_setup={"cycler": "Arbin"},
                ),
            ).measurement,
            client.cell_measurement.create_file(
                pouch.id,
                name="file",
                filepaths=[photo],
                start_time="2026-02-20T00:00:00Z",
                notes="a",
                test_setup={"cycler": "Biologic"},
            ).measurement,
            *(
                client.cell_measurement.create_properties(
                    pouch.id, name=f"weight {number:02}", properties={"weight": 1}
                )
                for number in range(COUNT - 2)
            ),
        ]
        changed = client.cell_measurement.update(made[0].id, {"notes": "b, changed"})
    return {"coin": coin, "pouch": pouch, "made": [changed, *made[1:]], "photo": photo}


@pytest.fixture
def ask(http: httpx.Client, project: str, library: Any) -> Any:
    """Send the request of the page; give the answer."""

    def ask(**query: Any) -> dict[str, Any]:
        answer = http.get(f"/cell_measurements/by-project/{project}", params=query)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        assert found["count"] == len(found["items"])
        return found

    return ask


def names(page: dict[str, Any]) -> list[str]:
    return [item["name"] for item in page["items"]]


class TestRequest:
    @PAGE.block("Request")
    def test_get(self, block: Block, http: httpx.Client, project: str, library: Any) -> None:
        words = block.text.replace("\\\n", "").split()
        assert words[:2] == ["curl", "--request"]
        url = words[-1].replace("https://api.ionworks.com", "").format(project_id=project)
        assert http.request(words[2], url).json()["total"] == COUNT

    def test_each_measurement_has_its_specification_and_cell(self, ask: Any, library: Any) -> None:
        (item,) = ask(name="series")["items"]
        assert item["instance"]["id"] == library["coin"].id
        assert item["instance"]["name"] == "Coin cell"
        assert item["specification"]["name"] == "Coin type"
        assert item["specification"]["anode"]["material"]["name"] == "Graphite"
        assert item["cell_instance_id"] == library["coin"].id

    def test_a_project_is_required(self, http: httpx.Client) -> None:
        assert http.get("/cell_measurements/by-project/no-such-project").status_code == 404


class TestQueryParameters:
    @pytest.mark.parametrize(("kind", "total"), [("time_series", 1), ("file", 1)])
    def test_measurement_type(self, ask: Any, kind: str, total: int) -> None:
        found = ask(measurement_type=kind)
        assert found["total"] == total
        assert {item["measurement_type"] for item in found["items"]} == {kind}
        assert ask(measurement_type="properties")["total"] == COUNT - 2

    def test_limit_is_25_unless_given(self, ask: Any) -> None:
        assert (ask()["count"], ask()["total"]) == (25, COUNT)
        assert ask(limit=1)["count"] == 1
        assert ask(limit=1000)["count"] == COUNT

    def test_offset_is_0_unless_given(self, ask: Any) -> None:
        everything = names(ask(limit=1000))
        assert names(ask(limit=3)) == names(ask(limit=3, offset=0)) == everything[:3]
        assert names(ask(limit=3, offset=24)) == everything[24:]
        assert names(ask(offset=COUNT)) == []

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"name": "series"}, ["series"]),
            ({"name": "ilike.%SERI%"}, ["series"]),
            ({"spec_name": "Coin type"}, ["series"]),
            ({"spec_name": "no such"}, []),
            ({"instance_name": "Coin cell"}, ["series"]),
            ({"spec_anode": "Graphite"}, ["series"]),
            ({"spec_anode": "NCM622"}, []),
            ({"spec_cathode": "NCM622"}, ["series"]),
            ({"start_time": "2026-02-10T00:00:00Z"}, ["series"]),
            ({"start_time_gt": "2026-02-15T00:00:00Z"}, ["file"]),
            ({"start_time_lt": "2026-02-15T00:00:00Z"}, ["series"]),
            ({"created_by_email": "ilike.%nobody%"}, []),
        ],
    )
    def test_filters(self, ask: Any, query: dict[str, str], expected: list[str]) -> None:
        found = ask(**query)
        assert (names(found), found["total"]) == (expected, len(expected))

    def test_filters_by_id(self, ask: Any, library: Any) -> None:
        coin = library["coin"]
        assert names(ask(cell_instance_id=coin.id)) == ["series"]
        assert names(ask(spec_id=coin.cell_specification_id)) == ["series"]

    def test_filters_by_creator(self, ask: Any, library: Any) -> None:
        email = library["made"][0].created_by_email
        assert ask(created_by_email=email)["total"] == COUNT

    @pytest.mark.parametrize("field", ["created_at", "updated_at"])
    def test_filters_by_date(self, ask: Any, library: Any, field: str) -> None:
        moments = sorted(getattr(record, field) for record in library["made"])
        early, late = moments[0], moments[-1]
        assert ask(**{field: early.isoformat()})["total"] == 1
        assert ask(**{f"{field}_gt": early.isoformat(), "limit": 1})["total"] in (COUNT - 1, COUNT)
        assert ask(**{f"{field}_gt": "2999-01-01T00:00:00Z"})["total"] == 0
        assert ask(**{f"{field}_lt": late.isoformat(), "limit": 1})["total"] in (COUNT - 1, COUNT)
        assert ask(**{f"{field}_lt": "2000-01-01T00:00:00Z"})["total"] == 0

    @pytest.mark.parametrize(
        "column",
        [
            "name",
            "created_at",
            "updated_at",
            "start_time",
            "cell_instance_id",
            "step_labels_validated",
            "cycler",
            "notes",
        ],
    )
    def test_order_by(self, ask: Any, column: str) -> None:
        def values(order: str) -> list[Any]:
            items = ask(order_by=column, order=order, limit=1000)["items"]
            assert len(items) == COUNT
            found = [(item["test_setup"] or {}) if column == "cycler" else item for item in items]
            return [value for one in found if (value := one.get(column)) is not None]

        assert values("asc") == sorted(values("asc"))
        assert values("desc") == sorted(values("desc"), reverse=True)

    def test_the_newest_come_first_unless_told(self, ask: Any) -> None:
        assert names(ask()) == names(ask(order_by="created_at", order="desc"))
        assert names(ask(limit=1000))[-1] == "series"


class TestValidationError:
    @PAGE.block("Validation error")
    @pytest.mark.parametrize(
        ("parameter", "value"),
        [
            ("limit", "0"),
            ("limit", "1001"),
            ("limit", "many"),
            ("offset", "-1"),
            ("measurement_type", "movie"),
            ("order_by", "colour"),
            ("order", "up"),
            ("created_at_gt", "yesterday"),
        ],
    )
    def test_it_names_the_field(
        self, block: Block, http: httpx.Client, project: str, parameter: str, value: str
    ) -> None:
        answer = http.get(f"/cell_measurements/by-project/{project}", params={parameter: value})
        assert answer.status_code == 422
        (printed,) = block.json()["detail"]
        (problem,) = answer.json()["detail"]
        assert {"loc", "msg", "type"} <= set(problem) <= set(printed)
        assert problem["loc"] == ["query", parameter]
        assert problem["msg"]
        assert problem["type"]


def test_every_block_of_the_page_is_proven() -> None:
    assert PAGE.unproven() == []
