from typing import Literal

ListCellInstancesOrderByType1 = Literal["created_at", "name", "updated_at"]

LIST_CELL_INSTANCES_ORDER_BY_TYPE_1_VALUES: set[ListCellInstancesOrderByType1] = {
    "created_at",
    "name",
    "updated_at",
}


def check_list_cell_instances_order_by_type_1(
    value: str,
) -> ListCellInstancesOrderByType1:
    if value in LIST_CELL_INSTANCES_ORDER_BY_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_INSTANCES_ORDER_BY_TYPE_1_VALUES!r}"
    )
