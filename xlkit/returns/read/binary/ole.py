"""OLE files: workbooks of Excel 97 to 2003, workbooks behind a password, and much else."""

from io import BytesIO

import olefile

from xlkit.returns.read.refusal import damaged, needs_password, refused

_WORKBOOK_STREAMS = ("Workbook", "Book")
_OTHERS = (
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("VisioDocument", "a Visio drawing"),
    ("__properties_version1.0", "an e-mail message"),
)
_LABEL_STREAMS = ("\x06DataSpaces/TransformInfo/DRMEncryptedTransform", "\tDRMContent")
_MACROS = "_VBA_PROJECT_CUR"
_OBJECTS = "MBD"  # how the folders begin that embedded objects lie in


def workbook_stream(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The stream of records of a workbook, and the codes of notes on what lies beside it; RefusedError without one."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            stream = next((name for name in _WORKBOOK_STREAMS if ole.exists(name)), None)
            if stream is None or ole.exists(_LABEL_STREAMS[1]):
                raise _no_workbook(ole)
            carried = ["has-macros"] if ole.exists(_MACROS) else []
            carried += ["has-objects"] if any(path[0].startswith(_OBJECTS) for path in ole.listdir()) else []
            return ole.openstream(stream).read(), tuple(carried)
    except (OSError, ValueError, IndexError) as error:
        raise damaged("it is cut off, or is no longer the file that was saved") from error


def _no_workbook(ole: "olefile.OleFileIO[str]") -> Exception:
    if any(ole.exists(stream) for stream in _LABEL_STREAMS):
        return refused("protected-by-label")
    if ole.exists("EncryptedPackage"):
        return needs_password()
    kind = next((name for stream, name in _OTHERS if ole.exists(stream)), "an Office file of another kind")
    return refused("not-a-workbook", found=kind)
