"""A gradebook that a database server keeps, such as PostgreSQL: is it there, and does it compute by itself?"""

import contextlib

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from tools.classroom.language import _

_TRIGGERS_AND_RULES = """
SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = ANY (current_schemas(false)::regnamespace[])
UNION SELECT rulename FROM pg_rules WHERE schemaname = ANY (current_schemas(false)) ORDER BY 1
"""


def spoken_place(url):
    """Return the address of a gradebook without its password."""
    return make_url(url).render_as_string(hide_password=True)


def computing_by_itself(url):
    """Return the names of the triggers and rules that a server keeps with a gradebook; none are nbgrader's.

    Parameters
    ----------
    url : str
        For SQLAlchemy. A file is not asked, and a server other than PostgreSQL only whether it is there.

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        If the server does not answer.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return []
    try:
        engine = create_engine(url)
        try:
            with contextlib.closing(engine.connect()) as server:
                asks = engine.name == "postgresql"
                return list(server.execute(text(_TRIGGERS_AND_RULES)).scalars()) if asks else []
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise ValueError(
            _(
                "The gradebook {place} cannot be reached ({error}). Is its server running, and is "
                "c.CourseDirectory.db_url right in nbgrader_config.py?",
                place=spoken_place(url),
                error=said,
            )
        ) from None
