"""`python -m xlkit` is `xlkit`; so is the program that is frozen of it, whose workers begin here as well.

Little is imported before that, since a worker has no use for the commands.
"""

import gc
import os
import sys

from xlkit import GARBAGE, SERVES

DONE = (0, 3)  # how a command ends that did what it was to do
READING = {"validate", "status", "merge", "feedback"}  # commands that read what was returned


def begin() -> None:
    """Run the command line, or what a worker of the frozen program is for."""
    gc.set_threshold(GARBAGE)
    if sys.argv[1:2] == [SERVES]:
        from xlkit.processes.serving import serve

        serve(sys.argv[2])
        return
    try:
        _run()
    except SystemExit as ended:
        _leave(ended.code)
        raise
    except KeyboardInterrupt:  # before there is what says the same of a command
        sys.exit("Aborted!")
    except Exception as error:
        if "--traceback" in sys.argv:
            raise
        from xlkit.commands.reporting import report

        sys.exit(f"Error: {report(error)}")


def _run() -> None:
    if READING.intersection(sys.argv[1:2]):
        from xlkit.ahead import begin_ahead

        begin_ahead("xlkit.returns.read.file")
    from xlkit.cli import main

    main()


def _leave(status: object) -> None:
    """End here where the command came to its end: to take apart what was brought in takes longer than much of the work.

    Workers have nothing to do by then, and end by themselves once nobody can ask any more.
    """
    if isinstance(status, int) and status in DONE and sys.stdout is not None and sys.stderr is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    begin()
