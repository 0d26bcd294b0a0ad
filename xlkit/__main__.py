"""`python -m xlkit` is `xlkit`; so is the program that is frozen of it, whose workers begin here as well.

Little is imported before that: on some systems a worker goes through what began its parent once more.
"""

import sys


def begin() -> None:
    """Run the command line, or what a worker of the frozen program is for."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # a worker does not come back from here
    from xlkit.cli import main

    main()


if __name__ == "__main__":
    begin()
