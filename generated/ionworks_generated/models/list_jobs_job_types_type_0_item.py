from typing import Literal

ListJobsJobTypesType0Item = Literal[
    "datafit", "dummy", "evaluate_variables", "optimize", "simulate", "validation"
]

LIST_JOBS_JOB_TYPES_TYPE_0_ITEM_VALUES: set[ListJobsJobTypesType0Item] = {
    "datafit",
    "dummy",
    "evaluate_variables",
    "optimize",
    "simulate",
    "validation",
}


def check_list_jobs_job_types_type_0_item(value: str) -> ListJobsJobTypesType0Item:
    if value in LIST_JOBS_JOB_TYPES_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_JOBS_JOB_TYPES_TYPE_0_ITEM_VALUES!r}"
    )
