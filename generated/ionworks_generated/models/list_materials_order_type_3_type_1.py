from typing import Literal

ListMaterialsOrderType3Type1 = Literal["asc", "desc"]

LIST_MATERIALS_ORDER_TYPE_3_TYPE_1_VALUES: set[ListMaterialsOrderType3Type1] = {
    "asc",
    "desc",
}


def check_list_materials_order_type_3_type_1(
    value: str,
) -> ListMaterialsOrderType3Type1:
    if value in LIST_MATERIALS_ORDER_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MATERIALS_ORDER_TYPE_3_TYPE_1_VALUES!r}"
    )
