"""Capacity fade of many measurements as one table and one picture."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from support.proxy import proxied

from ionworks import DataLoader, Ionworks, NotFoundError
from ionworks.local.server import Platform
from ionworks.tables.cycle_summaries import LABELS, SUMMARY_COLUMNS

_NO_SIGN = ["positive_current_is_discharge"]  # a flat voltage shows none
GONE = "00000000-0000-0000-0000-000000000000"


def series(*pairs: tuple[float, float]) -> pl.DataFrame:
    """Make a test of cycles that discharge and charge for an hour each, at 3.5 and 4 V."""
    flows = [
        (cycle, way * amount)
        for cycle, pair in enumerate(pairs)
        for way, amount in zip((1, -1), pair, strict=True)
        if amount
    ]
    return pl.DataFrame(
        {
            "Time [s]": [3600.0 * (step + end) for step in range(len(flows)) for end in (0, 1)],
            "Voltage [V]": [volt for _, flow in flows for volt in [3.5 if flow > 0 else 4.0] * 2],
            "Current [A]": [flow for _, flow in flows for _ in (0, 1)],
            "Step count": [step for step in range(len(flows)) for _ in (0, 1)],
            "Cycle count": [cycle for cycle, _ in flows for _ in (0, 1)],
        }
    )


def upload(do: Any, tests: dict[str, pl.DataFrame]) -> list[str]:
    """Store a test of a cell each; their ids."""
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    ids = []
    for name, frame in tests.items():
        cell = do(lambda client, name=name: client.cell_instance.create(spec.id, {"name": name}))
        detail = {"measurement": {"name": "Ageing"}, "time_series": frame}
        ids.append(
            do(
                lambda client, cell=cell, detail=detail: client.cell_measurement.create(
                    cell.id,
                    detail,
                    skip_checks=_NO_SIGN,
                )
            ).id
        )
    return ids


def test_cells_of_a_project_are_one_table(do: Any) -> None:
    ids = upload(
        do,
        {
            "A": series((2.0, 2.0), (1.9, 1.9), (1.8, 1.8)),
            "B": series((0.2, 2.0), (1.0, 1.0), (0.9, 0.9), (0.9, 0.06)),  # half empty; cut off
        },
    )
    found = do(lambda client: client.cell_measurement.cycle_summary())
    assert found.errors == {}
    assert found.frame.columns == [*LABELS, *SUMMARY_COLUMNS]
    assert found.frame.schema["Whole cycle"] == pl.Boolean
    a, b = (found.frame.filter(pl.col("Cell instance") == name) for name in "AB")
    assert set(a["Measurement id"]) == {ids[0]}
    assert set(a["Measurement"]) == {"Ageing"}
    assert set(a["Cell specification"]) == {"LG M50"}
    assert a["Cycle count"].to_list() == [0, 1, 2]
    assert a["Discharge capacity [A.h]"].to_list() == pytest.approx([2.0, 1.9, 1.8])
    assert a["Capacity retention"].to_list() == pytest.approx([1.0, 0.95, 0.9])
    assert a["Coulombic efficiency"].to_list() == pytest.approx([1.0, 1.0, 1.0])
    # Energy: 3.5 V on discharge, 4 V on charge.
    assert a["Energy efficiency"].to_list() == pytest.approx([3.5 / 4] * 3)
    assert a["Energy retention"].to_list() == pytest.approx([1.0, 0.95, 0.9])
    assert a["Capacity throughput [A.h]"].to_list() == pytest.approx([4.0, 7.8, 11.4])
    assert b["Whole cycle"].to_list() == [False, True, True, False]
    # As the platform stores it, the cycles of B have an efficiency of 1,500 %.
    assert b["Charge capacity [A.h]"].to_list() == pytest.approx([2.0, 1.0, 0.9, 0.06])
    assert b["Coulombic efficiency"].to_list() == [None, *[pytest.approx(1.0)] * 2, None]
    assert b["Capacity retention"].to_list() == [None, 1.0, *[pytest.approx(0.9)] * 2]
    largest = do(lambda client: client.cell_measurement.cycle_summary(ids[1:], reference=2))
    assert largest.frame["Capacity retention"].to_list() == [
        None,
        *map(pytest.approx, (1 / 0.9, 1.0, 1.0)),
    ]


def test_retention_of_the_rated_capacity(do: Any) -> None:
    ids = upload(do, {"A": series((2.0, 2.0), (1.9, 1.9))})
    other = do(
        lambda client: client.cell_spec.create(
            {"name": "Rated", "ratings": {"capacity": {"value": 2500, "unit": "mA.h"}}}
        )
    )
    cell = do(lambda client: client.cell_instance.create(other, {"name": "R"}))
    detail = {
        "measurement": {"name": "Ageing"},
        "time_series": series((2.0, 2.0), (1.9, 1.9), (0.1, 1.9)),  # the last one is cut off
    }
    made = do(lambda client: client.cell_measurement.create(cell, detail, skip_checks=_NO_SIGN))
    with pytest.warns(UserWarning, match="'LG M50' have no retention: .*capacity"):
        found = do(
            lambda client: client.cell_measurement.cycle_summary([*ids, made.id], reference="rated")
        ).frame
    a, r = (found.filter(pl.col("Cell instance") == name) for name in "AR")
    assert a["Capacity retention"].to_list() == [None, None]
    assert r["Capacity retention"].to_list() == [pytest.approx(0.8), pytest.approx(0.76), None]
    assert r["Energy retention"].null_count() == 3
    stated = do(
        lambda client: client.cell_measurement.cycle_summary([made.id], reference="2.5 A.h")
    ).frame
    assert stated.equals(r)
    with pytest.raises(ValueError, match=r"reference is 5\.0; give 'first'"):
        do(lambda client: client.cell_measurement.cycle_summary([made.id], reference=5.0))


def test_a_cycle_that_is_not_there_is_said_once(do: Any) -> None:
    ids = upload(
        do, {"A": series((2.0, 2.0), (1.9, 1.9)), "B": series((2.0, 2.0), (1.0, 1.0), (0.9, 0.9))}
    )
    with pytest.warns(UserWarning, match="no retention") as warned:
        found = do(lambda client: client.cell_measurement.cycle_summary(ids, reference=2))
    assert [str(one.message) for one in warned] == [
        "1 of 2 measurements have no retention, since reference is 2 and they have no such cycle, "
        "or no whole one: A/Ageing (cycles 0 to 1)"
    ]
    assert (
        found.frame.filter(pl.col("Cell instance") == "A")["Capacity retention"].null_count() == 2
    )
    with pytest.warns(UserWarning, match=r"^2 of 2 .* A/Ageing .* B/Ageing \(cycles 0 to 2\)$"):
        do(lambda client: client.cell_measurement.cycle_summary(ids, reference=99))


def test_the_choices_of_a_reference_are_listed_with_the_rated_capacity(do: Any) -> None:
    with pytest.raises(ValueError, match=r"'foo'; give 'first', 'largest', .*'rated'"):
        do(lambda client: client.cell_measurement.cycle_summary([], reference="foo"))


def test_a_loader_asks_for_the_rated_capacity(client: Ionworks) -> None:
    spec = client.cell_spec.create(
        {"name": "Rated", "ratings": {"capacity": {"value": 2.5, "unit": "A.h"}}}
    )
    cell = client.cell_instance.create(spec, {"name": "R"})
    detail = {"measurement": {"name": "Ageing"}, "time_series": series((2.0, 2.0), (1.9, 1.9))}
    made = client.cell_measurement.create(cell, detail, skip_checks=_NO_SIGN)
    loader = DataLoader.from_db(made.id, client=client)
    _, ax = loader.plot_cycles(reference="rated")
    assert ax[0].child_axes[0].get_ylabel() == "Retention [% of 2.5 A.h]"
    with pytest.raises(ValueError, match=r"give the capacity, such as reference='5 A\.h'"):
        loader.to_local().plot_cycles(reference="rated")


def test_what_cannot_be_read_is_said_and_does_not_lose_the_others(do: Any) -> None:
    ids = upload(do, {"A": series((2.0, 2.0)), "C": series((1.0, 1.0))})
    seen: list[tuple[int, int]] = []
    found = do(
        lambda client: client.cell_measurement.cycle_summary(
            [ids[0], GONE, ids[1]],
            progress=lambda done, total: seen.append((done, total)),
            max_parallel=2,
        )
    )
    assert found.frame["Cell instance"].to_list() == ["A", "C"]
    assert list(found.errors) == [GONE]
    assert seen[-1] == (3, 3)
    html = found._repr_html_()
    assert "1 of the measurements could not be read" in html
    assert GONE in html
    assert "2 rows × 22 columns" in html
    with pytest.raises(NotFoundError):
        found.raise_for_errors()


def test_an_anode_returns_on_charge(do: Any) -> None:
    ids = upload(do, {"G": series((1.2, 1.0), (1.0, 1.0), (0.95, 0.9))})
    found = do(
        lambda client: client.cell_measurement.cycle_summary(ids, working_electrode="anode")
    ).frame
    assert found["Whole cycle"].to_list() == [True] * 3
    assert found["Coulombic efficiency"].to_list() == pytest.approx([1 / 1.2, 1.0, 0.9 / 0.95])
    assert found["Capacity retention"].to_list() == pytest.approx([1.0, 1.0, 0.9])


def test_no_measurements_are_a_table_without_rows(do: Any) -> None:
    for given in ([], None):
        empty = do(lambda client, given=given: client.cell_measurement.cycle_summary(given))
        assert empty.frame.columns == [*LABELS, *SUMMARY_COLUMNS]
        assert empty.frame.height == 0


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        ({"measurements": [], "project_id": "p"}, "not both"),
        ({"measurements": [], "reference": "last"}, "reference is 'last'"),
        ({"measurements": [], "working_electrode": "both"}, "working_electrode"),
    ],
)
def test_wrong_arguments_are_named(do: Any, arguments: dict[str, Any], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        do(lambda client: client.cell_measurement.cycle_summary(**arguments))


def test_the_table_and_its_picture_in_pandas(client: Any, connection: dict[str, Any]) -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pytest.importorskip("pandas")
    ids = upload(lambda act: act(client), {"A": series((2.0, 2.0), (1.8, 1.8))})
    with Ionworks(**connection, dataframe_backend="pandas") as in_pandas:
        found = in_pandas.cell_measurement.cycle_summary(ids)
    assert found.frame["Capacity retention"].tolist() == pytest.approx([1.0, 0.9])
    assert "2 rows × 22 columns" in found._repr_html_()
    fig, ax = found.plot(title="Fade")
    assert ax[0].lines[0].get_ydata() == pytest.approx([100, 90])
    assert fig.get_suptitle() == "Fade"
    _, ax = found.plot(y="Discharge capacity [A.h]", x="Capacity throughput [A.h]")
    assert ax[0].get_ylabel() == "Discharge capacity [A.h]"
    assert ax[0].lines[0].get_xdata() == pytest.approx([4.0, 7.6])
    _, own = pyplot.subplots()
    fig, ax = found.plot(ax=own, title="Mine")
    assert (ax[0], fig, own.get_title()) == (own, own.figure, "Mine")
    pyplot.close("all")


def test_a_project_is_read_with_the_names_that_its_list_has(
    client: Any, connection: dict[str, Any], platform: Platform
) -> None:
    """Records of a project name their cells, so that no cell is asked for."""
    upload(lambda act: act(client), {name: series((1.0, 1.0)) for name in "ABCDE"})
    with proxied(platform.url, platform.storage_url) as (proxy, _):
        with Ionworks(**{**connection, "api_url": proxy.url}) as counted:
            found = counted.cell_measurement.cycle_summary()
        assert found.frame["Cell instance"].sort().to_list() == list("ABCDE")
        assert not [line for line in proxy.seen if "cell_instances" in line]
        assert len([line for line in proxy.seen if line.endswith("/cycles")]) == 5


def test_a_sweep_has_no_cycles_to_summarize(client: Any) -> None:
    sweep = {"Frequency [Hz]": [10.0, 1.0], "Z_Re [Ohm]": [0.1, 0.2], "Z_Im [Ohm]": [-0.1, -0.1]}
    spec = client.cell_spec.create({"name": "LG M50"})
    cell = client.cell_instance.create(spec.id, {"name": "A"})
    detail = {"measurement": {"name": "EIS", "data_type": "eis"}, "time_series": sweep}
    client.cell_measurement.create(cell.id, detail)
    found = client.cell_measurement.cycle_summary()
    assert (found.frame.shape, found.errors) == ((0, 22), {})
