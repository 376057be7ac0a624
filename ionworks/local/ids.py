"""Identifiers of new records."""

from collections.abc import Callable
from uuid import uuid4

Ids = Callable[[], str]


def random_id() -> str:
    """Return a new random UUID as text."""
    return str(uuid4())
