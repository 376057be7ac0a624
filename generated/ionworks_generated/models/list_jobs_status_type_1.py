from typing import Literal

ListJobsStatusType1 = Literal[
    "canceled", "completed", "failed", "pending", "processing", "waiting"
]

LIST_JOBS_STATUS_TYPE_1_VALUES: set[ListJobsStatusType1] = {
    "canceled",
    "completed",
    "failed",
    "pending",
    "processing",
    "waiting",
}


def check_list_jobs_status_type_1(value: str) -> ListJobsStatusType1:
    if value in LIST_JOBS_STATUS_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_JOBS_STATUS_TYPE_1_VALUES!r}"
    )
