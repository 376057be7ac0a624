"""Folders of cycler files: uploaded by a plan, and followed while they grow."""

from ionworks.folders.planning import PlannedFile, UploadPlan, plan_upload
from ionworks.folders.reports import FileOutcome, UploadReport
from ionworks.folders.watching import FolderWatch, WatchEvent

__all__ = [
    "FileOutcome",
    "FolderWatch",
    "PlannedFile",
    "UploadPlan",
    "UploadReport",
    "WatchEvent",
    "plan_upload",
]
