"""Records are values that keep what a newer service adds."""

from __future__ import annotations

import attrs
import pytest
from ionworks_generated.records import Rows

from ionworks.records import CellMeasurement, CellSpecification, MeasurementBundle

SPEC = {
    "id": "s1",
    "name": "LG M50",
    "ratings": {"capacity": {"value": 5.0, "unit": "A.h"}, "own": {"value": 1, "unit": "V"}},
    "created_at": "2026-03-01T00:00:00Z",
    "anode": None,
    "from_the_future": {"deep": [1]},
}


def spec(**changed: object) -> CellSpecification:
    return CellSpecification.from_dict({**SPEC, **changed})


def test_fields_are_plain() -> None:
    record = spec()
    assert record.ratings == SPEC["ratings"]
    assert type(record.ratings) is dict
    assert record.anode is None
    assert record.notes is None
    assert record.created_at is not None
    assert record.created_at.isoformat() == "2026-03-01T00:00:00+00:00"


def test_what_a_newer_service_adds_is_kept() -> None:
    record = spec()
    assert record.from_the_future == {"deep": [1]}
    assert record.to_dict()["from_the_future"] == {"deep": [1]}
    with pytest.raises(AttributeError, match="CellSpecification has no field 'colour'"):
        _ = record.colour


def test_records_are_values() -> None:
    assert spec() == spec()
    assert hash(spec()) == hash(spec())
    assert spec() != spec(name="other")
    assert spec() != "s1"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        spec().name = "other"  # type: ignore[misc]
    assert repr(spec()) == "CellSpecification(id='s1', name='LG M50')"


def test_a_bundle_answers_for_its_measurement() -> None:
    measurement = CellMeasurement(id="m", name="RPT 0", cell_instance_id="c")
    bundle = MeasurementBundle(measurement=measurement, steps_created=3)
    assert (bundle.id, bundle.name, bundle.steps_created) == ("m", "RPT 0", 3)
    with pytest.raises(AttributeError):
        _ = bundle.nothing


def test_the_records_of_a_page_know_their_own_pages() -> None:
    rows = Rows.read(CellSpecification, [SPEC, {**SPEC, "id": "s2"}], "")
    linked = rows.linked(lambda record: f"https://app/{record['id']}")
    assert [one.web_link for one in linked] == ["https://app/s1", "https://app/s2"]
    assert [one.web_link for one in rows] == [None, None]
