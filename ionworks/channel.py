"""Channels, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    Channel,
    ChannelIncident,
)
from ionworks.resources.channels import (
    Channels as ChannelClient,
)

__all__ = [
    "Channel",
    "ChannelClient",
    "ChannelIncident",
    "PaginatedList",
]
