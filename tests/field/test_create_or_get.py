"""What `create_or_get` says of what it returns: created or found, and what differs."""

from __future__ import annotations

import pickle
import warnings
from copy import deepcopy
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ionworks_generated import models

from ionworks import DifferenceWarning, Quantity, RecordDiffersError
from ionworks.differences import differences
from ionworks.records import CellSpecification

SPEC: dict[str, Any] = {
    "name": "LG M50",
    "manufacturer": "LG",
    "ratings": {
        "capacity": {"value": 5, "unit": "A.h"},
        "voltage_max": {"value": 4.2, "unit": "V"},
    },
    "cathode": {
        "material": {"name": "NMC811", "manufacturer": "BASF", "definition": {"nickel": 0.8}},
        "properties": {"loading": {"value": 12.3, "unit": "mg/cm**2"}, "porosity": 0.3},
    },
    "notes": None,
}


def test_it_says_whether_it_created_or_found(do: Any) -> None:
    first = do(lambda client: client.cell_spec.create_or_get(SPEC))
    again = do(lambda client: client.cell_spec.create_or_get(SPEC))
    assert (first.created, again.created) == (True, False)
    assert do(lambda client: client.cell_spec.get(first)).created is None
    assert first == again
    assert first.to_dict() == again.to_dict()
    assert "created" not in first.to_dict()
    assert hash(first) == hash(again)
    for same in (pickle.loads(pickle.dumps(again)), deepcopy(again), again.model_copy()):
        assert same == again
        assert same.created is False


def test_the_same_in_other_words_is_silent(do: Any) -> None:
    do(lambda client: client.cell_spec.create(SPEC))
    reworded = {
        "name": "LG M50",
        "ratings": {
            "capacity": Quantity(5000, "mA*h"),
            "voltage_max": {"value": 4200, "unit": "mV"},
        },
        "cathode": {
            "material": {"name": "NMC811", "manufacturer": "BASF"},
            "properties": {"loading": Quantity(12.3, "mg.cm-2")},
        },
        "notes": "",
        "form_factor": None,
    }
    for option in ("warn", "raise", "update", "ignore"):
        found = do(
            lambda client, option=option: client.cell_spec.create_or_get(
                reworded, on_difference=option
            )
        )
        assert found.created is False
        assert found.ratings["capacity"]["value"] == 5  # nothing was changed
    stored = do(lambda client: client.cell_spec.get(found))
    assert do(lambda client: client.cell_spec.create_or_get(stored)).id == stored.id


def changed() -> dict[str, Any]:
    other = deepcopy(SPEC)
    other["ratings"]["capacity"]["value"] = 4.8
    other["cathode"]["properties"]["porosity"] = 0.25
    other["form_factor"] = "21700"
    return other


def test_what_differs_is_listed(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create(SPEC))
    with pytest.warns(DifferenceWarning) as caught:
        found = do(lambda client: client.cell_spec.create_or_get(changed()))
    assert found == spec
    (warning,) = caught
    listed = {each.field: (each.stored, each.sent) for each in warning.message.differences}
    assert listed == {
        "ratings.capacity": ({"value": 5, "unit": "A.h"}, {"value": 4.8, "unit": "A.h"}),
        "cathode.properties.porosity": (0.3, 0.25),
        "form_factor": (None, "21700"),
    }
    text = str(warning.message)
    assert "ratings.capacity: stored 5 A.h, sent 4.8 A.h" in text
    assert "form_factor: stored nothing, sent '21700'" in text
    with pytest.raises(RecordDiffersError, match=r"cell specification 'LG M50' exists") as refused:
        do(lambda client: client.cell_spec.create_or_get(changed(), on_difference="raise"))
    assert refused.value.existing_id == spec.id
    assert refused.value.differences == warning.message.differences
    assert do(lambda client: client.cell_spec.get(spec)) == spec


def test_what_differs_is_updated(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create(SPEC))
    now = do(lambda client: client.cell_spec.create_or_get(changed(), on_difference="update"))
    assert (now.id, now.created, now.form_factor) == (spec.id, False, "21700")
    assert now.ratings["capacity"]["value"] == 4.8
    assert now.ratings["voltage_max"]["value"] == 4.2
    assert do(lambda client: client.cell_spec.create_or_get(changed())) == now


def test_an_unknown_word_is_refused_before_a_request(do: Any) -> None:
    with pytest.raises(ValueError, match="'ask'; it is one of 'ignore', 'warn', 'raise', 'update'"):
        do(lambda client: client.cell_spec.create_or_get(SPEC, on_difference="ask"))
    assert do(lambda client: client.cell_spec.list()).total == 0


