"""Many trainings on many processes and machines, and one training on several machines."""

from autoenc_lessons.machines.files import do_in_files
from autoenc_lessons.machines.here import start_here
from autoenc_lessons.machines.places import release_workers
from autoenc_lessons.machines.spreading import do_elsewhere
from autoenc_lessons.machines.together import train_together

__all__ = ["do_elsewhere", "do_in_files", "release_workers", "start_here", "train_together"]
