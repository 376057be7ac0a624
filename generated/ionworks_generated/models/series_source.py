from typing import Literal

SeriesSource = Literal["baseline", "optimal"]

SERIES_SOURCE_VALUES: set[SeriesSource] = {
    "baseline",
    "optimal",
}


def check_series_source(value: str) -> SeriesSource:
    if value in SERIES_SOURCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SERIES_SOURCE_VALUES!r}")
