from typing import Literal

ListJobsJobTypeType3Type1 = Literal[
    "datafit", "dummy", "evaluate_variables", "optimize", "simulate", "validation"
]

LIST_JOBS_JOB_TYPE_TYPE_3_TYPE_1_VALUES: set[ListJobsJobTypeType3Type1] = {
    "datafit",
    "dummy",
    "evaluate_variables",
    "optimize",
    "simulate",
    "validation",
}


def check_list_jobs_job_type_type_3_type_1(value: str) -> ListJobsJobTypeType3Type1:
    if value in LIST_JOBS_JOB_TYPE_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_JOBS_JOB_TYPE_TYPE_3_TYPE_1_VALUES!r}"
    )
