from typing import Literal

ListProjectMeasurementsFullMeasurementTypeType3Type1 = Literal[
    "file", "properties", "time_series"
]

LIST_PROJECT_MEASUREMENTS_FULL_MEASUREMENT_TYPE_TYPE_3_TYPE_1_VALUES: set[
    ListProjectMeasurementsFullMeasurementTypeType3Type1
] = {
    "file",
    "properties",
    "time_series",
}


def check_list_project_measurements_full_measurement_type_type_3_type_1(
    value: str,
) -> ListProjectMeasurementsFullMeasurementTypeType3Type1:
    if value in LIST_PROJECT_MEASUREMENTS_FULL_MEASUREMENT_TYPE_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PROJECT_MEASUREMENTS_FULL_MEASUREMENT_TYPE_TYPE_3_TYPE_1_VALUES!r}"
    )
