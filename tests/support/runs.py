"""Answers of a service that runs pipelines and jobs, which the embedded platform does not."""

from __future__ import annotations

import json
from typing import Any

from support.scripted import Reply


def job(number: int = 1, status: str = "processing", **fields: Any) -> dict[str, Any]:
    return {
        "job_id": f"job-{number}",
        "job_type": "datafit",
        "status": status,
        "priority": 5,
        "created_at": "2026-03-01T00:00:00Z",
        "is_terminal": status in ("completed", "failed", "canceled"),
        "is_failed": status in ("failed", "canceled"),
        **fields,
    }


def pipeline(number: int = 1, status: str = "running", **fields: Any) -> dict[str, Any]:
    return {
        "id": f"pipeline-{number}",
        "name": "Fit",
        "status": status,
        "project_id": "p",
        "created_at": "2026-03-01T00:00:00Z",
        "is_terminal": status in ("completed", "failed", "canceled"),
        "is_failed": status in ("failed", "canceled"),
        **fields,
    }


def answer(content: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(content).encode())


def everything(pages: Any) -> Any:
    """Walk what either face gives one by one."""

    async def walk() -> list[Any]:
        return [one async for one in pages]

    return walk() if hasattr(pages, "__anext__") else list(pages)
