"""How Sphinx builds the documentation."""

from importlib import import_module
from importlib.metadata import version as installed_version
from pkgutil import iter_modules

from ionworks import resources
from ionworks.resources._base import Resource

project = "ionworks-api"
author = "The ionworks-api developers"
version = release = installed_version("ionworks-api")

extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"ionworks-api {release}"

myst_enable_extensions = ["colon_fence", "fieldlist", "substitution"]
myst_heading_anchors = 3

# `docs/api.md` shows every sub-client.
_modules = [
    import_module(f"{resources.__name__}.{m.name}") for m in iter_modules(resources.__path__)
]
_sub_clients = [
    f".. autoclass:: {module.__name__}.{name}"
    for module in _modules
    for name, value in vars(module).items()
    if isinstance(value, type) and value is not Resource and issubclass(value, Resource)
]
myst_substitutions = {"sub_clients": "\n".join(["```{eval-rst}", *_sub_clients, "```"])}

# Docstrings name code in single backticks.
default_role = "code"
numpydoc_show_class_members = False  # autodoc shows them
autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # signatures and the Parameters sections have them
