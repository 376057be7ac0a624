"""A rating is a value with a unit; whatever else is given, the message shows that form."""

import numpy as np
import pytest
from field.damage import halves

from ionworks import RequestValidationError
from ionworks.validators import check, rated_capacity, voltage_window

#: What is given as a capacity, and what the message has to say.
NO_QUANTITIES = [
    ("5 Ah", r'write "capacity": \{"value": 5.0, "unit": "Ah"\}'),
    ("5", r'"value": 5.0, "unit": "A.h"'),
    ("much", r'"value": 5.0, "unit": "A.h"'),
    (3, r'"value": 3.0, "unit": "A.h"'),
    (np.float32(2.5), r'"value": 2.5, "unit": "A.h"'),
    ([2.5, "mAh"], r'"value": 2.5, "unit": "mAh"'),
    ([], r'"value": 5.0, "unit": "A.h"'),
    (True, r'"value": 5.0, "unit": "A.h"'),
    ({"value": 3}, r'no unit; write "capacity": \{"value": 3.0, "unit": "A.h"\}'),
    ({"unit": "mAh"}, r'no value; write "capacity": \{"value": 5.0, "unit": "mAh"\}'),
    ({}, "no value and no unit"),
    ({"value": "3", "unit": "Ah"}, "not a finite number"),
    ({"value": float("inf"), "unit": "Ah"}, "not a finite number"),
    ({"value": np.ones(2), "unit": "Ah"}, "not a finite number"),
    ({"value": 3, "unit": 5}, "unit 5, which cannot be read"),
    ({"value": 3, "unit": "V"}, "unit 'V', which cannot be read as A\\*h; write one of: A"),
]


@pytest.mark.parametrize(("given", "form"), NO_QUANTITIES)
def test_the_form_is_shown_before_data_are_checked(given, form):
    with pytest.raises(ValueError, match=f"rating 'capacity' .*{form}"):
        rated_capacity({"capacity": given})


def test_the_form_is_shown_before_anything_is_sent(do):
    spec = do(lambda client: client.cell_spec.create({"name": "cell"}))
    for number, (given, form) in enumerate(NO_QUANTITIES):
        ratings = {"ratings": {"capacity": given}}
        for refused in (
            lambda client, body={"name": f"cell {number}", **ratings}: client.cell_spec.create(
                body
            ),
            lambda client, body={"name": f"cell {number}", **ratings}: (
                client.cell_spec.create_or_get(body)
            ),
            lambda client, body=ratings: client.cell_spec.update(spec.id, body),
        ):
            with pytest.raises(
                RequestValidationError, match=f"rating 'capacity' .*{form}"
            ) as found:
                do(refused)
            assert found.value.status_code is None
    with pytest.raises(RequestValidationError, match="pass a dict of quantities"):
        do(lambda client: client.cell_spec.update(spec.id, {"ratings": "5 Ah"}))
    voltage = {"voltage_max": {"value": 4.2, "unit": "A.h"}}
    with pytest.raises(RequestValidationError, match=r"'voltage_max' .*'A.h'.* as V"):
        do(lambda client: client.cell_spec.update(spec.id, {"ratings": voltage}))
    assert [one.id for one in do(lambda client: client.cell_spec.list())] == [spec.id]


def test_what_is_a_quantity_goes_out_as_it_is(do):
    ratings = {
        "capacity": {"value": np.float32(2.5), "unit": "A.h"},
        "voltage_min": {"value": np.int64(2500), "unit": "mV"},
        "voltage_max": {"value": np.array(4.2), "unit": "V", "note": "of the maker"},
        "nominal_voltage": {"value": 3.6, "unit": "volts, about"},  # for the service to judge
        "energy": None,
        "max_charge_rate": {"value": 1, "unit": "C"},
        "of my own": "5 Ah",
    }
    with pytest.warns(UserWarning, match="'(note|of my own)' is not a field of"):
        spec = do(lambda client: client.cell_spec.create({"name": "cell", "ratings": ratings}))
    assert spec.ratings["capacity"] == {"value": 2.5, "unit": "A.h"}
    assert spec.ratings["voltage_max"]["note"] == "of the maker"
    assert spec.ratings["of my own"] == "5 Ah"
    for given in (ratings, spec.ratings):
        assert rated_capacity(given) == 2.5
        assert voltage_window(given) == (2.5, 4.2)
    do(lambda client: client.cell_spec.update(spec.id, {"ratings": None}))


def test_what_is_missing_is_shown():
    with pytest.raises(ValueError, match=r'no rating \'capacity\'; add it, "capacity": \{"value"'):
        rated_capacity({})
    with pytest.raises(ValueError, match=r'"voltage_max": \{"value": 4.2, "unit": "V"\}'):
        voltage_window({"voltage_min": {"value": 2.5, "unit": "V"}})


def test_a_spec_without_ratings_is_named_before_an_upload(do):
    spec = do(lambda client: client.cell_spec.create({"name": "cell"}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "one"}))
    detail = {"measurement": {"name": "test"}, "time_series": halves()}
    with pytest.raises(ValueError, match="no rating 'capacity'"):
        do(lambda client: client.cell_measurement.create(cell.id, detail, check_against_spec=True))


@pytest.mark.parametrize("given", ["5 Ah", {"value": 5, "unit": "A.h"}, [5]])
def test_a_rated_capacity_that_is_passed_is_a_number(given):
    with pytest.raises(ValueError, match=r"rated_capacity is .* in A\.h as a number"):
        check(halves(), rated_capacity=given)


@pytest.mark.parametrize(
    ("value", "unit"),
    [(5, "A.h"), (5000, "mAh"), (5000, " mA*h "), (5e6, "uA.h"), (5e6, "µA·h"), (18_000, "C")],
)
def test_a_capacity_is_read_in_any_unit_of_charge(value, unit):
    assert rated_capacity({"capacity": {"value": value, "unit": unit}}) == pytest.approx(5.0)


def test_an_integer_that_no_float_holds_is_refused():
    with pytest.raises(ValueError, match="not a finite number"):
        rated_capacity({"capacity": {"value": 10**400, "unit": "A.h"}})


def test_a_window_has_a_width():
    volts = {
        "voltage_min": {"value": 4.2, "unit": "V"},
        "voltage_max": {"value": 4200, "unit": "mV"},
    }
    with pytest.raises(ValueError, match="the first must be below the second"):
        voltage_window(volts)
