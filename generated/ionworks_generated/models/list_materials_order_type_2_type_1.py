from typing import Literal

ListMaterialsOrderType2Type1 = Literal["asc", "desc"]

LIST_MATERIALS_ORDER_TYPE_2_TYPE_1_VALUES: set[ListMaterialsOrderType2Type1] = {
    "asc",
    "desc",
}


def check_list_materials_order_type_2_type_1(
    value: str,
) -> ListMaterialsOrderType2Type1:
    if value in LIST_MATERIALS_ORDER_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MATERIALS_ORDER_TYPE_2_TYPE_1_VALUES!r}"
    )
