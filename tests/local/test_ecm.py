"""Fits and validations of equivalent circuits are checked before they are refused."""

import json

import pytest

PAIR = {"r": [0.01, 0.01], "c": [900.0, 900.0], "tau": [9.0, 9.0]}
CURVES = {"soc": [0.0, 1.0], "ocv": [3.0, 4.2], "r0": [0.02, 0.02], "rc_pairs": [PAIR]}
WRONG_OPTIONS = {
    "ocv_soc_curve": [
        {"soc": [0, 1], "ocv": [3.0, 4.0, 4.1]},
        {"soc": [0, 0.5, 0.5], "ocv": [3.0, 4.0, 4.1]},
        {"soc": [0, 1.1], "ocv": [3.0, 4.0]},
    ],
    "bounds_capacity": [{"lo": 2, "hi": 2}],
    "knot_schedule": [[], [0, 4], [2, 2, 4], [2, 5]],
}
CASES = [(name, value) for name, values in WRONG_OPTIONS.items() for value in values]


@pytest.fixture
def measurement(lab):
    path = f"/cell_instances/{lab.cell()}/cell_measurements/create"
    return lab.post(path, {"name": "m", "properties": {}})["id"]


@pytest.mark.parametrize(("name", "value"), CASES)
def test_options_that_contradict_themselves_are_refused(lab, measurement, name, value):
    options = {"num_knots": 4, name: value}
    body = {"measurements": [{"id": measurement}], "ecm_options": options}
    refusal = lab.refused(400, "POST", "/ecm/fit-from-measurements", json=body)
    assert name in refusal["message"]
    refusal = lab.refused(
        400,
        "POST",
        "/ecm/fit-from-file",
        params={"num_knots": 4, name: json.dumps(value)},
        files={"file": ("a.csv", b"t,V")},
    )
    assert name in refusal["message"]
    assert lab.get("/jobs")["total"] == 0


def test_options_that_agree_are_accepted(lab, measurement):
    options = {
        "ocv_soc_curve": {"soc": [0, 0.5, 1], "ocv": [3.0, 3.7, 4.2]},
        "bounds_capacity": {"lo": 1, "hi": 2},
        "num_knots": 4,
        "knot_schedule": [1, 2, 4],
    }
    body = {"measurements": [{"id": measurement}], "ecm_options": options}
    assert lab.post("/ecm/fit-from-measurements", body)["status"] == "failed"
    query = {name: json.dumps(value) for name, value in options.items()}
    file = {"file": ("a.csv", b"t,V")}
    made = lab.ok("POST", "/ecm/fit-from-file", params=query, files=file)
    assert made["status"] == "failed"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"knot_schedule": "[1, 2"}, "knot_schedule is no JSON"),
        ({"knot_schedule": "[" * 5000}, "knot_schedule is no JSON"),
        ({"knot_schedule": '["1"]'}, "knot_schedule[0]: "),
        ({"bounds_capacity": '{"lo": 0, "hi": 1}'}, "bounds_capacity['lo']: "),
        ({"ocv_soc_curve": '{"soc": [0, 1]}'}, "ocv_soc_curve: "),
    ],
)
def test_options_as_text_have_the_form_of_those_in_a_body(lab, query, words):
    file = {"file": ("a.csv", b"t,V")}
    refusal = lab.refused(400, "POST", "/ecm/fit-from-file", params=query, files=file)
    assert words in refusal["message"]


@pytest.mark.parametrize(
    ("measurements", "words"),
    [
        ([{"capacity": 5}, {}], "capacity"),
        ([{"start_step": 3, "end_step": 2}], "end_step 2"),
    ],
)
def test_measurements_that_contradict_each_other_are_refused(lab, measurement, measurements, words):
    body = {"measurements": [{"id": measurement, **one} for one in measurements]}
    refusal = lab.refused(400, "POST", "/ecm/fit-from-measurements", json=body)
    assert words in refusal["message"]


def test_a_validation_is_checked_and_then_refused(lab, measurement):
    whole = {"measurement_id": measurement, "fit_results": CURVES}
    refusal = lab.refused(501, "POST", "/ecm/validate", json=whole)
    assert "hosted service" in refusal["message"]
    for status, body in (
        (400, {}),
        (400, {"measurement_id": measurement}),
        (400, {**whole, "example_id": "e"}),
        (400, {**whole, "parameterized_model_id": "p"}),
        (400, {**whole, "start_step": 3, "end_step": 1}),
        (404, {"example_id": "e", "fit_results": CURVES}),
        (404, {**whole, "measurement_id": "none"}),
        (404, {"measurement_id": measurement, "parameterized_model_id": "none"}),
        (422, {**whole, "initial_soc": 2}),
    ):
        lab.refused(status, "POST", "/ecm/validate", json=body)
