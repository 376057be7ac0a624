from typing import Literal

ListCellSpecificationsOrderType2Type1 = Literal["asc", "desc"]

LIST_CELL_SPECIFICATIONS_ORDER_TYPE_2_TYPE_1_VALUES: set[
    ListCellSpecificationsOrderType2Type1
] = {
    "asc",
    "desc",
}


def check_list_cell_specifications_order_type_2_type_1(
    value: str,
) -> ListCellSpecificationsOrderType2Type1:
    if value in LIST_CELL_SPECIFICATIONS_ORDER_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_SPECIFICATIONS_ORDER_TYPE_2_TYPE_1_VALUES!r}"
    )
