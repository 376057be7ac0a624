"""The Python code of README.md and of each page here runs as it is printed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]


def script_of(page: Path) -> str:
    """Put the blocks of a page into one program, each line at the number it has in the page."""
    text = page.read_text(encoding="utf-8")
    lines = [""] * (text.count("\n") + 1)
    for token in MarkdownIt().parse(text):
        if token.type == "fence" and token.info == "python" and token.map:
            code = token.content.splitlines()
            first = token.map[0] + 1
            lines[first : first + len(code)] = code
    return "\n".join(lines)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if script_of(page).strip()], ids=lambda page: page.name
)
def test_code_runs_as_printed(page: Path, tmp_path: Path) -> None:
    # Not the bare name: "platform.py" would stand in for a module of the standard library.
    script = tmp_path / f"page_{page.stem}.py"
    script.write_text(script_of(page), encoding="utf-8")
    settings = {name: value for name, value in os.environ.items() if "IONWORKS" not in name}
    run = subprocess.run(  # noqa: S603  # our own pages
        [sys.executable, "-W", "error", str(script)],
        cwd=tmp_path,  # users have the package, not this checkout
        env=settings | {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
