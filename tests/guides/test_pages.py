"""The parts into which the tests take the longest page are the whole of it."""

from __future__ import annotations

from guides.blocks import Page
from guides.test_reading_lists import FIRST, LINKS
from guides.test_reading_loader_and_errors import ERRORS, INLINE, PLOTS
from guides.test_reading_measurements import CACHE, DETAIL, WALK


def test_no_block_lies_between_the_parts() -> None:
    parts = [FIRST, DETAIL, LINKS, WALK, CACHE, PLOTS, INLINE, ERRORS]
    assert [block for part in parts for block in part.blocks] == Page("reading-data").blocks
