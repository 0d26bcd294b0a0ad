"""Tests: one for each promise, laid out as the package is."""

import os
import sys

from xlkit.form import compiled

# openpyxl reads with what everybody has beside it, and not with what tests alone bring along, which is slower.
os.environ |= {"OPENPYXL_DEFUSEDXML": "False", "OPENPYXL_LXML": "False"}
if sys.dont_write_bytecode:
    # Modules are kept compiled, away from a tree that is to stay clean: tests start many processes.
    sys.dont_write_bytecode = False
    kept = compiled.folder().with_name("xlkit-tests") / "compiled"
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(kept)}
    sys.pycache_prefix = str(kept)
