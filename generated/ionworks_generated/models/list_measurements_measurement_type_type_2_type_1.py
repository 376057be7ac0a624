from typing import Literal

ListMeasurementsMeasurementTypeType2Type1 = Literal["file", "properties", "time_series"]

LIST_MEASUREMENTS_MEASUREMENT_TYPE_TYPE_2_TYPE_1_VALUES: set[
    ListMeasurementsMeasurementTypeType2Type1
] = {
    "file",
    "properties",
    "time_series",
}


def check_list_measurements_measurement_type_type_2_type_1(
    value: str,
) -> ListMeasurementsMeasurementTypeType2Type1:
    if value in LIST_MEASUREMENTS_MEASUREMENT_TYPE_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MEASUREMENTS_MEASUREMENT_TYPE_TYPE_2_TYPE_1_VALUES!r}"
    )
