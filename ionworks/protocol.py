"""Protocols, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    ParsedProtocol,
    Protocol,
)
from ionworks.resources._conversions import (
    ConvertResult,
)
from ionworks.resources.protocols import (
    Protocols as ProtocolClient,
)

__all__ = [
    "ConvertResult",
    "PaginatedList",
    "ParsedProtocol",
    "Protocol",
    "ProtocolClient",
]
