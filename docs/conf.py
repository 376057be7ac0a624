"""How Sphinx builds the documentation."""

import inspect
import sys
from collections.abc import Iterator
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path
from types import ModuleType

from ionworks import Ionworks

project = "ionworks-api"
author = "The ionworks-api developers"
version = release = installed_version("ionworks-api")

extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"ionworks-api {release}"

myst_enable_extensions = ["colon_fence", "fieldlist"]
myst_heading_anchors = 3

# A page for each sub-client, by the names that people type: `client.protocol.list`. They are made
# from the client, so that none is forgotten.
_REFERENCE = Path(__file__).parent / "reference"
_client = type("client", (), {})
sys.modules["reference"] = ModuleType("reference")
sys.modules["reference"].client = _client


def _summary(thing: object) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _sub_clients() -> Iterator[tuple[str, type]]:
    with Ionworks(api_key="key", api_url="http://127.0.0.1:9") as client:
        for name, member in vars(Ionworks).items():
            if isinstance(member, property | cached_property) and name not in _NO_SUB_CLIENTS:
                yield name, type(getattr(client, name))


_NO_SUB_CLIENTS = ("settings", "api", "measurement")  # the last is `cell_measurement`


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def _write_reference() -> None:
    _REFERENCE.mkdir(exist_ok=True)
    rows, names = [], []
    for name, kind in sorted(_sub_clients()):
        setattr(_client, name, kind)
        names.append(name)
        rows.append(f"| [`client.{name}`]({name}.md) | {_summary(getattr(Ionworks, name))} |")
        directives = "\n".join(
            f".. {_directive(kind, member)}:: reference::client.{name}.{member}"
            for member in _public(kind)
        )
        text = f"# client.{name}\n\n{_summary(kind)}\n\n```{{eval-rst}}\n{directives}\n```\n"
        _write(_REFERENCE / f"{name}.md", text)
    pages = "\n".join(names)
    _write(
        _REFERENCE / "index.md",
        f"{_REFERENCE_HEAD}\n| Sub-client | What it is for |\n| --- | --- |\n"
        + "\n".join(rows)
        + f"\n\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n",
    )
    for page in _REFERENCE.glob("*.md"):
        if page.stem not in (*names, "index"):
            page.unlink()  # of a sub-client that there is no more


_REFERENCE_HEAD = """# Sub-clients

Each call by the name that you type. `AsyncIonworks` has the same ones, which are awaited:
`await client.protocol.list()`; only the links of `client.urls` are not, but for `simulation`.
`client.measurement` is another name of `client.cell_measurement`. The calls of the client itself,
such as `client.whoami` and `client.get`, are in the [API](../api.md).
"""


def _public(kind: type) -> list[str]:
    """Name the public members of a class, its own first, in the order of the source."""
    return [
        name
        for name in dict.fromkeys(name for owner in kind.__mro__ for name in vars(owner))
        if not name.startswith("_")
    ]


def _directive(kind: type, name: str) -> str:
    member = inspect.getattr_static(kind, name)
    if isinstance(member, property):
        return "autoproperty"
    return "automethod" if callable(getattr(kind, name)) else "autoattribute"


_write_reference()

# Docstrings name code in single backticks.
default_role = "code"
numpydoc_show_class_members = False  # autodoc shows them
autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # signatures and the Parameters sections have them
