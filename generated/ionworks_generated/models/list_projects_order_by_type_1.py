from typing import Literal

ListProjectsOrderByType1 = Literal["created_at", "name", "updated_at"]

LIST_PROJECTS_ORDER_BY_TYPE_1_VALUES: set[ListProjectsOrderByType1] = {
    "created_at",
    "name",
    "updated_at",
}


def check_list_projects_order_by_type_1(value: str) -> ListProjectsOrderByType1:
    if value in LIST_PROJECTS_ORDER_BY_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PROJECTS_ORDER_BY_TYPE_1_VALUES!r}"
    )
