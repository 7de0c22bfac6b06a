"""The whole course on one page, to be printed or saved as one PDF file."""

import re

from tools.site.contents import Page

_KINDS = ("lesson", "exercises", "solutions", "project", "example", "glossary")
_LIVE = re.compile(
    r'<div class="jp-OutputArea-child">\s*<div class="jp-RenderedHTMLCommon[^>]*>\s*<div data-autoenc-figure=.*?'
    r"</script>\s*</div>\s*</div>",
    flags=re.DOTALL,
)


def whole_page(made):
    """Return the page of an edition that holds all others.

    Live figures stay away, for the pictures beside them say the same on paper.

    Parameters
    ----------
    made : tools.site.building.Built
    """
    pages = [page for page in made.pages if page.kind in _KINDS]
    addresses = {page.address for page in pages}
    parts = [f'<h1 id="top">{made.words["course"]}</h1>', _list_of(pages)]
    parts += [f'<section class="part">{_as_part(page, addresses)}</section>' for page in pages]
    title, description = made.words["whole"], made.words["whole_long"]
    return Page("whole.html", "whole", title=title, description=description, body="\n".join(parts))


def _list_of(pages):
    rows = "".join(f'<li><a href="#{_place(page.address)}">{page.title}</a></li>' for page in pages)
    return f'<ol class="all-pages">{rows}</ol>'


def _place(address, anchor=""):
    name = re.sub(r"\W+", "-", address.removesuffix(".html"))
    return f"{name}--{anchor}" if anchor else name


def _as_part(page, addresses):
    """Return the body of a page with anchors that no other part has, and links that stay on this page."""
    body = _LIVE.sub("", page.body)
    body = re.sub(r'(?<=\s)id="([^"]*)"', lambda found: f'id="{_place(page.address, found[1])}"', body)

    def link(found):
        file, _, anchor = found[1].partition("#")
        parts = [*page.address.split("/")[:-1]]
        for step in file.split("/"):
            if step == "..":
                parts = parts[:-1]
            elif step not in ("", "."):
                parts.append(step)
        target = "/".join(parts) if file else page.address
        if target in addresses:
            return f'href="#{_place(target, anchor)}"'
        return f'href="{target}{"#" if anchor else ""}{anchor}"' if file else found[0]

    body = re.sub(r'href="(?![a-z]+:)([^"]*)"', link, body)
    body = body.replace('src="../', 'src="').replace(' loading="lazy"', "")
    return f'<div id="{_place(page.address)}"></div>{body}'
