from typing import Literal

ListMaterialsOrderByType3Type1 = Literal[
    "created_at", "manufacturer", "name", "updated_at"
]

LIST_MATERIALS_ORDER_BY_TYPE_3_TYPE_1_VALUES: set[ListMaterialsOrderByType3Type1] = {
    "created_at",
    "manufacturer",
    "name",
    "updated_at",
}


def check_list_materials_order_by_type_3_type_1(
    value: str,
) -> ListMaterialsOrderByType3Type1:
    if value in LIST_MATERIALS_ORDER_BY_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MATERIALS_ORDER_BY_TYPE_3_TYPE_1_VALUES!r}"
    )
