from typing import Literal

ListCellInstanceMeasurementsOrderType2Type1 = Literal["asc", "desc"]

LIST_CELL_INSTANCE_MEASUREMENTS_ORDER_TYPE_2_TYPE_1_VALUES: set[
    ListCellInstanceMeasurementsOrderType2Type1
] = {
    "asc",
    "desc",
}


def check_list_cell_instance_measurements_order_type_2_type_1(
    value: str,
) -> ListCellInstanceMeasurementsOrderType2Type1:
    if value in LIST_CELL_INSTANCE_MEASUREMENTS_ORDER_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_INSTANCE_MEASUREMENTS_ORDER_TYPE_2_TYPE_1_VALUES!r}"
    )
