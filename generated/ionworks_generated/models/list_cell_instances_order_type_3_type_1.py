from typing import Literal

ListCellInstancesOrderType3Type1 = Literal["asc", "desc"]

LIST_CELL_INSTANCES_ORDER_TYPE_3_TYPE_1_VALUES: set[
    ListCellInstancesOrderType3Type1
] = {
    "asc",
    "desc",
}


def check_list_cell_instances_order_type_3_type_1(
    value: str,
) -> ListCellInstancesOrderType3Type1:
    if value in LIST_CELL_INSTANCES_ORDER_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_INSTANCES_ORDER_TYPE_3_TYPE_1_VALUES!r}"
    )
