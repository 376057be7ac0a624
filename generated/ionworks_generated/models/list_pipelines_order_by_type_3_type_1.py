from typing import Literal

ListPipelinesOrderByType3Type1 = Literal[
    "created_at",
    "created_by_email",
    "description",
    "id",
    "name",
    "status",
    "updated_at",
]

LIST_PIPELINES_ORDER_BY_TYPE_3_TYPE_1_VALUES: set[ListPipelinesOrderByType3Type1] = {
    "created_at",
    "created_by_email",
    "description",
    "id",
    "name",
    "status",
    "updated_at",
}


def check_list_pipelines_order_by_type_3_type_1(
    value: str,
) -> ListPipelinesOrderByType3Type1:
    if value in LIST_PIPELINES_ORDER_BY_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PIPELINES_ORDER_BY_TYPE_3_TYPE_1_VALUES!r}"
    )
