"""SHA-256 digests, in the forms in which header fields carry them.

In Python, in the contract and in databases a digest is hexadecimal text.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode

OFFERED = "sha-256"
"""How an upload target says that it takes the digest of its file."""

CHECKSUM = "x-amz-checksum-sha256"
"""The header by which S3, and the embedded platform, take the digest of an object."""

_MEMBER = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):")


def as_field(sha256: str) -> str:
    """Write a digest as ``Content-Digest`` and ``Repr-Digest`` have it (RFC 9530)."""
    return f"sha-256=:{as_base64(sha256)}:"


def read_field(text: str | None) -> str | None:
    """Read the SHA-256 of a digest field; None if it has none."""
    found = _MEMBER.search(text or "")
    return None if found is None else b64decode(found[1]).hex()


def as_base64(sha256: str) -> str:
    """Write a digest as the checksum headers of S3 have it."""
    return b64encode(bytes.fromhex(sha256)).decode("ascii")
