"""These pages as a small static site: `make docs` writes docs/_build/html. A link between them that leads nowhere fails it."""

from __future__ import annotations

from sphinx.application import Sphinx

STANDS_IN = {
    "../README.md": "index.md",
    "../CHANGELOG.md": "changelog.md",
    "../CONTRIBUTING.md": "contributing.md",
    "../agent/letters/templates/README.md": "own-letters.md",
    "../benchmarks/README.md": "benchmarks.md",
    "../training/README.md": "training.md",
}
"""Files beside this folder, as links name them, and the page of the site that shows each."""

project = "Bowout"
author = "the authors of Bowout"
copyright = author
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = project
html_logo = "../agent/desktop/bowout.png"
html_favicon = "../agent/desktop/bowout.png"
html_copy_source = False
html_theme_options = {"top_of_page_buttons": []}
myst_heading_anchors = 4
myst_links_external_new_tab = False
suppress_warnings = ["myst.header"]  # a page that shows a file begins with that file's own heading
linkcheck_ignore = [r"http://127\.0\.0\.1"]


def _within(_: Sphinx, _page: str, source: list[str]) -> None:
    """Links that leave this folder on disk stay within the site."""
    for file, shown in STANDS_IN.items():
        source[0] = source[0].replace(f"]({file}", f"]({shown}")


def setup(app: Sphinx) -> None:
    app.connect("source-read", _within)