def test_cells_batches_and_materials_follow_the_same_rule(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create(SPEC))
    for act in (
        lambda client, **data: client.cell_instance.create_or_get(spec, {"name": "one", **data}),
        lambda client, **data: client.cell_batch.create_or_get(spec, {"name": "lot", **data}),
        lambda client, **data: client.material.create_or_get(
            {"name": "graphite", "definition": {"note": data.get("notes")}}
        ),
    ):
        sent = {"notes": "first", "date_manufactured": "2024-01-20"}
        assert do(lambda client, act=act, sent=sent: act(client, **sent)).created is True
        assert do(lambda client, act=act, sent=sent: act(client, **sent)).created is False
        with pytest.warns(DifferenceWarning, match="stored 'first', sent 'second'"):
            do(lambda client, act=act: act(client, notes="second"))


def series(name: str, **fields: Any) -> dict[str, Any]:
    columns = {
        "Time [s]": [0.0, 60.0],
        "Voltage [V]": [4.1, 4.0],
        "Current [A]": [1.0, 1.0],
        "Step count": [0, 0],
    }
    return {"measurement": {"name": name, **fields}, "time_series": columns}


def test_a_measurement_says_it_too(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create(SPEC))
    cell = do(lambda client: client.cell_instance.create(spec, {"name": "one"}))
    told = {"tags": ["b", "a"], "start_time": "2024-05-01T10:00:00+02:00", "notes": "first"}
    act = lambda client, **more: client.cell_measurement.create_or_get(  # noqa: E731
        cell, series("rest", **{**told, **more}), on_difference=more.pop("how", "warn")
    )
    first = do(act)
    assert first.created is first.measurement.created is True
    again = do(act)
    assert again.created is again.measurement.created is False
    assert again == first
    with pytest.warns(DifferenceWarning, match="notes: stored 'first', sent 'second'"):
        do(lambda client: act(client, notes="second"))
    now = do(
        lambda client: client.cell_measurement.create_or_get(
            cell, series("rest", **told | {"notes": "second"}), on_difference="update"
        )
    )
    assert (now.measurement.notes, now.created, now.steps_created) == ("second", False, 1)


ROWS = 60_000  # more than the end of a file holds


def numbered(rows: int) -> pl.DataFrame:
    """A series whose values do not repeat, so that its file grows with it."""
    places = pl.Series(range(rows), dtype=pl.Int64)
    return pl.DataFrame(
        {
            "Time [s]": places.cast(pl.Float64) * 0.1,
            "Voltage [V]": 4.1 - places.cast(pl.Float64) / (1.3 * rows),
            "Current [A]": pl.Series([1.1], dtype=pl.Float64).new_from_index(0, rows),
            "Step count": places * 0,
        }
    )


