from typing import Literal

ListCellInstanceMeasurementsOrderByType3Type1 = Literal[
    "created_at", "name", "start_time", "updated_at"
]

LIST_CELL_INSTANCE_MEASUREMENTS_ORDER_BY_TYPE_3_TYPE_1_VALUES: set[
    ListCellInstanceMeasurementsOrderByType3Type1
] = {
    "created_at",
    "name",
    "start_time",
    "updated_at",
}


def check_list_cell_instance_measurements_order_by_type_3_type_1(
    value: str,
) -> ListCellInstanceMeasurementsOrderByType3Type1:
    if value in LIST_CELL_INSTANCE_MEASUREMENTS_ORDER_BY_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_INSTANCE_MEASUREMENTS_ORDER_BY_TYPE_3_TYPE_1_VALUES!r}"
    )
