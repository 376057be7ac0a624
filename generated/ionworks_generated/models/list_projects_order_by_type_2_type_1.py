from typing import Literal

ListProjectsOrderByType2Type1 = Literal["created_at", "name", "updated_at"]

LIST_PROJECTS_ORDER_BY_TYPE_2_TYPE_1_VALUES: set[ListProjectsOrderByType2Type1] = {
    "created_at",
    "name",
    "updated_at",
}


def check_list_projects_order_by_type_2_type_1(
    value: str,
) -> ListProjectsOrderByType2Type1:
    if value in LIST_PROJECTS_ORDER_BY_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PROJECTS_ORDER_BY_TYPE_2_TYPE_1_VALUES!r}"
    )
