from typing import Literal

RecordOrder = Literal["created_at", "name", "updated_at"]

RECORD_ORDER_VALUES: set[RecordOrder] = {
    "created_at",
    "name",
    "updated_at",
}


def check_record_order(value: str) -> RecordOrder:
    if value in RECORD_ORDER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RECORD_ORDER_VALUES!r}")
