from typing import Literal

ListProjectsOrderType2Type1 = Literal["asc", "desc"]

LIST_PROJECTS_ORDER_TYPE_2_TYPE_1_VALUES: set[ListProjectsOrderType2Type1] = {
    "asc",
    "desc",
}


def check_list_projects_order_type_2_type_1(value: str) -> ListProjectsOrderType2Type1:
    if value in LIST_PROJECTS_ORDER_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PROJECTS_ORDER_TYPE_2_TYPE_1_VALUES!r}"
    )
