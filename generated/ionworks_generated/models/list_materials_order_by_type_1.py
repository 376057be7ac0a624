from typing import Literal

ListMaterialsOrderByType1 = Literal["created_at", "manufacturer", "name", "updated_at"]

LIST_MATERIALS_ORDER_BY_TYPE_1_VALUES: set[ListMaterialsOrderByType1] = {
    "created_at",
    "manufacturer",
    "name",
    "updated_at",
}


def check_list_materials_order_by_type_1(value: str) -> ListMaterialsOrderByType1:
    if value in LIST_MATERIALS_ORDER_BY_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MATERIALS_ORDER_BY_TYPE_1_VALUES!r}"
    )
