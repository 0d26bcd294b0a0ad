"""What a workbook's own document properties say, by name."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile


def properties(place: Path | BytesIO) -> list[tuple[str, str]]:
    """The name and the text of each property, in their order; one that stands twice is given twice."""
    with ZipFile(place) as archive:
        text = archive.read("docProps/custom.xml").decode()
    return re.findall(r'name="([^"]*)"><vt:lpwstr>([^<]*)<', text)
