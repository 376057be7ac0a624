"""Equivalent circuits: fits are refused jobs here, and what was fitted elsewhere is kept."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ionworks import (
    BadRequestError,
    ConflictError,
    IonworksError,
    JobFailedError,
    NotFoundError,
    RequestValidationError,
)
from ionworks.records import FitResults

PAIR = {"r": [0.01, 0.01], "c": [900.0, 900.0], "tau": [9.0, 9.0]}
CURVES = {"soc": [0.0, 1.0], "ocv": [3.0, 4.2], "r0": [0.02, 0.02], "rc_pairs": [PAIR]}
FIT = {
    **CURVES,
    "rmse_mV": 1.5,
    "num_rcs": 1,
    "time": [0.0],
    "data_voltage": [4.0],
    "model_voltage": [4.0],
    "capacity_Ah": [5.0],
}


def _measurement(do: Any) -> Any:
    spec = do(lambda client: client.cell_spec.create({"name": "cell"}))
    cell = do(lambda client: client.cell_instance.create(spec, {"name": "one"}))
    return do(
        lambda client: client.cell_measurement.create_properties(
            cell, name="m", properties={"mass": {"value": 1.0, "unit": "g"}}
        )
    )


def test_fits_are_jobs_that_failed(do: Any, tmp_path: Path, capsys: Any) -> None:
    measurement = _measurement(do)
    path = tmp_path / "cycler.csv"
    path.write_bytes(b"t,V\r\n\x00\xff--\r\n")
    opened = io.BytesIO(path.read_bytes())
    for act in (
        lambda c: c.ecm.fit_from_measurements({"measurements": [{"id": measurement}]}),
        lambda c: c.ecm.fit_from_measurements({"measurements": [{"id": measurement.id}]}),
        lambda c: c.ecm.fit_from_file(str(path), 3, regularization=0.1, initial_soc=1.0),
        lambda c: c.ecm.fit_from_file(opened, filename="x.csv"),
    ):
        job = do(act)
        assert job.status == "failed"
        with pytest.raises(JobFailedError, match="hosted service"):
            do(lambda c, job=job: c.ecm.wait_for_completion(job, 5, 1))
        assert job.job_id in capsys.readouterr().out
        gone = do(
            lambda c, job=job: c.ecm.wait_for_completion(
                job.job_id, verbose=False, raise_on_failure=False
            )
        )
        assert gone is None
    assert capsys.readouterr().out == ""
    with pytest.raises(NotFoundError):
        do(lambda c: c.ecm.fit_from_measurements({"measurements": [{"id": "none"}]}))


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({}, "measurements"),
        ({"measurements": [{"id": "a", "capacity": 5.0}, {"id": "b"}]}, "of all measurements"),
        ({"measurements": [{"id": "a", "initial_soc": 1.5}]}, "initial_soc is 1.5"),
        ({"measurements": [{"id": "a"}], "ecm_options": {"num_rcs": 6}}, "num_rcs is 6"),
        (
            {
                "measurements": [{"id": "a"}],
                "ecm_options": {"ocv_soc_curve": {"soc": [0, 1, 1], "ocv": [3, 4, 4]}},
            },
            "ocv_soc_curve",
        ),
        (
            {"measurements": [{"id": "a"}], "ecm_options": {"bounds_capacity": {"lo": 2, "hi": 1}}},
            "bounds_capacity",
        ),
        (
            {
                "measurements": [{"id": "a"}],
                "ecm_options": {"num_knots": 8, "knot_schedule": [2, 4]},
            },
            "knot_schedule",
        ),
    ],
)
def test_a_fit_that_contradicts_itself_is_not_sent(do: Any, config: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        do(lambda client: client.ecm.fit_from_measurements(config))


def test_there_are_no_examples_here(do: Any) -> None:
    assert do(lambda client: client.ecm.list_examples()) == []
    with pytest.raises(NotFoundError):
        do(lambda client: client.ecm.get_example_data("one"))
    with pytest.raises(NotFoundError):
        do(lambda client: client.ecm.fit_from_example("one", 1, fit_ocv=False))


def test_a_fit_is_kept_as_a_parameterized_model(do: Any) -> None:
    ratings = {"capacity": {"value": 5.0, "unit": "A.h"}}
    spec = do(lambda client: client.cell_spec.create({"name": "cell", "ratings": ratings}))
    fit = FitResults.from_dict(FIT)
    assert (fit.rmse_mV, fit.capacity_Ah, fit.rc_pairs[0].tau) == (1.5, [5.0], [9.0, 9.0])
    saved = do(lambda client: client.ecm.save_to_project("kept", spec, fit))
    kept = do(lambda client: client.parameterized_model.get(saved.parameterized_model_id))
    assert (kept.model_id, kept.cell_spec_id) == (saved.model_id, spec.id)
    assert kept.parameters.items() >= CURVES.items()
    model = do(lambda client: client.model.get(saved.model_id))
    assert model.config["options"] == {"number of rc elements": 1}
    with pytest.raises(ConflictError):
        do(lambda client: client.ecm.save_to_project("kept", spec, CURVES, "again", 1))
    with pytest.raises(ValueError, match="no ocv and no r0"):
        do(lambda client: client.ecm.save_to_project("x", spec, {"soc": [0, 1]}))
    with pytest.raises(RequestValidationError, match="soc"):
        do(lambda client: client.ecm.save_to_project("x", spec, {**CURVES, "soc": "all"}))


def test_what_only_the_hosted_service_does_is_said(do: Any) -> None:
    measurement = _measurement(do).id
    with pytest.raises(IonworksError, match="hosted service") as refused:
        do(lambda client: client.ecm.validate(measurement_id=measurement, fit_results=CURVES))
    assert refused.value.status_code == 501
    for wrong in ({}, {"measurement_id": "m", "example_id": "e"}, {"measurement_id": "m"}):
        with pytest.raises(ValueError, match="give exactly one"):
            do(lambda client, wrong=wrong: client.ecm.validate(**wrong))
    with pytest.raises(FileNotFoundError):
        do(lambda client: client.ecm.detect_and_read("none.csv"))
    with pytest.raises(ValueError, match="without a name"):
        do(lambda client: client.ecm.fit_from_file(b"t,V"))
    with pytest.raises(TypeError, match="mode 'rb'"):
        do(lambda client: client.ecm.fit_from_file(io.StringIO("t"), filename="x"))


def test_a_cycler_file_is_read_by_its_columns(do: Any) -> None:
    rows = [(0, "4,0", 0, 1), (60, "4,0", 0, 1)]
    rows += [(120 + 60 * n, f"3,{9 - n}", 2, 2) for n in range(5)]
    lines = ["Test Time (s);Voltage (V);Current (A);Step", *(";".join(map(str, r)) for r in rows)]
    found = do(lambda client: client.ecm.detect_and_read("\n".join(lines).encode(), "my cell.csv"))
    series = found["time_series"]
    assert series["Time [s]"] == [60.0 * n for n in range(7)]
    assert series["Voltage [V]"] == [4.0, 4.0, 3.9, 3.8, 3.7, 3.6, 3.5]
    assert series["Current [A]"] == [0.0, 0.0, *[2.0] * 5]  # the voltage falls: it is discharged
    assert series["Step count"] == [0, 0, *[1] * 5]
    assert found["guesses"]
    for content, name in ((b"", "my cell.csv"), (b"\x00\xff" * 50, "../my cell.csv")):
        with pytest.raises(BadRequestError, match=r"my cell.csv|the file") as refused:
            do(lambda client, of=(content, name): client.ecm.detect_and_read(*of))
        assert "/" not in str(refused.value.message)


@pytest.mark.skipif(find_spec("ionworksdata") is not None, reason="ionworksdata is there")
def test_some_formats_are_read_by_a_package(do: Any) -> None:
    with pytest.raises(IonworksError, match="pip install") as refused:
        do(lambda client: client.ecm.detect_and_read(b"no database", "cell.res"))
    assert refused.value.status_code == 501
