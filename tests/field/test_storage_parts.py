"""The storage origin sends the part that was asked for, with the digest of that part."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import httpx
import pytest
from ionworks_generated.api.raw_data import get_raw_data_download_url

from ionworks.local.server import Platform

CONTENT = bytes(range(200))


def digest(part: bytes) -> str:
    """Write the SHA-256 of bytes as RFC 9530 has it."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(part).digest()).decode()}:"


@pytest.fixture
def stored(client: Any) -> tuple[str, str]:
    """The id of a stored file of 200 bytes, and a link to it."""
    raw = client.raw_data.upload(CONTENT, name="part.bin")
    return raw.id, get_raw_data_download_url.sync(raw.id, client=client.api).url


def test_a_part_has_the_digest_of_the_part(stored: tuple[str, str]) -> None:
    _, link = stored
    with httpx.Client(verify=False) as storage:
        whole = storage.get(link)
        assert (whole.content, whole.headers["repr-digest"]) == (CONTENT, digest(CONTENT))
        same = {"If-Range": whole.headers["etag"]}
        for wanted, part in (
            ("bytes=0-3", CONTENT[:4]),
            ("bytes=10-", CONTENT[10:]),
            ("bytes=-8", CONTENT[-8:]),
            ("bytes=190-900", CONTENT[190:]),
            ("bytes=-900", CONTENT),
        ):
            answer = storage.get(link, headers={"Range": wanted, **same})
            assert (answer.status_code, answer.content) == (206, part), wanted
            assert answer.headers["content-digest"] == digest(part), wanted
        # Of another version of the object, a part is of no use: the whole is sent.
        other = storage.get(link, headers={"Range": "bytes=0-3", "If-Range": '"other"'})
        assert (other.status_code, other.content) == (200, CONTENT)
        assert "content-digest" not in other.headers


def test_a_part_of_a_damaged_object_is_not_sent(
    stored: tuple[str, str], platform: Platform
) -> None:
    identifier, link = stored
    path = platform.data / "objects" / "raw_data" / identifier / "data"
    path.write_bytes(CONTENT[::-1])
    with httpx.Client(verify=False) as storage:
        answer = storage.get(link, headers={"Range": "bytes=0-3"})
        assert answer.status_code == 500
        assert answer.json()["error_code"] == "DAMAGED_OBJECT"
    path.write_bytes(CONTENT)
