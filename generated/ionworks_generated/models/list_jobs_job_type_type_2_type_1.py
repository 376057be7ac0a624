from typing import Literal

ListJobsJobTypeType2Type1 = Literal[
    "datafit", "dummy", "evaluate_variables", "optimize", "simulate", "validation"
]

LIST_JOBS_JOB_TYPE_TYPE_2_TYPE_1_VALUES: set[ListJobsJobTypeType2Type1] = {
    "datafit",
    "dummy",
    "evaluate_variables",
    "optimize",
    "simulate",
    "validation",
}


def check_list_jobs_job_type_type_2_type_1(value: str) -> ListJobsJobTypeType2Type1:
    if value in LIST_JOBS_JOB_TYPE_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_JOBS_JOB_TYPE_TYPE_2_TYPE_1_VALUES!r}"
    )