@pytest.mark.parametrize("rows", [40, ROWS])
def test_a_series_that_differs_is_said(do: Any, rows: int) -> None:
    spec = do(lambda client: client.cell_spec.create(SPEC))
    cell = do(lambda client: client.cell_instance.create(spec, {"name": "one"}))
    frame = numbered(rows)

    def again(table: Any, how: str = "warn", **fields: Any) -> Any:
        detail = {"measurement": {"name": "t", **fields}, "time_series": table}
        return do(
            lambda client: client.cell_measurement.create_or_get(cell, detail, on_difference=how)
        )

    made = again(frame, "raise")
    longer = pl.concat([frame, frame.tail(1)])
    told = rf"the series differs \({rows + 1} rows, {rows} stored\)"
    with pytest.warns(DifferenceWarning, match=rf"{told}\n.*use `replace`") as caught:
        assert again(longer).id == made.id
    (difference,) = caught[0].message.differences
    assert (difference.field, difference.stored, difference.sent) == (
        "time_series",
        rows,
        rows + 1,
    )
    for how in ("raise", "update"):
        with pytest.raises(RecordDiffersError, match=rf"{told}\n.*use `replace`") as refused:
            again(longer, how, notes="changed")
        assert {each.field for each in refused.value.differences} == {"notes", "time_series"}
    assert do(lambda client: client.cell_measurement.get(made)).notes is None
    assert again(longer, "ignore").id == made.id
    # What is stored may have been extended since.
    assert again(frame.head(rows // 2), "raise").id == made.id
    with pytest.raises(RecordDiffersError, match=r"the series differs \('Time \[s\]', "):
        again(frame.tail(rows // 2), "raise")
    other = frame.with_columns(pl.col("Voltage [V]") + 0.25)
    with pytest.raises(RecordDiffersError, match=r"the series differs \('Voltage \[V\]', "):
        again(other, "raise")
    with pytest.raises(RecordDiffersError, match="'Temperature"):
        again(frame.with_columns(pl.lit(25.0).alias("Temperature [degC]")), "raise")
    assert do(lambda client: client.cell_measurement.time_series(made)).equals(frame)


@pytest.mark.parametrize("rows", [40, ROWS])
def test_an_equal_series_in_another_form_is_silent(do: Any, rows: int) -> None:
    spec = do(lambda client: client.cell_spec.create(SPEC))
    cell = do(lambda client: client.cell_instance.create(spec, {"name": "one"}))
    frame = numbered(rows)
    nulls = frame.with_columns(pl.when(pl.col("Time [s]") > 1).then(1.5).alias("Extra"))
    part = rows // 2
    act = lambda name, table: do(  # noqa: E731
        lambda client: client.cell_measurement.create_or_get(
            cell, {"measurement": {"name": name}, "time_series": table}, on_difference="raise"
        )
    )
    act("whole", nulls)
    extended = act("extended", nulls.head(part))
    do(lambda client: client.cell_measurement.extend(extended.id, nulls.tail(rows - part)))
    narrow = nulls.with_columns(pl.col(pl.Float64).cast(pl.Float32))
    act("narrow", narrow)
    for table in (
        nulls,
        nulls.select(reversed(nulls.columns)),
        nulls.to_pandas(),
        nulls.to_arrow(),
        nulls.to_dict(as_series=False),
        nulls.lazy(),
        nulls.drop("Extra"),
        nulls.with_columns(pl.col("Extra").fill_null(float("nan"))),
        nulls.with_columns(pl.col("Step count").cast(pl.Int16)),
        nulls.with_columns(pl.col("Step count").cast(pl.Float64)),
        narrow,
    ):
        for name in ("whole", "extended", "narrow"):
            assert act(name, table).created is False


def test_a_lost_race_is_compared(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = client.cell_spec.create(SPEC)
    # The service names no id with its refusal, so the record is looked up by its name.
    from ionworks.errors import ConflictError

    monkeypatch.setattr(ConflictError, "existing_id", None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert client.cell_spec.create_or_get(SPEC) == client.cell_spec.get(spec)
    with pytest.warns(DifferenceWarning, match=r"cathode.properties.porosity"):
        client.cell_spec.create_or_get(changed())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xyz"), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["properties", "notes", "source"]), JSON))
def test_nothing_differs_from_itself(sent: dict[str, Any]) -> None:
    kinds = (models.CellSpecificationCreate, CellSpecification)
    assert differences(sent, deepcopy(sent), *kinds) == ()


@pytest.mark.parametrize(
    ("sent", "stored", "fields"),
    [
        ({"properties": {"a": 1}}, {"properties": {"a": 1.0, "b": 2}}, []),
        ({"properties": {"a": 1}}, {"properties": {"a": True}}, ["properties.a"]),
        ({"properties": {"a": [1, 2]}}, {"properties": {"a": [2, 1]}}, ["properties.a"]),
        ({"properties": {"a": {"b": 1}}}, {"properties": None}, ["properties.a.b"]),
        ({"properties": {"a": {"b": 1}}}, {"properties": {"a": 3}}, ["properties.a"]),
        ({"notes": "2024-01-20"}, {"notes": "2024-01-20T00:00:00Z"}, []),
        ({"notes": " text "}, {"notes": "text"}, []),
        (
            {"properties": {"a": {"value": 1, "unit": "furlong per"}}},
            {"properties": {"a": {"value": 1, "unit": "perfurlong"}}},
            ["properties.a"],
        ),
        (
            {"properties": {"a": {"value": 1, "unit": "V", "note": "x"}}},
            {"properties": {"a": {"value": 1000, "unit": "mV"}}},
            ["properties.a"],
        ),
        ({"id": "one", "of my own": 1}, {"id": "two"}, []),
        ({"of my own": 1}, {"of my own": 2}, ["of my own"]),
    ],
)
def test_what_differs(sent: dict[str, Any], stored: dict[str, Any], fields: list[str]) -> None:
    kinds = (models.CellSpecificationCreate, CellSpecification)
    assert [each.field for each in differences(sent, stored, *kinds)] == fields
