from typing import Literal

GetJobSeriesSourceType2Type1 = Literal["baseline", "optimal"]

GET_JOB_SERIES_SOURCE_TYPE_2_TYPE_1_VALUES: set[GetJobSeriesSourceType2Type1] = {
    "baseline",
    "optimal",
}


def check_get_job_series_source_type_2_type_1(
    value: str,
) -> GetJobSeriesSourceType2Type1:
    if value in GET_JOB_SERIES_SOURCE_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {GET_JOB_SERIES_SOURCE_TYPE_2_TYPE_1_VALUES!r}"
    )
