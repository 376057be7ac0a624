"""The name of a file in a form is a part of its head, which is small."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ionworks import RequestValidationError


def test_a_name_that_no_service_takes_is_refused_by_its_length(do: Any) -> None:
    with pytest.raises(RequestValidationError, match=r"name of the file has 20000 characters"):
        do(lambda client: client.ecm.fit_from_file(b"V", filename="x" * 20_000))
    assert do(lambda client: client.ecm.fit_from_file(b"V", filename="x" * 300)).job_id


def test_the_platform_says_that_a_head_is_too_long(connection: dict[str, Any]) -> None:
    answer = httpx.post(
        f"{connection['api_url']}/ecm/fit-from-file",
        files={"file": ("x" * 20_000, b"V")},
        headers={"X-API-Key": connection["api_key"]},
        trust_env=False,
    )
    assert answer.status_code == 400
    assert "shorten the name of its file" in answer.json()["message"]
