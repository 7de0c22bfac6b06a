"""Which exercises students have, as far as a class can tell: by nbgrader's exchange, or by what is to be collected."""

import logging
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.exchange.default import Exchange

from tools.classroom.layout import course_config


def handed_out(folder):
    """Return the names of the exercises that were released by nbgrader, or for which work is to be collected.

    Parameters
    ----------
    folder : pathlib.Path
        The class.
    """
    places = (_outbound(folder), folder / "downloaded")
    return {path.name for place in places for path in place.glob("*") if path.is_dir()}


def _outbound(folder):
    # On a hub, the exchange stands in everybody's configuration.
    everywhere = _Settings(log=_errors_alone())
    everywhere.load_cwd_config = False
    everywhere.load_config_file()
    config = everywhere.config
    config.merge(course_config(folder))
    return Path(Exchange(config=config).root) / config.CourseDirectory.course_id / "outbound"


def _errors_alone():
    # nbgrader warns where no file of settings stands in the folder of this process; it need not.
    log = logging.getLogger(__name__)
    log.setLevel(logging.ERROR)
    return log


class _Settings(NbGrader):
    """What nbgrader's files of settings say."""

    def get_default_logging_config(self):
        # Anything else has Python close the logs that this process has open, and with them, it may be, its streams.
        return {"version": 1, "incremental": True}
