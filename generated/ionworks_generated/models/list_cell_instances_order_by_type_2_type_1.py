from typing import Literal

ListCellInstancesOrderByType2Type1 = Literal["created_at", "name", "updated_at"]

LIST_CELL_INSTANCES_ORDER_BY_TYPE_2_TYPE_1_VALUES: set[
    ListCellInstancesOrderByType2Type1
] = {
    "created_at",
    "name",
    "updated_at",
}


def check_list_cell_instances_order_by_type_2_type_1(
    value: str,
) -> ListCellInstancesOrderByType2Type1:
    if value in LIST_CELL_INSTANCES_ORDER_BY_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_INSTANCES_ORDER_BY_TYPE_2_TYPE_1_VALUES!r}"
    )
