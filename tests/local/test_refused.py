"""What only the hosted service does is refused with the reason, after the request was checked."""

import pytest

C_RATE = {"steps": [{"Charge": {"mode": "C-rate", "value": 1, "ends": ["Voltage > 4.2"]}}]}
AMPERES = {"steps": [{"Charge": {"mode": "Current", "value": 1, "ends": ["Voltage > 4.2"]}}]}


@pytest.mark.parametrize(
    ("method", "path", "request_"),
    [
        ("POST", "/protocols/parse", {"files": {"file": ("plan.000", b"Rest")}}),
        ("POST", "/protocols/convert", {"json": {"protocol": C_RATE, "target": "maccor"}}),
        ("POST", "/protocols/convert", {"json": {"protocol": AMPERES, "target": "neware"}}),
        ("POST", "/discovery/ionworks_models/serialize", {"json": {"name": "ECM"}}),
        ("GET", "/model_builders/calculations/producing", {"params": {"parameter": "Mass [kg]"}}),
    ],
)
def test_the_reason_is_said(lab, method, path, request_):
    refusal = lab.refused(501, method, path, **request_)
    assert refusal["error_code"] == "NOT_IMPLEMENTED"
    assert "hosted service" in refusal["message"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"protocol": "steps: [", "target": "maccor"}, "no YAML"),
        ({"protocol": {"steps": [1]}, "target": "maccor"}, "steps[0]"),
        ({"protocol": C_RATE, "target": "neware"}, "nominal_capacity_ah"),
        ({"protocol": C_RATE, "target": "biologic_bttest"}, "nominal_capacity_ah"),
    ],
)
def test_a_conversion_is_checked_first(lab, body, words):
    refusal = lab.refused(400, "POST", "/protocols/convert", json=body)
    assert words in refusal["message"]
