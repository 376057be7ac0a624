from typing import Literal

ListCellInstanceMeasurementsOrderType1 = Literal["asc", "desc"]

LIST_CELL_INSTANCE_MEASUREMENTS_ORDER_TYPE_1_VALUES: set[
    ListCellInstanceMeasurementsOrderType1
] = {
    "asc",
    "desc",
}


def check_list_cell_instance_measurements_order_type_1(
    value: str,
) -> ListCellInstanceMeasurementsOrderType1:
    if value in LIST_CELL_INSTANCE_MEASUREMENTS_ORDER_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_INSTANCE_MEASUREMENTS_ORDER_TYPE_1_VALUES!r}"
    )
