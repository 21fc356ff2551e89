# SPDX-License-Identifier: GPL-2.0-only
"""Sphinx: the pages of Documentation/ as HTML and as manual pages.

scripts/docs runs it, on a copy of the pages with pictures, and says by
CMIS_TOP and CMIS_KERNEL_DOC where the tree and kernel-doc are.
"""

import os
import pathlib
import re
import subprocess

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.statemachine import StringList
from sphinx import __version__ as sphinx_version
from sphinx.util.nodes import nested_parse_with_titles

TOP = pathlib.Path(os.environ["CMIS_TOP"])
PAGES = TOP / "Documentation/cmis"
PAGE = re.compile(r"Documentation/((?:cmis|hwmon)/[\w-]+)\.rst")


def title(page: pathlib.Path) -> str:
    """The first title of a page: the line between two borders."""
    return re.search(r"^=+\n *(.+)\n=+$", page.read_text(), re.MULTILINE)[1]


# Sphinx's own names
project = "linux-cmis"  # pylint: disable=invalid-name
author = "The linux-cmis project"  # pylint: disable=invalid-name
version = release = (TOP / "VERSION").read_text().strip()
root_doc = "cmis/index"  # pylint: disable=invalid-name
primary_domain = "c"  # pylint: disable=invalid-name
highlight_language = "none"  # pylint: disable=invalid-name
html_theme = "alabaster"  # pylint: disable=invalid-name
html_theme_options = {"page_width": "62em", "description":
                      "A driver for pluggable optical modules"}
html_show_sphinx = False  # pylint: disable=invalid-name
html_copy_source = False  # pylint: disable=invalid-name
man_pages = [(f"cmis/{page.stem}", f"cmis-{page.stem}", title(page), author, 7)
             for page in sorted(PAGES.glob("*.rst"))]


class KernelDoc(Directive):
    """The kernel's directive for comments in sources."""
    required_arguments = 1
    option_spec = {"export": directives.flag}
    has_content = True

    def run(self) -> list:
        """Call kernel-doc for a file."""
        command = ["perl", os.environ["CMIS_KERNEL_DOC"], "-rst",
                   "-sphinx-version", sphinx_version]
        if "export" in self.options:
            command.append("-export")
        path = self.arguments[0]
        text = subprocess.run([*command, TOP / path], check=True, text=True,
                              stdout=subprocess.PIPE,
                              env={**os.environ, "LC_ALL": "C"}).stdout
        self.state.document.settings.env.note_dependency(str(TOP / path))
        section = nodes.section()
        section.document = self.state.document
        nested_parse_with_titles(
            self.state, StringList(text.expandtabs().splitlines(), path),
            section)
        return section.children


def link_pages(app, doctree, docname: str) -> None:
    """Make the name of a page a link to it, as the kernel's own build does."""
    if app.builder.format != "html":
        return
    for text in list(doctree.findall(nodes.Text)):
        parts = PAGE.split(text.astext())
        if len(parts) == 1 or isinstance(text.parent, (
                nodes.literal, nodes.literal_block, nodes.reference)):
            continue
        made = []
        for place, part in enumerate(parts):
            if place % 2 and part in app.env.titles:
                made.append(nodes.reference(
                    "", app.env.titles[part].astext(), internal=True,
                    refuri=app.builder.get_relative_uri(docname, part)))
            elif place % 2:
                made.append(nodes.Text(f"Documentation/{part}.rst"))
            else:
                made.append(nodes.Text(part))
        text.parent.replace(text, made)


def setup(app) -> None:
    """Register the directive and the links."""
    app.add_directive("kernel-doc", KernelDoc)
    app.connect("doctree-resolved", link_pages)
