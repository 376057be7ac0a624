from typing import Literal

ListPipelinesOrderByType2Type1 = Literal[
    "created_at",
    "created_by_email",
    "description",
    "id",
    "name",
    "status",
    "updated_at",
]

LIST_PIPELINES_ORDER_BY_TYPE_2_TYPE_1_VALUES: set[ListPipelinesOrderByType2Type1] = {
    "created_at",
    "created_by_email",
    "description",
    "id",
    "name",
    "status",
    "updated_at",
}


def check_list_pipelines_order_by_type_2_type_1(
    value: str,
) -> ListPipelinesOrderByType2Type1:
    if value in LIST_PIPELINES_ORDER_BY_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PIPELINES_ORDER_BY_TYPE_2_TYPE_1_VALUES!r}"
    )
