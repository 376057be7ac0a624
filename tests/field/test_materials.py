"""Materials and their property datasets: tables with files, kept in storage."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
from support.scripted import Reply, scripted

from ionworks.errors import BadRequestError, ConflictError, IonworksError, NotFoundError
from ionworks.local.checking import check
from ionworks.local.server import Platform
from ionworks.records import ColumnSpec

CURVE = {
    "Electrolyte concentration [mol.m-3]": [200, 1000.5, 2000],
    "Electrolyte conductivity [ S.m-1 ]": [0.5, None, 0.7],
    "note": ["a", "2.5", " 3 "],
}
COLUMNS = [
    {"name": "Electrolyte concentration", "unit": "mol.m-3", "source_column_index": 0},
    {"name": "Electrolyte conductivity", "unit": "S.m-1", "source_column_index": 1},
    {"name": "note", "unit": "", "source_column_index": 2},
]


@pytest.fixture
def material(do: Any) -> Any:
    return do(lambda client: client.material.create({"name": "LP57", "manufacturer": "Gotion"}))


@pytest.fixture
def dataset(do: Any, material: Any) -> Any:
    return do(lambda client: client.material_property_dataset.create(material, "Curve", CURVE))


def stored(platform: Platform, dataset: Any) -> list[str]:
    folder = platform.data / "objects" / "property_datasets" / dataset.id
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_table_is_stored_with_its_units(
    do: Any, platform: Platform, connection: Any, material: Any, dataset: Any
) -> None:
    assert (dataset.name, dataset.material_id) == ("Curve", material.id)
    assert dataset.project_id == connection["project_id"]
    assert dataset.columns == COLUMNS
    assert (dataset.columns[1].name, dataset.columns[1].unit) == (
        "Electrolyte conductivity",
        "S.m-1",
    )
    assert dataset.columns[1].source_column_index == 1
    assert dataset.data_version == 1
    assert dataset.nan_counts == {
        "Electrolyte concentration": 0,
        "Electrolyte conductivity": 1,
        "note": 1,
    }
    assert do(lambda client: client.material_property_dataset.get(dataset.id)) == dataset
    frame = do(lambda client: client.material_property_dataset.get_data(dataset))
    assert frame.schema == {column["name"]: pl.Float64 for column in COLUMNS}
    assert frame["Electrolyte concentration"].to_list() == [200.0, 1000.5, 2000.0]
    assert frame["Electrolyte conductivity"].to_list() == [0.5, None, 0.7]
    assert frame["note"].to_list() == [None, 2.5, 3.0]
    assert do(lambda client: client.material.get(material.id)).property_count == 1
    for kind, rows in (("parquet", [None, 2.5, 3.0]), ("original", ["a", "2.5", " 3 "])):
        link = do(
            lambda client, kind=kind: client.material_property_dataset.get_download_url(
                dataset, kind
            )
        )
        came = pl.read_parquet(httpx.get(link).content)["note"]
        assert (came.fill_nan(None) if kind == "parquet" else came).to_list() == rows
    assert check(platform.data).findings == ()


def test_datasets_are_listed_by_material_and_project(do: Any, material: Any, dataset: Any) -> None:
    second = do(
        lambda client: client.material_property_dataset.create(material.id, "Curve", {"x": [1]})
    )
    other = do(lambda client: client.project.create({"name": f"other {material.id}"}))
    third = do(
        lambda client: client.material_property_dataset.create(
            material.id, "Elsewhere", {"x": [1]}, project_id=other
        )
    )
    everything = do(lambda client: client.material_property_dataset.list(material.id))
    assert [one.id for one in everything] == [dataset.id, second.id, third.id]
    page = do(lambda client: client.material_property_dataset.list(material, None, 1, 1))
    assert ([one.id for one in page], page.total) == ([second.id], 3)
    found = do(lambda client: client.material_property_dataset.list(material.id, other.id))
    assert [one.id for one in found] == [third.id]
    walked: list[Any] = []

    def walk(client: Any) -> Any:
        pages = client.material_property_dataset.iter(material)
        if hasattr(pages, "__iter__"):
            walked.extend(pages)
            return None

        async def main() -> None:
            walked.extend([one async for one in pages])

        return main()

    do(walk)
    assert [one.id for one in walked] == [dataset.id, second.id, third.id]
    assert isinstance(walked[0].columns[0], ColumnSpec)


def test_columns_are_renamed_and_chosen_from_the_original(do: Any, dataset: Any) -> None:
    renamed = [{**column, "name": f"{column['name']} 2", "unit": "1"} for column in COLUMNS[::-1]]
    changed = do(
        lambda client: client.material_property_dataset.update(
            dataset.id, name="New", columns=renamed
        )
    )
    assert (changed.name, changed.data_version, changed.columns) == ("New", 2, renamed)
    frame = do(lambda client: client.material_property_dataset.get_data(dataset.id))
    assert frame.columns == [column["name"] for column in renamed]
    assert frame["note 2"].to_list() == [None, 2.5, 3.0]
    only_name = do(lambda client: client.material_property_dataset.update(dataset.id, name="N"))
    assert (only_name.name, only_name.data_version) == ("N", 2)
    with pytest.raises(BadRequestError, match="each of the 3 columns"):
        do(lambda client: client.material_property_dataset.update(dataset.id, columns=COLUMNS[:2]))


def test_a_file_is_replaced(do: Any, platform: Platform, dataset: Any) -> None:
    names = ("Electrolyte concentration", "Electrolyte conductivity", "note", "z")
    plain = {name: [number] for number, name in enumerate(names, start=1)}
    for wrong in ({"a": [1], "b": [2], "note": [3]}, {"Electrolyte concentration": [1]}):
        with pytest.raises(ValueError, match="is at place"):
            do(lambda client, w=wrong: client.material_property_dataset.replace_file(dataset.id, w))
    replaced = do(lambda client: client.material_property_dataset.replace_file(dataset.id, plain))
    assert (replaced.id, replaced.data_version) == (dataset.id, 2)
    assert replaced.columns == COLUMNS  # units are not lost
    frame = do(lambda client: client.material_property_dataset.get_data(dataset.id))
    assert frame.rows() == [(1.0, 2.0, 3.0)]
    assert stored(platform, dataset) == ["original", "table.parquet"]
    other = do(
        lambda client: client.material_property_dataset.replace_file(
            dataset.id, {"a": [1.5]}, name="A", columns=[ColumnSpec(name="b", unit="m")]
        )
    )
    assert (other.name, other.columns) == (
        "A",
        [{"name": "b", "unit": "m", "source_column_index": 0}],
    )
    assert check(platform.data).findings == ()


def test_what_is_deleted_leaves_no_file(
    do: Any, platform: Platform, material: Any, dataset: Any
) -> None:
    do(lambda client: client.material_property_dataset.delete(dataset.id))
    do(lambda client: client.bin.empty())
    assert stored(platform, dataset) == []
    with pytest.raises(NotFoundError):
        do(lambda client: client.material_property_dataset.get_data(dataset.id))
    other = do(lambda client: client.material_property_dataset.create(material, "B", {"x": [1]}))
    spec = do(
        lambda client: client.cell_spec.create(
            {"name": "S", "electrolyte": {"material": {"name": "LP57", "manufacturer": "Gotion"}}}
        )
    )
    with pytest.raises(ConflictError, match="part of a cell specification"):
        do(lambda client: client.material.delete(material.id))
    do(lambda client: client.cell_spec.delete(spec.id))
    do(lambda client: client.material.delete(material.id))
    do(lambda client: client.bin.empty())
    assert stored(platform, other) == []


@pytest.mark.parametrize(
    ("data", "columns", "named"),
    [
        ({}, None, "empty"),
        ({"a": []}, None, "empty"),
        ({"a": [1]}, [{"unit": "m"}], "name"),
        ({"a": [1]}, [{"name": "a", "source_column_index": 1}], "source_column_index"),
        ({"a": [1], "b": [1]}, [{"name": "a"}, {"name": "a"}], "twice"),
        ({"a": [1]}, [{"name": "a", "unit": 5}], "unit"),
        ({"a": [1]}, {"name": "a"}, "columns"),
        ({"a [m]": [1], "a [s]": [2]}, None, "twice"),
    ],
)
def test_a_wrong_table_is_refused_before_a_request(
    do: Any, data: Any, columns: Any, named: str
) -> None:
    with pytest.raises((TypeError, ValueError), match=named) as caught:
        do(
            lambda client: client.material_property_dataset.create(
                "nowhere", "n", data, columns=columns
            )
        )
    assert getattr(caught.value, "status_code", None) is None


def form(platform: Platform, content: bytes, **fields: str) -> httpx.Response:
    return httpx.post(
        f"{platform.url}/material_property_datasets",
        headers={"X-API-Key": platform.api_key},
        data={"name": "n", "columns": '[{"name": "x", "source_column_index": 0}]', **fields},
        files={"file": ("table.csv", content)},
    )


@pytest.mark.parametrize(
    "content",
    [b"x,y\n1,2\n,\n", b"\xef\xbb\xbfx;y\r\n1;2\r\n;\r\n", b"x\ty\n1\t2\nnone\t\n"],
)
def test_csv_is_read_too(platform: Platform, client: Any, content: bytes) -> None:
    material = client.material.create({"name": "M"})
    made = form(platform, content, material_id=material.id).raise_for_status().json()
    assert made["nan_counts"] == {"x": 1}
    frame = client.material_property_dataset.get_data(made["id"])
    assert frame.rows() == [(1.0,), (None,)]
    link = client.material_property_dataset.get_download_url(made["id"], "original")
    assert httpx.get(link).content == content


def test_what_is_no_table_is_refused(platform: Platform, client: Any) -> None:
    material = client.material.create({"name": "M"})
    good = b"x,y\n1,2\n"
    frame = io.BytesIO()
    pl.DataFrame({"x": [1.0]}).write_parquet(frame)
    cases: list[tuple[bytes, dict[str, str], int]] = [
        (b"", {}, 400),
        (b"x\n", {}, 400),
        (frame.getvalue()[:-20], {}, 400),
        (b"PAR1 not at all", {}, 400),
        (good, {"columns": "not JSON"}, 400),
        (good, {"columns": "{}"}, 400),
        (good, {"columns": "[]"}, 400),
        (good, {"columns": '[{"name": "x"}]'}, 400),
        (good, {"columns": '[{"name": "", "source_column_index": 0}]'}, 400),
        (good, {"columns": '[{"name": "x", "source_column_index": 2}]'}, 400),
        (good, {"name": " "}, 422),
        (good, {"material_id": "nowhere"}, 404),
        (good, {"project_id": "nowhere"}, 404),
    ]
    for content, fields, status in cases:
        answer = form(platform, content, **{"material_id": material.id, **fields})
        assert answer.status_code == status, (content, fields, answer.text)
    assert client.material.get(material.id).property_count == 0


def test_a_replacement_whose_answer_is_lost_is_looked_up(do: Any) -> None:
    record = {"id": "d", "name": "n", "columns": COLUMNS[:1], "data_version": 1}
    versions = iter([1, 2, 1, 1])

    def answer(seen: Any) -> Reply:
        if seen.method == "PATCH":
            return Reply(status=502, body=b"lost")
        if seen.path.endswith("/data"):
            return Reply(body=json.dumps({"Electrolyte concentration": [1.0]}).encode())
        return Reply(body=json.dumps({**record, "data_version": next(versions)}).encode())

    table = {"Electrolyte concentration": [1]}
    with scripted(Reply()) as service:
        service.answer = answer
        address = {"api_url": service.url, "api_key": "k", "max_retries": 0}
        act = lambda client: client.material_property_dataset.replace_file("d", table)  # noqa: E731
        assert do(act, **address).data_version == 2
        with pytest.raises(IonworksError):
            do(act, **address)
        assert sum(one.method == "PATCH" for one in service.seen) == 2


def test_a_prior_names_what_is_wrong(do: Any, material: Any) -> None:
    radius = do(
        lambda client: client.material_property_dataset.create(
            material, "Radius", {"Radius [m]": [5e-6, None], "Zero": [0.0, -1.0]}
        )
    )
    for query, named in (
        ({}, "one of"),
        ({"std": 1.0, "rel_std": 0.1}, "one of"),
        ({"std": -1.0}, "positive"),
        ({"rel_std": 0.1, "distribution": "cauchy"}, "distribution"),
        ({"rel_std": 0.1}, "2 rows"),
        ({"rel_std": 0.1, "row": 2}, "2 rows"),
        ({"rel_std": 0.1, "row": 1}, "no value"),
        ({"rel_std": 0.1, "row": 0, "column": "Thickness"}, "no column"),
        ({"rel_std": 0.1, "row": 0, "column": "Zero"}, "width"),
        ({"rel_std": 0.1, "row": 1, "column": "Zero", "distribution": "lognormal"}, "positive"),
    ):
        with pytest.raises(ValueError, match=named):
            do(
                lambda client, query=query: client.material_property_dataset.to_prior(
                    radius.id,
                    query.get("column", "Radius"),
                    "R [m]",
                    **{key: value for key, value in query.items() if key != "column"},
                )
            )
    with pytest.raises(ModuleNotFoundError, match="pip install ionworks-schema"):
        do(
            lambda client: client.material_property_dataset.to_prior(
                radius.id, "Radius", "R [m]", rel_std=0.1, row=0
            )
        )


def test_a_specification_has_the_datasets_of_its_materials(
    platform: Platform, client: Any, tmp_path: Path
) -> None:
    spec = client.cell_spec.create(
        {
            "name": "S",
            "anode": {
                "material": {"name": "Graphite"},
                "properties": {"loading": {"value": 6.5, "unit": "mg.cm-2"}},
            },
        }
    )
    graphite = client.cell_spec.get(spec.id).anode["material"]
    table = {"Lithiation": [0.0, 1.0], "Voltage [V]": [1.0, 0.1]}
    client.material_property_dataset.create(graphite["id"], "OCP", table)
    found = httpx.get(
        f"{platform.url}/cell_specifications/{spec.id}/resolved",
        headers={"X-API-Key": platform.api_key},
    ).json()
    assert found["anode"]["loading"]["value"] == 6.5
    assert found["anode"]["material"]["datasets"]["OCP"]["Voltage"] == [1.0, 0.1]
    assert found["cathode"] is None
