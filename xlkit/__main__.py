"""`python -m xlkit` is `xlkit`; so is the program that is frozen of it, whose workers begin here as well.

Little is imported before that, since a worker has no use for the commands.
"""

import atexit
import gc
import sys

from xlkit import GARBAGE, SERVES

READING = {"validate", "status", "merge", "feedback"}  # commands that read what was returned


def begin() -> None:
    """Run the command line, or what a worker of the frozen program is for."""
    gc.set_threshold(GARBAGE)
    if sys.argv[1:2] == [SERVES]:
        from xlkit.processes.serving import serve

        serve(sys.argv[2])
        return
    atexit.register(gc.freeze)  # what is left at the end goes without a last look through it
    if READING.intersection(sys.argv[1:2]):
        from xlkit.ahead import begin_ahead

        begin_ahead("xlkit.returns.read.file")
    from xlkit.cli import main

    main()


if __name__ == "__main__":
    begin()
