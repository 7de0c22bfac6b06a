"""A gradebook that is still empty learns here of which version its tables will be: nbgrader starts a process to ask."""

from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect, text


def note_version(db_url):
    """Write down the version of nbgrader's tables where there are no tables yet; nbgrader makes the others itself.

    Parameters
    ----------
    db_url : str
    """
    engine = create_engine(db_url)
    try:
        if not inspect(engine).get_table_names():
            from alembic.script import ScriptDirectory

            version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
            with engine.begin() as connection:
                connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
                connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
    finally:
        engine.dispose()
