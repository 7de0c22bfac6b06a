"""How long a submission may take, and how much memory, disk and output it may use."""

from traitlets import HasTraits, Integer


class HasLimits(HasTraits):
    """The limits, which `nbgrader_config.py` can set otherwise, as `c.RunCells.timeout = 120`."""

    timeout = Integer(60, help="Seconds for a cell that is the student's own").tag(config=True)
    # TensorFlow's import takes a minute on a busy machine, and a check keeps the time of what it calls.
    course_timeout = Integer(300, help="Seconds for a given cell, a check, or the first cell").tag(config=True)
    own_time = Integer(1200, help="Seconds for all cells together that are the student's own").tag(config=True)
    memory = Integer(4_000_000_000, help="Bytes of memory that a submission may use").tag(config=True)
    disk = Integer(1_000_000_000, help="Bytes that a submission may write").tag(config=True)
    processes = Integer(60, help="Processes that a submission may run at once").tag(config=True)
    most_output = Integer(200_000, help="Characters of text kept of a cell's output").tag(config=True)
    largest_picture = Integer(5_000_000, help="Characters kept of one shown object").tag(config=True)
    most_shown = Integer(20_000_000, help="Characters kept of all shown objects").tag(config=True)


class Limits:
    """What one submission may use.

    Parameters
    ----------
    memory, disk : int
        Bytes.
    processes : int
    """

    def __init__(self, *, memory, disk, processes):
        self.memory, self.disk, self.processes = memory, disk, processes

    def for_the_kernel(self):
        """Return what the kernel is to ask of the system: a cell that wants more gets an error, and the rest runs."""
        return {"RLIMIT_DATA": 2 * self.memory, "RLIMIT_FSIZE": self.disk // 2, "RLIMIT_CORE": 0}
