"""What is read by place and by name: records by id, details of an error by the whole answer."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from ionworks._io.failures import ErrorDetails
from ionworks.errors import ConflictError
from ionworks.records import CellMeasurement, MeasurementDetail, RecordsById

ONE, TWO = (
    CellMeasurement.from_dict(
        {
            "id": word,
            "name": f"name of {word}",
            "cell_instance_id": "cell",
            "measurement_type": "file",
        }
    )
    for word in ("one", "two")
)


def test_records_by_place_and_by_id() -> None:
    records = RecordsById([ONE, TWO])
    assert records == [ONE, TWO] == records.values() == list(records)
    assert (records[0], records["two"], records[1:]) == (ONE, TWO, [TWO])
    assert dict(records) == {"one": ONE, "two": TWO} == dict(records.items())
    assert ("one" in records, ONE in records, "three" in records) == (True, True, False)
    assert (records.get("two"), records.get("three")) == (TWO, None)
    with pytest.raises(KeyError):
        _ = records["three"]
    assert pickle.loads(pickle.dumps(records))["two"] == TWO


def test_a_detail_has_the_fields_of_its_measurement() -> None:
    detail = MeasurementDetail(measurement=ONE, specification_id="s", instance_id="i")
    assert (detail.id, detail.name, detail.notes) == ("one", "name of one", None)  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        _ = detail.nothing  # type: ignore[attr-defined]
    assert pickle.loads(pickle.dumps(detail)).name == detail.name


def test_details_of_an_error(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create({"name": "taken"}))
    with pytest.raises(
        ConflictError, match="Cell specification with this name already exists"
    ) as e:
        do(lambda client: client.cell_spec.create({"name": "taken"}))
    data = e.value.data
    assert data["existing_id"] == data["detail"]["existing_id"] == spec.id
    assert data.get("error_code") == data["error_code"] == "CONFLICT"
    assert data.get("nothing") is None
    with pytest.raises(KeyError):
        _ = data["nothing"]
    again = pickle.loads(pickle.dumps(data))
    assert isinstance(again, ErrorDetails)
    assert again["message"] == data["message"]
