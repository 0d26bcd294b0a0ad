"""Placeholders: what the wording of a round's messages may hold, and what stands there in a draft."""

PLACEHOLDERS = {
    "organisation": "The recipient's organisation",
    "respondent": "The person it goes to, or else the organisation",
    "form": "The title of the form, and whom or what it is about, or for which area or service, where the row says",
    "task": "What to do with the form: tick and plan, fill it in, or keep accounts",
    "round": "The round's name",
    "council": "The council",
    "deadline": "The deadline in full",
    "by_when": "By the deadline; once that is past, as soon as they can, since it was then",
    "contact": "Contact name, e-mail and telephone",
    "readers": "Who will see the answers",
    "retention": "How long they are kept",
    "return_id": "The workbook's return id",
    "problems": "What has to be put right, one line each (empty in an invitation)",
    "attached": "What goes along, and what to do with it (empty where nothing does)",
}
