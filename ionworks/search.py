"""Search, where scripts for the official client import it from."""

from ionworks.records import (
    SearchResponse,
)
from ionworks.resources.search import (
    Search as SearchClient,
)

__all__ = [
    "SearchClient",
    "SearchResponse",
]
