"""How Sphinx builds the documentation."""

from importlib.metadata import version as installed_version

project = "ionworks-api"
author = "The ionworks-api developers"
version = release = installed_version("ionworks-api")

extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"ionworks-api {release}"

myst_enable_extensions = ["colon_fence", "fieldlist"]
myst_heading_anchors = 3

# Docstrings name code in single backticks.
default_role = "code"
numpydoc_show_class_members = False  # autodoc shows them
autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # signatures and the Parameters sections have them
