"""The rules of protocols that are known here, and the steps that can be read."""

import pytest

from ionworks.local import (
    protocol_rules,
)

STEPS_1, CYCLES_1 = (f"measurements/m/1/tables/{name}.parquet" for name in ("steps", "cycles"))

REST = {"Rest": {"duration": 1}}


@pytest.mark.parametrize(
    ("settings", "is_right"),
    [
        ({"initial_state_type": "soc_percentage", "initial_state_value": 0}, True),
        ({"initial_state_type": "soc_percentage", "initial_state_value": 100}, True),
        ({"initial_state_type": "soc_percentage", "initial_state_value": -1}, False),
        ({"initial_state_type": "soc_percentage", "initial_state_value": 100.1}, False),
        ({"initial_state_type": "voltage", "initial_state_value": 101}, True),
        ({"initial_state_value": 101}, True),
        ({"initial_state_type": 'input["a"]', "initial_state_value": 101}, True),
        ({"initial_state_type": "capacity"}, False),
        ({"initial_soc": "x"}, True),
        ({"initial_soc": None}, False),
        ({"temperature": []}, False),
        ({"initial_temperature": {}}, False),
        ({"resolution": 1}, False),
        (None, True),
        (1, False),
    ],
)
def test_settings_of_a_protocol_keep_its_rules(settings, is_right):
    found = protocol_rules.problems({"global": settings, "steps": [REST]})
    assert (found == []) == is_right, found


@pytest.mark.parametrize("form", ["beside", "key"])
@pytest.mark.parametrize(
    ("parts", "is_right"),
    [
        ({"mode": "Current", "value": 1, "duration": "1", "ends": []}, True),
        ({"mode": 1}, False),
        ({"value": []}, False),
        ({"duration": {}}, False),
        ({"ends": "Voltage > 4"}, False),
        ({"ends": ["Voltage > 4", {"variable": "Voltage", "value": 4}]}, True),
        ({"ends": [1]}, False),
        ({"ends": [{"variable": "Voltage"}]}, False),
    ],
)
@pytest.mark.parametrize("direction", ["Charge", "Discharge", "Rest"])
def test_parts_of_a_step_keep_the_rules(form, parts, is_right, direction):
    step = {"direction": direction, **parts} if form == "beside" else {direction: parts}
    found = protocol_rules.problems({"steps": [REST, step]})
    assert (found == []) == is_right
    assert all(problem.startswith("steps[1].") for problem in found)


def test_five_problems_of_a_protocol_are_named():
    assert len(protocol_rules.problems({"steps": [1] * 5})) == 5
    assert len(protocol_rules.problems({"steps": [1] * 6})) == 5
    (whole,) = protocol_rules.problems({})
    assert whole.startswith("the protocol: ")


@pytest.mark.parametrize(
    ("value", "is_known"),
    [
        *((value, True) for value in (1, 0.5, "1", "-1.5e-3", ".5", "5.", " 1 ", 'input["a b"]')),
        *((value, True) for value in ("input[ 'a' ]", "+2E5")),
        *((value, False) for value in ("1 / 2", "e5", "", "input[a]", "input['a\"]", "1,5", True)),
    ],
)
def test_a_value_is_a_number_or_the_name_of_an_input(value, is_known):
    protocol = {"steps": [{"Charge": {"mode": "Power", "value": value, "duration": 1}}]}
    if is_known:
        (step,) = protocol_rules.read(protocol)
        assert (step.direction, step.mode, step.value) == ("Charge", "Power", value)
        assert (step.ends, step.duration) == ((), 1)
    else:
        with pytest.raises(protocol_rules.UnknownError, match="the value of steps") as unknown:
            protocol_rules.read(protocol)
        assert unknown.value.what == f"{value!r} as the value of steps[0]"


