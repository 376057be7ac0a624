"""Start and end of a test by the wall clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ionworks.validators.checks import scan
from ionworks.validators.functions import validate_measurement_timing

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
T = "Time [s]"


def codes(*times, frame=None, **how):
    found = validate_measurement_timing(*times, frame, now=NOW, **how)
    return [issue.code.value for issue in found]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (NOW, None, []),
        (NOW + timedelta(seconds=1), None, ["start_time_in_future"]),
        (None, NOW, []),
        (None, NOW + timedelta(seconds=1), ["end_time_in_future"]),
        # A time without a zone may be anywhere.
        ((NOW + timedelta(days=9)).replace(tzinfo=None), None, []),
        (NOW, NOW, []),
        (NOW, NOW - timedelta(seconds=1), ["end_time_before_start_time"]),
        ("2026-06-01T14:00:00+02:00", "2026-06-01T11:59:59Z", ["end_time_before_start_time"]),
        ("2026-06-01T12:00:00", "2026-06-01T11:59:59", ["end_time_before_start_time"]),
        ("2026-06-01T12:00:00", NOW, ["timing_not_checked"]),
        (NOW.astimezone(timezone(timedelta(hours=5))), NOW, []),
    ],
)
def test_what_times_say_of_each_other(start, end, found):
    assert codes(start, end) == found


@pytest.mark.parametrize("size", [1, 2, 10])
@pytest.mark.parametrize(
    ("times", "wall", "found"),
    [
        ([0.0, 500.0, 1000.0], 1059.0, False),
        ([0.0, 500.0, 1000.0], 1061.0, True),
        ([0.0, 500.0, 1000.0], 939.0, True),
        ([0.0, 500.0, 1000.0], 941.0, False),
        ([9e3, 9.5e3, 1e4], 1061.0, True),  # from the first time to the last one
        ([9e3, 9.5e3, 1e4], 1059.0, False),
        ([1e4, 0.0, None], 10_490.0, False),  # the extremes of all rows
        ([1e4, 0.0, None], 10_510.0, True),
        ([7.0, 7.0], 900.0, False),
        ([None, None], 900.0, False),
    ],
)
def test_the_time_column_spans_as_long(times, wall, found, size, monkeypatch):
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    start = NOW - timedelta(days=1)
    end = start + timedelta(seconds=wall)
    issues = validate_measurement_timing(start, end, {T: times}, now=NOW)
    assert len(issues) == found
    span = max(t or 0.0 for t in times) - min(t for t in times if t is not None) if found else 0.0
    for issue in issues:
        assert issue.payload == {
            "wall_clock_seconds": wall,
            "data_span_seconds": span,
            "tolerance_seconds": pytest.approx(max(60.0, 0.05 * span)),
        }


def test_what_cannot_be_read_is_named():
    (issue,) = validate_measurement_timing("soon", 12, now=NOW)
    assert issue.payload["reasons"] == [
        "`start_time` is 'soon', which is not an ISO 8601 time",
        "`end_time` is 12, which is not an ISO 8601 time",
    ]
    (issue,) = validate_measurement_timing("x" * 60, None, now=NOW)
    assert f"is '{'x' * 39}, which" in issue.message
