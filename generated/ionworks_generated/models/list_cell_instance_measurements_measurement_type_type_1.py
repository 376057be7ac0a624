from typing import Literal

ListCellInstanceMeasurementsMeasurementTypeType1 = Literal[
    "file", "properties", "time_series"
]

LIST_CELL_INSTANCE_MEASUREMENTS_MEASUREMENT_TYPE_TYPE_1_VALUES: set[
    ListCellInstanceMeasurementsMeasurementTypeType1
] = {
    "file",
    "properties",
    "time_series",
}


def check_list_cell_instance_measurements_measurement_type_type_1(
    value: str,
) -> ListCellInstanceMeasurementsMeasurementTypeType1:
    if value in LIST_CELL_INSTANCE_MEASUREMENTS_MEASUREMENT_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_INSTANCE_MEASUREMENTS_MEASUREMENT_TYPE_TYPE_1_VALUES!r}"
    )