@pytest.mark.parametrize("mode", ["C-rate", "Current", "Voltage", "Power"])
def test_each_mode_can_be_held_and_end_a_step(mode):
    for sign in ("<", ">", "<=", ">="):
        end = f" {mode} {sign} 1 "
        protocol = {"steps": [{"direction": "Discharge", "mode": mode, "value": 1, "ends": [end]}]}
        (step,) = protocol_rules.read(protocol)
        assert step.ends == (end.strip(),)
        assert str(step) == f"Discharge at {mode} 1 until {end.strip()}"
    reached = {"variable": mode, "value": 2}
    (step,) = protocol_rules.read({"steps": [{"Rest": {"ends": [reached, f"{mode} < 1"]}}]})
    assert str(step) == f"Rest until {mode} reaches 2 or {mode} < 1"
    assert protocol_rules.has_c_rates({"steps": [REST, {"Charge": {"mode": mode}}]}) == (
        mode == "C-rate"
    )
    assert protocol_rules.has_c_rates({"steps": [{"mode": mode}]}) == (mode == "C-rate")
    for wrong in (
        f"{mode} = 1",
        f"{mode} > x",
        {"variable": mode, "value": 1, "more": 1},
        {"variable": "Time", "value": 1},
    ):
        with pytest.raises(protocol_rules.UnknownError, match=r"steps\[0\]"):
            protocol_rules.read({"steps": [{"Rest": {"ends": [wrong]}}]})


def test_every_setting_that_is_known_is_read():
    settings = {
        "initial_soc": 1,
        "temperature": "25",
        "initial_temperature": 25.0,
        "initial_state_type": "voltage",
        "initial_state_value": "input['a']",
        "resolution": {"time": 1, "voltage": "0.1", "current": 'input["b"]'},
    }
    assert len(protocol_rules.read({"global": settings, "steps": [REST, REST]})) == 2
    for name in ("initial_soc", "temperature", "initial_temperature", "initial_state_value"):
        wrong = {"global": {**settings, name: "x"}, "steps": [REST]}
        with pytest.raises(protocol_rules.UnknownError, match=f"'x' as global.{name}"):
            protocol_rules.read(wrong)
    for name in settings["resolution"]:
        wrong = {"global": {"resolution": {name: "x"}}, "steps": [REST]}
        with pytest.raises(protocol_rules.UnknownError, match=f"'x' as global.resolution.{name}"):
            protocol_rules.read(wrong)


@pytest.mark.parametrize(
    ("step", "unknown"),
    [
        ({"Rest": {"duration": 1, "mode": "Current"}}, "'mode' in steps[1]"),
        ({"direction": "Rest", "duration": 1, "value": 2}, "'value' in steps[1]"),
        ({"Charge": {"mode": "Power", "value": 1, "note": "n"}}, "'note' in steps[1]"),
        ({"Drive": {"duration": 1}}, "'Drive' of steps[1]"),
        ({"Charge": {"mode": "Ampere", "value": 1}}, "the mode 'Ampere' of steps[1]"),
        ({"Rest": {}}, "steps[1], which does not say when it ends"),
        ({}, "steps[1], which has no direction"),
    ],
)
def test_what_is_not_known_of_a_step_is_named_with_its_place(step, unknown):
    with pytest.raises(protocol_rules.UnknownError) as refused:
        protocol_rules.read({"steps": [REST, step]})
    assert refused.value.what == unknown


@pytest.mark.parametrize(
    ("protocol", "unknown"),
    [
        ({"steps": []}, "a protocol without steps"),
        ({"steps": [REST], "x": 1}, "'x' in the protocol"),
        ({"steps": [REST], "global": {"x": 1}}, "'x' in global"),
        ({"steps": [REST], "global": {"resolution": {"x": 1}}}, "'x' in global.resolution"),
    ],
)
def test_what_is_not_known_of_a_protocol_is_named_with_its_place(protocol, unknown):
    with pytest.raises(protocol_rules.UnknownError) as refused:
        protocol_rules.read(protocol)
    assert refused.value.what == unknown
