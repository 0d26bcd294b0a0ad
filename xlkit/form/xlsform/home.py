"""Where the templates lie that come with xlkit."""

from pathlib import Path

import xlkit


def home() -> Path:
    """The folder of the templates that come with xlkit."""
    # An installed wheel holds the templates inside the package; a checkout has them beside it.
    package = Path(xlkit.__file__).parent
    inside = package / "workbook_templates"
    return inside if inside.is_dir() else package.parent / "workbook_templates"
