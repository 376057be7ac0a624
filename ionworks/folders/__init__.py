"""Folders of cycler files: uploaded by a plan, and followed while they grow."""

from ionworks.folders.planning import aplan_upload, plan_upload
from ionworks.folders.plans import (
    AsyncUploadPlan,
    PlannedFile,
    UploadPlan,
    aload_plan,
    load_plan,
)
from ionworks.folders.reports import FileOutcome, UploadReport
from ionworks.folders.watching import AsyncFolderWatch, FolderWatch, WatchEvent

__all__ = [
    "AsyncFolderWatch",
    "AsyncUploadPlan",
    "FileOutcome",
    "FolderWatch",
    "PlannedFile",
    "UploadPlan",
    "UploadReport",
    "WatchEvent",
    "aload_plan",
    "aplan_upload",
    "load_plan",
    "plan_upload",
]
