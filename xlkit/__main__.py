"""`python -m xlkit` is `xlkit`; so is the program that is frozen of it, whose workers begin here as well.

Little is imported before that, since a worker has no use for the commands.
"""

import sys

from xlkit import SERVES


def begin() -> None:
    """Run the command line, or what a worker of the frozen program is for."""
    if sys.argv[1:] == [SERVES]:
        from xlkit.processes.serving import serve

        serve()
        return
    from xlkit.cli import main

    main()


if __name__ == "__main__":
    begin()
