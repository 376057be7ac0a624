from typing import Literal

ListMaterialsOrderType1 = Literal["asc", "desc"]

LIST_MATERIALS_ORDER_TYPE_1_VALUES: set[ListMaterialsOrderType1] = {
    "asc",
    "desc",
}


def check_list_materials_order_type_1(value: str) -> ListMaterialsOrderType1:
    if value in LIST_MATERIALS_ORDER_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MATERIALS_ORDER_TYPE_1_VALUES!r}"
    )
