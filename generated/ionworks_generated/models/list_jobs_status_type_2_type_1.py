from typing import Literal

ListJobsStatusType2Type1 = Literal[
    "canceled", "completed", "failed", "pending", "processing", "waiting"
]

LIST_JOBS_STATUS_TYPE_2_TYPE_1_VALUES: set[ListJobsStatusType2Type1] = {
    "canceled",
    "completed",
    "failed",
    "pending",
    "processing",
    "waiting",
}


def check_list_jobs_status_type_2_type_1(value: str) -> ListJobsStatusType2Type1:
    if value in LIST_JOBS_STATUS_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_JOBS_STATUS_TYPE_2_TYPE_1_VALUES!r}"
    )
