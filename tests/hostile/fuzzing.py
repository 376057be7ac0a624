"""How many examples the properties are tried with: few in the suite, many in `tox -e fuzz`."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

FACTOR = int(os.environ.get("FUZZ_EXAMPLES", "4")) / 4


def fuzz(examples: int) -> Any:
    """Try a property with so many examples, the same ones every time; more in a long run."""
    return settings(
        max_examples=max(1, round(examples * FACTOR)),
        deadline=None,
        derandomize=FACTOR == 1,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


SPECIAL = [
    *("..", ".", "/", "\\", "\0", ":", "*", "?", '"', "'", "<", ">", "|", "%", "_", ",", ")", "("),
    *("con", "NUL", "aux.txt", "lpt1", "COM¹", "C:", "~", " ", "\n", "\r\n", "\t", "\x7f"),
    *("eq.", "ilike.", "in.(", "&or=", "gte.", "not.", "%25", "%2F", "%00", "${x}", "{", "}"),
    *("a", "A", "é", "ß", "İ", "\U0001f50b", "\u202e", "\u2066", "\u200b", "e\u0301", "\ufeff"),
]
"""Parts of names that mean something to a file system, a query, a shell or a reader."""

NAMES = st.lists(st.one_of(st.sampled_from(SPECIAL), st.text(max_size=4)), max_size=6).map("".join)
"""Names from elsewhere, without halves of surrogate pairs."""

HALVES = NAMES.flatmap(
    lambda name: st.integers(0xD800, 0xDFFF).map(lambda half: f"{name}{chr(half)}{name}")
)
"""Names that are no text: they hold half of a surrogate pair."""
