"""A gradebook that is still empty learns here of which version its tables will be: nbgrader starts a process to ask."""

from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect


def note_version(db_url):
    """Write down the version of nbgrader's tables where there are no tables yet; nbgrader makes the others itself.

    Parameters
    ----------
    db_url : str
    """
    engine = create_engine(db_url)
    try:
        if not inspect(engine).get_table_names():
            from alembic.migration import MigrationContext
            from alembic.script import ScriptDirectory

            with engine.begin() as connection:
                MigrationContext.configure(connection).stamp(ScriptDirectory(ALEMBIC_DIR), "head")
    finally:
        engine.dispose()
