"""The Python code of README.md and of each page here runs as it is printed.

Each page runs alone, and all of them in the order of the table of contents on one platform, in
notebooks whose cells are run a second time.
"""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support.notebooks import notebook

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent


def pages() -> list[Path]:
    """List README.md and the pages that have code, in the order of the table of contents."""
    (contents,) = re.findall(
        r"```\{toctree\}\n(.*?)```", (HERE / "index.md").read_text("utf-8"), re.DOTALL
    )
    names = [line for line in contents.split() if not line.startswith(":") and line != "1"]
    listed = [HERE / f"{name}.md" for name in names]
    assert sorted(listed) == sorted(set(HERE.glob("*.md")) - {HERE / "index.md"})
    return [page for page in (ROOT / "README.md", *listed) if blocks_of(page)]


def blocks_of(page: Path) -> list[tuple[int, str]]:
    """Return the blocks of Python of a page, each with the number of its first line."""
    return [
        (token.map[0] + 1, token.content)
        for token in MarkdownIt().parse(page.read_text(encoding="utf-8"))
        if token.type == "fence" and token.info == "python" and token.map
    ]


def script_of(page: Path) -> str:
    """Put the blocks of a page into one program, each line at the number it has in the page."""
    lines: list[str] = []
    for first, code in blocks_of(page):
        lines += [""] * (first - len(lines)) + code.splitlines()
    return "\n".join(lines)


def is_for_notebooks(page: Path) -> bool:
    """Tell whether a page awaits outside of functions, which a script cannot."""
    try:
        compile(script_of(page), page.name, "exec")
    except SyntaxError:
        compile(script_of(page), page.name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        return True
    return False


def run_as_script(page: Path, folder: Path) -> None:
    """Run a page as a program of a user whose home is the folder."""
    # Not the bare name: "platform.py" would stand in for a module of the standard library.
    script = folder / f"page_{page.stem}.py"
    script.write_text(script_of(page), encoding="utf-8")
    run = subprocess.run(  # noqa: S603  # our own pages
        [sys.executable, "-W", "error", str(script)],
        cwd=folder,  # users have the package, not this checkout
        env=environment_of(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def run_as_notebook(page: Path, folder: Path, *, times: int = 1) -> None:
    """Run a page as a notebook of a user whose home is the folder, once or again and again."""
    with notebook(folder, environment_of(folder)) as opened:
        opened.run("import warnings; warnings.simplefilter('error')")
        for _ in range(times):
            opened.run_all([code for _, code in blocks_of(page)])
        opened.run("warnings.simplefilter('default')")  # the kernel warns at its end


def environment_of(home: Path) -> dict[str, str]:
    settings = {name: value for name, value in os.environ.items() if "IONWORKS" not in name}
    return settings | {"HOME": str(home), "USERPROFILE": str(home)}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_each_page_runs_alone(page: Path, tmp_path: Path) -> None:
    if is_for_notebooks(page):
        run_as_notebook(page, tmp_path)
    else:
        run_as_script(page, tmp_path)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of one user, who reads all pages."""
    return tmp_path_factory.mktemp("home")


# The order is that of the tests: one that fails names its page.
@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_pages_run_one_after_another_and_again(page: Path, home: Path) -> None:
    run_as_notebook(page, home, times=2)
