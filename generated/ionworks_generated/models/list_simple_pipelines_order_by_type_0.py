from typing import Literal

ListSimplePipelinesOrderByType0 = Literal[
    "created_at", "created_by_email", "description", "id", "name", "status", "updated_at"
]

LIST_SIMPLE_PIPELINES_ORDER_BY_TYPE_0_VALUES: set[ListSimplePipelinesOrderByType0] = {
    "created_at",
    "created_by_email",
    "description",
    "id",
    "name",
    "status",
    "updated_at",
}


def check_list_simple_pipelines_order_by_type_0(value: str) -> ListSimplePipelinesOrderByType0:
    if value in LIST_SIMPLE_PIPELINES_ORDER_BY_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_SIMPLE_PIPELINES_ORDER_BY_TYPE_0_VALUES!r}"
    )
