"""Default letters: how a round's messages are worded until its officer words them otherwise, and what fills them."""

from xlkit.form.identity import Perspective
from xlkit.form.instrument import Accounts, Instrument
from xlkit.round.round import Letter, LetterKind

TASKS = {
    Accounts.FUND: "Enter what was agreed for the fund, what is planned and what happened, and save it.",
    Accounts.BLOCK: "Enter what people share of the contract, and whose the hours and pounds are, and save it.",
}

LETTERS_DEFAULT = (
    Letter(
        LetterKind.INVITATION,
        "{round}: {form}, for {organisation}",
        "Dear {respondent},\n\n"
        "{organisation} is invited to take part in {round}. A workbook is attached: {form}. Please send it back by "
        "{deadline}.\n\n"
        "{task}\n\n"
        "Who will see your answers: {readers}\n"
        "How long they are kept: {retention}\n\n"
        "Your return id is {return_id}. If anything is unclear, ask {contact}.\n\n"
        "Kind regards\n{council}",
    ),
    Letter(
        LetterKind.REMINDER,
        "Reminder: {round}, {form}, return of {organisation}",
        "Dear {respondent},\n\n"
        "We have not had the workbook of {organisation} for {round} yet ({form}, return id {return_id}). It is "
        "attached again. Please send it back {by_when}; a workbook that is only partly filled in is better than "
        "none.\n\n"
        "If you have sent it already, or would rather not take part, please let us know: {contact}.\n\n"
        "Kind regards\n{council}",
    ),
    Letter(
        LetterKind.CORRECTION,
        "Please look again: {round}, {form}, return of {organisation}",
        "Dear {respondent},\n\n"
        "Thank you for the workbook of {organisation} for {round} ({form}, return id {return_id}). This is still open:"
        "\n\n"
        "{problems}\n\n"
        "{attached}\n\n"
        "Please send it {by_when}. If you have a question, ask {contact}.\n\n"
        "Kind regards\n{council}",
    ),
    Letter(
        LetterKind.NOT_USABLE,
        "We could not use it yet: {round}, {form}, return of {organisation}",
        "Dear {respondent},\n\n"
        "Something reached us as the return of {organisation} for {round} ({form}, return id {return_id}), and we "
        "could not use it:\n\n"
        "{problems}\n\n"
        "{attached}\n\n"
        "Please reply {by_when}. If it was not you who sent it, or you have a question, ask {contact}.\n\n"
        "Kind regards\n{council}",
    ),
)
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


def task(instrument: Instrument, perspective: Perspective) -> str:
    """What an invitation asks of those who answer a form from a perspective; to tick only where something is ticked."""
    if instrument.accounts is not None:
        return TASKS[instrument.accounts]
    if not any(item.steps for item in instrument.items):
        return "Fill it in, and save it."
    if perspective is not Perspective.SELF:
        return "Tick what you see for each topic that you can judge, leave the others blank, and save it."
    return (
        "Tick where you are now, plan what you will do next, and save it. There are no right or wrong answers, and few "
        "organisations are at the top everywhere."
    )
