"""What of a student's HTML a page of feedback may show: how things look, and nothing that runs or calls elsewhere."""

import re

import bleach
from bleach.css_sanitizer import CSSSanitizer

_GONE_WITH_CONTENT = re.compile(
    r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", flags=re.DOTALL | re.IGNORECASE
)
_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em"),
    *(
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
    ),
    *("s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("tr", "u", "ul", "var"),
}
_STYLES = [
    *("background-color", "border", "border-bottom", "border-collapse", "border-left", "border-right", "border-top"),
    *("color", "display", "font-family", "font-size", "font-style", "font-weight", "height", "line-height", "margin"),
    *(
        "margin-bottom",
        "margin-left",
        "margin-right",
        "margin-top",
        "max-width",
        "opacity",
        "padding",
        "padding-bottom",
    ),
    *("padding-left", "padding-right", "padding-top", "text-align", "text-decoration", "vertical-align", "white-space"),
    "width",
]
_ATTRIBUTES = {
    "class",
    "id",
    "style",
    "title",
    "align",
    "colspan",
    "rowspan",
    "scope",
    "start",
    "role",
    "open",
    "border",
}
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*")


def clean(element):
    """Return HTML without what runs, loads or sends anything.

    Parameters
    ----------
    element : str or bytes
    """
    text = element.decode("utf-8", "replace") if isinstance(element, bytes) else str(element)
    return bleach.clean(
        _GONE_WITH_CONTENT.sub("", text),
        tags=_TAGS,
        attributes=_is_harmless,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=_STYLES),
    )


def _is_harmless(tag, name, value):
    if tag == "img" and name == "src":
        return bool(_PICTURE.fullmatch(value))
    if tag == "a" and name == "href":
        return not value.strip().lower().startswith("data:")
    return name in _ATTRIBUTES or (tag == "img" and name in ("alt", "width", "height")) or name == "aria-label"
