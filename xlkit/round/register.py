"""The register of what a round issued: its sheet and headings, and the seal that it is known by."""

import hashlib
import hmac

from xlkit.form.identity import OfficersWorkbook

FILE, SHEET = "register.xlsx", "Issued"
NAME = "round"  # the key of the hidden sheet beside which its name stands
WHAT = OfficersWorkbook.REGISTER.value
HEADINGS = {
    "return_id": "Return id",
    "organisation": "Organisation",
    "respondent": "Respondent",
    "role": "Role",
    "email": "Email",
    "locality": "Locality",
    "service_area": "Service area",
    "size": "Size",
    "subject": "Subject",
    "perspective": "Perspective",
    "view": "View",
    "template": "Template",
    "version": "Version",
    "language": "Language",
    "file_name": "File",
    "day": "Issued",
    "sent_before": "Others sent on",
    "first": "First issued",
    "row_id": "Row id",
    "sha256": "Content hash (SHA-256)",
}


def sealed(name: str, secret: str) -> str:
    """What tells the register of a round from that of any other, though it should have the same name."""
    message = f"{WHAT}\x1f{name}".encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
