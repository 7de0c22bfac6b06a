"""nbgrader for everybody on the hub: which course it is, and where work changes hands."""

import os
from pathlib import Path

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "autoencoders"
if place := os.environ.get("AUTOENCODERS_NGSHARE"):
    # On a cluster, servers have no folder in common.
    from ngshare_exchange import configureExchange

    configureExchange(c, place)
c.Exchange.root = str(Path(os.environ.get("AUTOENCODERS_SHARED", "/srv/autoencoders")) / "exchange")
