"""Pictures as files that pages share and load when they are near; and small ones for the map of the lessons."""

import base64
import hashlib
import io
import struct

from PIL import Image

FOLDER = "assets/pictures"
_SMALL = (480, 300)


class Pictures:
    """The pictures of the site, each written once."""

    def __init__(self, site):
        self._site = site
        (site / FOLDER).mkdir(parents=True, exist_ok=True)

    def stored(self, content):
        """Write a PNG, unless it is there, and return its address inside the site.

        Parameters
        ----------
        content : bytes or str
            The picture, or the letters that stand for it in a notebook.
        """
        content = base64.b64decode(content) if isinstance(content, str) else content
        address = f"{FOLDER}/{hashlib.sha256(content).hexdigest()[:16]}.png"
        if not (self._site / address).exists():
            (self._site / address).write_bytes(content)
        return address

    def small(self, content):
        """Write a picture as it is shown in the map of the lessons, and return its address."""
        content = base64.b64decode(content) if isinstance(content, str) else content
        picture = Image.open(io.BytesIO(content)).convert("RGBA")
        whole = Image.new("RGBA", picture.size, "white")
        whole.alpha_composite(picture)
        whole = whole.convert("RGB")
        whole.thumbnail((_SMALL[0] * 2, _SMALL[1]) if picture.width > 2 * picture.height else _SMALL)
        made = io.BytesIO()
        whole.quantize(64).save(made, "PNG", optimize=True)
        return self.stored(made.getvalue())

    def size(self, address):
        """Return the width and height of a stored picture in pixels."""
        return size_of((self._site / address).read_bytes())


def size_of(content):
    """Return the width and height of a PNG in pixels."""
    content = base64.b64decode(content[:64]) if isinstance(content, str) else content
    return struct.unpack(">II", content[16:24])
