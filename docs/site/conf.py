"""Sphinx's configuration: the pages of docs/ as they are, their order, and the links that leave docs/."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROJECT = Path(__file__).parents[2]
FILES = "https://github.com/openfl-gramine/openfl-gramine/blob/main/"

# What the navigation shows, by who asks. A page that is missing here is an error of the build.
NAVIGATION = {
    "Data scientists": ["manual", "templates", "existing-workspace", "openfl", "customise", "models", "image", "platforms", "performance", "scale"],
    "Release engineers": ["release", "keys", "production", "provenance", "deployment", "engines", "apptainer", "sign-manifest"],
    "Receivers": ["verify", "attestation", "security", "cli"],
    "Reference": ["goals", "json", "manifest-keys", "troubleshooting", "upgrading"],
    "The plugin itself": ["releasing", "adr/README"],
}

project = "OpenFL Gramine"
release = ElementTree.parse(PROJECT / "pom.xml").getroot().findtext("{http://maven.apache.org/POM/4.0.0}version")
root_doc = "index"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["site"]
# Headings have the names that they have on GitHub.
myst_heading_anchors = 4
myst_enable_extensions = ["strikethrough"]

html_theme = "furo"
html_title = f"{project} {release}"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_extra_path = ["../measurements.schema.json", "../results.schema.json"]
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
# Sphinx guesses a language for code without one.
highlight_language = "none"


def _contents(caption, pages):
    return "\n\n```{toctree}\n:hidden:\n:maxdepth: 1\n" + f":caption: {caption}\n\n" + "\n".join(pages) + "\n```\n"


def _read(app, docname, source):
    """Adds the navigation, which GitHub would show as text, and points links out of docs/ to the repository."""
    if docname == "index":
        source[0] += "".join(_contents(*entry) for entry in NAVIGATION.items())
    if docname == "adr/README":
        pages = sorted(page.stem for page in (PROJECT / "docs/adr").glob("0*.md"))
        source[0] += _contents("", pages).replace(":caption: \n", "")
    up = "../" * (docname.count("/") + 1)
    source[0] = re.sub(r"\]\(" + re.escape(up) + r"(?!\.\./)", "](" + FILES, source[0])


def setup(app):
    app.connect("source-read", _read)
    return {"parallel_read_safe": True}
