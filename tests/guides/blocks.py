"""The code and the quoted texts of the user's guide, by page and heading.

The files in ``pages`` hold the headings and blocks of the guide, as they are printed.
"""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "pages"
_HEADING = re.compile(r"#+ (.+)")


@dataclass(frozen=True)
class Block:
    """A block of a page, such as the second one below "Pagination"."""

    page: str
    heading: str
    number: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}: {self.heading} [{self.number}]"

    def run(self, **names: Any) -> dict[str, Any]:
        """Run the code with the names that the page takes for granted; give all names after."""
        exec(compile(self.text, f"<{self}>", "exec"), names)
        return names

    def statements(self) -> list[str]:
        """Give the statements of the code one by one."""
        return [ast.unparse(statement) for statement in ast.parse(self.text).body]

    def json(self) -> Any:
        """Read the block as JSON."""
        return json.loads(self.text)


class Page:
    """A page of the guide, or a part of it; its tests say which block they prove.

    Parameters
    ----------
    name : str
        Name of the page.
    first, last : str, optional
        Headings that the part begins and ends with.
    """

    def __init__(self, name: str, first: str | None = None, last: str | None = None) -> None:
        found = _read(name)
        headings = [block.heading for block in found]
        start = 0 if first is None else headings.index(first)
        end = len(found) if last is None else len(found) - headings[::-1].index(last)
        self.blocks = found[start:end]
        self._left = list(self.blocks)

    def find(self, heading: str, number: int = 1) -> Block:
        """Find a block."""
        (found,) = (b for b in self.blocks if (b.heading, b.number) == (heading, number))
        return found

    def block(self, heading: str, number: int = 1) -> pytest.MarkDecorator:
        """Hand a block to a test as ``block``, and name the test after it."""
        found = self.find(heading, number)
        self._left.remove(found)  # one test each
        return pytest.mark.parametrize("block", [found], ids=str)

    def unproven(self) -> list[str]:
        """Name the blocks that no test took."""
        return [str(block) for block in self._left]


def _read(name: str) -> list[Block]:
    blocks: list[Block] = []
    counts: dict[str, int] = defaultdict(int)
    heading = language = ""
    lines: list[str] | None = None
    for line in (FOLDER / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if lines is not None:
            if line != "```":
                lines.append(line)
                continue
            counts[heading] += 1
            blocks.append(Block(name, heading, counts[heading], language, "\n".join(lines)))
            lines = None
        elif line.startswith("```"):
            language, lines = line[3:], []
        elif found := _HEADING.fullmatch(line):
            heading = found[1]
    return blocks
