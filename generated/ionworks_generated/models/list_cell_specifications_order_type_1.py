from typing import Literal

ListCellSpecificationsOrderType1 = Literal["asc", "desc"]

LIST_CELL_SPECIFICATIONS_ORDER_TYPE_1_VALUES: set[ListCellSpecificationsOrderType1] = {
    "asc",
    "desc",
}


def check_list_cell_specifications_order_type_1(
    value: str,
) -> ListCellSpecificationsOrderType1:
    if value in LIST_CELL_SPECIFICATIONS_ORDER_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_CELL_SPECIFICATIONS_ORDER_TYPE_1_VALUES!r}"
    )
