from typing import Literal

ListCellSpecificationsOrderByType2Type1 = Literal["created_at", "name", "updated_at"]

LIST_CELL_SPECIFICATIONS_ORDER_BY_TYPE_2_TYPE_1_VALUES: set[
    ListCellSpecificationsOrderByType2Type1
] = {
    "created_at",
    "name",
    "updated_at",
}


def check_list_cell_specifications_order_by_type_2_type_1(
    value: str,
) -> ListCellSpecificationsOrderByType2Type1:
    if value in LIST_CELL_SPECIFICATIONS_ORDER_BY_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_SPECIFICATIONS_ORDER_BY_TYPE_2_TYPE_1_VALUES!r}"
    )
