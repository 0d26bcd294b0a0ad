"""`python -m xlkit` is `xlkit`."""

from xlkit.cli import main

main()
