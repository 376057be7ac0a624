from typing import Literal

ListCellSpecificationsOrderByType3Type1 = Literal["created_at", "name", "updated_at"]

LIST_CELL_SPECIFICATIONS_ORDER_BY_TYPE_3_TYPE_1_VALUES: set[
    ListCellSpecificationsOrderByType3Type1
] = {
    "created_at",
    "name",
    "updated_at",
}


def check_list_cell_specifications_order_by_type_3_type_1(
    value: str,
) -> ListCellSpecificationsOrderByType3Type1:
    if value in LIST_CELL_SPECIFICATIONS_ORDER_BY_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_SPECIFICATIONS_ORDER_BY_TYPE_3_TYPE_1_VALUES!r}"
    )
