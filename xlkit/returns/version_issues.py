"""What can be wrong with a return of another version of its template: part of the catalogue of issues."""

# By code: what it means for the return, its title, and its sentence with named places.
VERSIONS: dict[str, tuple[str, str, str]] = {
    "other-version": ("warning", "Another version of the template",
        "The workbook was made from version {found} of the template, and {expected} is in use here: its answers are taken where question and statement are the same by name or wording, wherever they stand now."),
    "answer-unmatched": ("error", "An answer of another version",
        "“{found}” stands at {ref} “{text}”, and the version of the template in use here has nothing that is the same, so it is left out: ask the sender what their answer is now."),
    "statement-reworded": ("warning", "Worded otherwise now",
        "What was picked at {ref} {title} said “{then}” when it was sent out, and the version of the template in use here says “{now}”: check with the sender that it is still their answer."),
    "question-reworded": ("warning", "Asked otherwise now",
        "{ref} was asked as “{then}” when it was sent out, and the version of the template in use here asks “{now}”: check with the sender that it is still their answer."),
    "level-changed": ("note", "At another level now",
        "What was picked at {ref} {title} was level {was} when it was sent out, and is level {level} in the version of the template in use here, which counts: check the template's scores if that was not meant."),
}  # fmt: skip
