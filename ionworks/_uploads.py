"""How long an upload may be silent, where scripts for the official client import it from."""

from ionworks._io.silence import (
    TRANSFER_TIMEOUT as UPLOAD_TIMEOUT,
)

__all__ = [
    "UPLOAD_TIMEOUT",
]
