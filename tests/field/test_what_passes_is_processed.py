"""What the checks pass, the platform processes."""

import warnings
from uuid import uuid4

import polars as pl
import pytest
from field.damage import T, damaged, halves
from hypothesis import HealthCheck, given, settings

from ionworks import MeasurementValidationError
from ionworks.local.processing import process, stitch
from ionworks.tables import to_polars
from ionworks.validators import check

RATINGS = {
    "capacity": {"value": 5.0, "unit": "A.h"},
    "voltage_min": {"value": 2.5, "unit": "V"},
    "voltage_max": {"value": 4.2, "unit": "V"},
}

many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
few = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@many
@given(damaged())
def test_what_passes_is_processed(drawn):
    frame, data_type = drawn
    frame = to_polars(frame)
    if check(frame, data_type=data_type):
        made = process(frame)
        assert made.rows == frame.height


@few
@given(drawn=damaged())
def test_what_is_sent_becomes_ready(do, drawn):
    """Through the real platform: a series is refused before it is sent, or becomes ready."""
    frame, data_type = drawn
    hint = {} if data_type is None else {"data_type": data_type}
    detail = {"measurement": {"name": str(uuid4()), **hint}, "time_series": frame}
    spec = do(lambda client: client.cell_spec.create_or_get({"name": "cell", "ratings": RATINGS}))
    cell = do(lambda client: client.cell_instance.create_or_get(spec.id, {"name": "one"}))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = do(lambda client: client.cell_measurement.create(cell.id, detail))
    except MeasurementValidationError:
        return
    assert made.measurement.processing_status in (None, "ready", "completed")


def test_a_text_column_without_text_is_no_fault():
    """CSV readers give empty columns the type of text."""
    empty = halves().with_columns(pl.lit(None, pl.String).alias("Temperature [degC]"))
    assert check(empty)
    assert process(empty).steps["Discharge capacity [A.h]"].sum() == pytest.approx(1.0)
    later = empty.with_columns(pl.col(T) + 8000.0, pl.lit(20.0).alias("Temperature [degC]"))
    assert stitch(empty, later)["Temperature [degC]"].to_list() == [None] * 122 + [20.0] * 122
