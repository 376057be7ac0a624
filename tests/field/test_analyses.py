"""Analyses: a table with a description, stored below a measurement and read as it was given."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pandas as pd
import polars as pl
import pytest

from ionworks import errors

TABLE = pl.DataFrame({"Cycle": [0, 100], "LLI [%]": [0.0, 2.1], "note": ["a", None]})
COLUMNS = [{"name": "Cycle"}, {"name": "LLI [%]", "unit": "%", "dtype": "Float64"}]
PLOTS = [{"x": "Cycle", "rows": [{"y": ["LLI [%]"]}], "title": "Lost lithium"}]


def _measured(do: Any, name: str = "m") -> Any:
    spec = do(lambda client: client.cell_spec.create_or_get({"name": "S"}))
    cell = do(lambda client: client.cell_instance.create_or_get(spec, {"name": "C"}))
    weight = {"weight": {"value": 1.0, "unit": "g"}}
    return do(
        lambda client: client.cell_measurement.create_properties(cell, name=name, properties=weight)
    )


def test_a_table_is_stored_described_and_read(do: Any, connection: dict[str, Any]) -> None:
    measurement = _measured(do)
    made = do(
        lambda client: client.analysis.create(
            measurement.id,
            "Modes",
            "lam_lli_from_rpt",
            TABLE,
            columns=COLUMNS,
            plots=PLOTS,
            metadata={"from": {"cycles": 2}},
            notes="first",
        )
    )
    assert (made.measurement_id, made.project_id) == (measurement.id, connection["project_id"])
    assert (made.plots, made.metadata, made.notes) == (PLOTS, {"from": {"cycles": 2}}, "first")
    assert [(one.name, one["unit"], one.dtype) for one in made.columns][1] == (
        *("LLI [%]", "%", "Float64"),
    )
    assert do(lambda client: client.analysis.get(made)) == made
    assert do(lambda client: client.analysis.get_data(made)).equals(TABLE)
    in_pandas = do(lambda client: client.analysis.get_data(made.id), dataframe_backend="pandas")
    assert isinstance(in_pandas, pd.DataFrame)
    link = do(lambda client: client.analysis.get_download_url(made.id))
    assert httpx.get(link, trust_env=False).content.startswith(b"PAR1")
    changes = {"name": "LLI", "metadata": {"from": None, "by": "me"}, "notes": None}
    changed = do(lambda client: client.analysis.update(made, changes))
    assert (changed.name, changed.metadata, changed.notes) == ("LLI", {"by": "me"}, None)
    assert (changed.plots, changed.updated_at > made.updated_at) == (PLOTS, True)
    assert do(lambda client: client.analysis.get_data(made)).equals(TABLE)


@pytest.mark.parametrize(
    "data", [TABLE.to_pandas(), TABLE.to_arrow(), TABLE.to_dict(as_series=False)]
)
def test_every_kind_of_table(do: Any, data: Any) -> None:
    measurement = _measured(do)
    made = do(lambda client: client.analysis.create(measurement, "n", "own", data))
    assert do(lambda client: client.analysis.get_data(made))["LLI [%]"].to_list() == [0.0, 2.1]
    assert (list(made.columns), made.plots, made.metadata) == ([], [], {})


def test_lists_have_one_scope_the_newest_first(do: Any, connection: dict[str, Any]) -> None:
    one, two = _measured(do, "one"), _measured(do, "two")
    made = [
        do(lambda client, at=at, n=n: client.analysis.create(at, f"a{n}", "own", {"x": [n]}))
        for n, at in enumerate((one, two, one))
    ]
    names = [each.name for each in do(lambda client: client.analysis.list(one.id))]
    assert names == ["a2", "a0"]
    project = connection["project_id"]
    page = do(lambda client: client.analysis.list(project_id=project, limit=1, offset=1))
    assert ([each.name for each in page], page.total) == (["a1"], 3)
    for scope in ({}, {"measurement_id": one.id, "project_id": project}):
        with pytest.raises(ValueError, match="not both"):
            do(lambda client, scope=scope: client.analysis.list(**scope))
    with pytest.raises(errors.NotFoundError):
        do(lambda client: client.analysis.list(str(uuid4())))
    # What is above takes its analyses along.
    do(lambda client: client.cell_measurement.delete(one))
    left = do(lambda client: client.analysis.list(project_id=project))
    assert [each.id for each in left] == [made[1].id]
    with pytest.raises(errors.NotFoundError):
        do(lambda client: client.analysis.get_data(made[0]))


def test_the_only_one_is_found(do: Any) -> None:
    measurement, other = _measured(do), _measured(do, "other")

    def find(**query: Any) -> Any:
        return do(lambda client: client.analysis.find_one(measurement, **query))

    with pytest.raises(errors.IonworksError, match="no analyses") as caught:
        find(name="a")
    assert caught.value.status_code == 404
    with pytest.raises(ValueError, match="at least one"):
        find()
    first, second = (
        do(lambda client, n=n: client.analysis.create(measurement, n, "own", {"x": [1]}))
        for n in ("a", "b")
    )
    assert find(name="a") == find(analysis_id=first.id) == find(analysis_type="own", name="a")
    with pytest.raises(errors.IonworksError, match="2 analyses") as caught:
        find(analysis_type="own")
    assert caught.value.status_code == 409
    with pytest.raises(errors.IonworksError, match=second.id):
        do(lambda client: client.analysis.find_one(other, analysis_id=second.id))


def test_bad_input_is_refused_before_a_request(do: Any) -> None:
    def create(**changed: Any) -> Any:
        given = {"name": "n", "analysis_type": "own", "data": TABLE, **changed}
        offline = "http://127.0.0.1:9"
        return do(lambda client: client.analysis.create("m", **given), api_url=offline)

    for changed, named in (
        ({"name": " "}, "`name`"),
        ({"analysis_type": ""}, "analysis type"),
        ({"plots": [{"y": ["Cycle"]}]}, r"plots\[0\]"),
        ({"plots": [{"x": "Cycle", "y": []}]}, r"plots\[0\]"),
        ({"plots": [{"x": "Cycle", "y2": ["Cap"]}], "columns": COLUMNS}, "'Cap'"),
        ({"plots": [{**PLOTS[0], "group_by": "Cell"}], "columns": COLUMNS}, "'Cell'"),
    ):
        with pytest.raises(ValueError, match=named):
            create(**changed)
    for changed, named in (({"data": 5}, "data"), ({"columns": {"name": "x"}}, "`columns`")):
        with pytest.raises(TypeError, match=named):
            create(**changed)


def test_the_platform_refuses_by_itself(connection: dict[str, Any], client: Any) -> None:
    measurement = _measured(lambda act: act(client))
    fields = {"measurement_id": measurement.id, "name": "n", "analysis_type": "own"}
    file = ("data.parquet", TABLE.write_ipc(None).getvalue())
    with httpx.Client(
        base_url=connection["api_url"],
        headers={"X-API-Key": connection["api_key"]},
        trust_env=False,
    ) as api:

        def said(status: int, fields: dict[str, str], **files: Any) -> str:
            answer = api.post("/analyses", data=fields, files=files)
            assert answer.status_code == status, answer.text
            return answer.text

        assert "no Parquet" in said(400, fields, file=file)
        assert "no Parquet" in said(400, fields, file=("data.parquet", b""))
        assert "file" in said(422, fields, notes=(None, "no file"))
        good = ("data.parquet", b"PAR1 whatever PAR1")
        assert '"name"' in said(422, {**fields, "name": " "}, file=good)
        assert "columns" in said(422, {**fields, "columns": "none"}, file=good)
        plots = '[{"x": "a", "y": ["b"]}]'
        assert "'a'" in said(
            400, {**fields, "plots": plots, "columns": '[{"name": "b"}]'}, file=good
        )
        assert "nothing" in said(404, {**fields, "measurement_id": "nothing"}, file=good)
    assert client.analysis.list(measurement).total == 0


def test_a_table_survives_a_restart(tmp_path: Any) -> None:
    from ionworks import Ionworks
    from ionworks.local.checking import check
    from ionworks.local.server import Platform

    def opened(platform: Platform) -> Ionworks:
        return Ionworks(platform.api_key, api_url=platform.url)

    with Platform(tmp_path / "data") as platform, opened(platform) as client:
        measurement = _measured(lambda act: act(client))
        made = client.analysis.create(measurement, "n", "own", TABLE)
        gone = client.analysis.create(measurement, "n", "own", TABLE)
        client.analysis.delete(gone)
        client.bin.empty()
    report = check(tmp_path / "data")
    assert (report.findings, report.objects, report.lost) == ((), 1, 0)
    with Platform(tmp_path / "data") as platform, opened(platform) as client:
        assert client.analysis.get_data(made.id).equals(TABLE)
    assert check(tmp_path / "data").objects == 1
