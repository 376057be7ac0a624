from typing import Literal

ListPipelinesOrderType2Type1 = Literal["asc", "desc"]

LIST_PIPELINES_ORDER_TYPE_2_TYPE_1_VALUES: set[ListPipelinesOrderType2Type1] = {
    "asc",
    "desc",
}


def check_list_pipelines_order_type_2_type_1(
    value: str,
) -> ListPipelinesOrderType2Type1:
    if value in LIST_PIPELINES_ORDER_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PIPELINES_ORDER_TYPE_2_TYPE_1_VALUES!r}"
    )
