"""Numbers that JSON does not have: refused with their place, except as gaps of a series."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any

import httpx
import numpy as np
import pandas as pd
import pytest
from support.scripted import Reply, scripted

from ionworks import Ionworks, RequestValidationError
from ionworks._io.bodies import encode_json

BAD: dict[str, Any] = {
    "NaN": math.nan,
    "infinity": math.inf,
    "minus infinity": -math.inf,
    "float32": np.float32("nan"),
    "float64": np.float64("inf"),
    "scalar": np.array(math.nan),
    "decimal": Decimal("NaN"),
    "signalling": Decimal("sNaN"),
    "infinite decimal": Decimal("-Infinity"),
    "large decimal": Decimal("1e400"),
    "NaT": pd.NaT,
    "NA": pd.NA,
    "numpy date": np.datetime64("NaT"),
    "numpy duration": np.timedelta64("NaT", "s"),
    "numpy date in an array": np.array("NaT", dtype="datetime64[ns]"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_record_with_such_a_number_is_refused_before_any_request(do: Any, bad: Any) -> None:
    acts = {
        r"body\.properties\.mass": lambda c: c.cell_spec.update("s", {"properties": {"mass": bad}}),
        r"body\.properties\.a\[1\]\.b": lambda c: c.cell_spec.create(
            {"name": "n", "properties": {"a": [1, {"b": bad}]}}
        ),
        r"body\.notes": lambda c: c.cell_measurement.update("m", {"notes": bad}),
        r"body\.metadata\.x": lambda c: c.raw_data.upload(b"x", name="n", metadata={"x": bad}),
        r"measurement\.properties\.x": lambda c: c.cell_measurement.create_properties(
            "c", name="n", properties={"x": bad}
        ),
        r"measurement\.protocol\.x": lambda c: c.cell_measurement.create(
            "c",
            {
                "measurement": {"name": "n", "protocol": {"x": bad}},
                "time_series": {"Time [s]": [0.0], "Step count": [0]},
            },
        ),
        r"body\.options\.x": lambda c: c.pipeline.create({"elements": {}, "options": {"x": bad}}),
    }
    with scripted(Reply(500)) as service:
        for place, act in acts.items():
            with pytest.raises(RequestValidationError, match=rf"^{place} is .*Drop the key, or"):
                do(act, api_url=service.url)
        assert service.seen == []


def test_a_file_measurement_is_refused_before_its_files_are_sent(do: Any, tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text("x")
    with scripted(Reply(500)) as service:
        with pytest.raises(RequestValidationError, match=r"measurement\.test_setup\.x is NaN"):
            do(
                lambda c: c.cell_measurement.create_file(
                    "c", name="n", filepaths=[tmp_path / "a.txt"], test_setup={"x": math.nan}
                ),
                api_url=service.url,
            )
        assert service.seen == []


def test_what_is_stored_stays_when_an_update_is_refused(do: Any) -> None:
    spec = do(lambda c: c.cell_spec.create({"name": "n", "properties": {"mass": 70.0}}))
    with pytest.raises(RequestValidationError, match=r"body\.properties\.mass is NaN"):
        do(lambda c: c.cell_spec.update(spec.id, {"properties": {"mass": math.nan}}))
    assert do(lambda c: c.cell_spec.get(spec.id)).properties == {"mass": 70.0}
    do(lambda c: c.cell_spec.update(spec.id, {"properties": {"mass": None}}))
    assert "mass" not in (do(lambda c: c.cell_spec.get(spec.id)).properties or {})


@pytest.mark.parametrize("kind", ["datetime64[s]", "datetime64[ns]", "timedelta64[s]"])
def test_a_missing_time_in_an_array_is_refused_with_its_place(kind: str) -> None:
    times = np.array([[0, 1], [2, "NaT"]], dtype=kind)
    with pytest.raises(RequestValidationError, match=r"^body\.a\[1\]\[1\] is NaT"):
        encode_json({"a": times})
    assert json.loads(encode_json({"a": times}, holds_series=True))["a"][1][1] is None


def test_gaps_of_series_in_configurations_are_null() -> None:
    body = {"data": {"Voltage [V]": [3.7, math.nan, math.inf], "Grid": np.array([[1.0, np.nan]])}}
    sent = json.loads(encode_json(body, holds_series=True))
    assert sent == {"data": {"Voltage [V]": [3.7, None, None], "Grid": [[1.0, None]]}}
    with pytest.raises(RequestValidationError, match=r"body\.data\.Voltage \[V\]\[1\] is NaN"):
        encode_json(body)


def test_a_pipeline_is_sent_with_gaps(do: Any) -> None:
    with scripted(Reply(500)) as service:
        config = {"elements": {"ocv": {"data": {"Voltage [V]": [3.7, math.nan, None]}}}}
        with pytest.raises(Exception, match="500"):
            do(lambda c: c.pipeline.create(config), api_url=service.url, max_retries=0)
    sent = json.loads(service.seen[0].body)
    assert sent["elements"]["ocv"]["data"] == {"Voltage [V]": [3.7, None, None]}


@pytest.mark.parametrize(
    "text",
    [
        *("NaN", "Infinity", "-Infinity", "1e400", "-1E+999", "1e0400"),
        *("1" + "0" * 250 + "e99", "1" + "0" * 400, "-" + "9" * 310),
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_the_platform_refuses_such_numbers_with_their_place(
    client: Ionworks, text: str, inside: bool
) -> None:
    held = f'[1, {{"b": {text}}}]' if inside else text
    place = "body.properties.x" + ("[1].b" if inside else "")
    with _raw(client) as http:
        body = f'{{"name": "n", "properties": {{"x": {held}}}}}'
        made = http.post("/cell_specifications", content=body)
        assert (made.status_code, made.json()["error_code"]) == (400, "BAD_REQUEST")
        assert made.json()["message"].startswith(f"{place} is ")
        spec = client.cell_spec.create({"name": "n", "properties": {"x": 1.5}})
        changed = http.patch(f"/cell_specifications/{spec.id}", content=body)
        assert changed.status_code == 400
    assert client.cell_spec.get(spec.id).properties == {"x": 1.5}


@pytest.mark.parametrize("number", [1.7976931348623157e308, 5e-324, 2**63, -(2**64), 10**300])
def test_the_largest_and_smallest_numbers_are_kept(do: Any, number: float) -> None:
    made = do(lambda c: c.cell_spec.create({"name": "n", "properties": {"x": number}}))
    assert do(lambda c: c.cell_spec.get(made.id)).properties == {"x": number}


def test_text_that_looks_like_such_a_number_is_text(do: Any) -> None:
    texts = {"a": "NaN", "b": "1e400", "c": "9" * 400}
    made = do(lambda c: c.cell_spec.create({"name": "Infinity", "properties": texts}))
    assert made.properties == texts


def _raw(client: Ionworks) -> httpx.Client:
    headers = {**client.settings.headers(), "Content-Type": "application/json"}
    return httpx.Client(base_url=client.settings.api_url, headers=headers)
