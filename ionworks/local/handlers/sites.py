"""Sites: the places with test equipment."""

from typing import Final

from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection
from ionworks.local.schema import sites

SITES: Final = Collection(
    "site",
    sites,
    parent=None,
    fields=("name", "location"),
    listing=Listing.of(sites, text=("name", "location", "created_by_email")),
    free_text=("location",),
    is_in_project=False,
)
