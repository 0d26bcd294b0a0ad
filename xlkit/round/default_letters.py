"""Default letters: how the messages of a round are worded until its officer words them otherwise."""

from xlkit.round.round import Letter, LetterKind

LETTERS_DEFAULT = (
    Letter(
        LetterKind.INVITATION,
        "{round}: {form}, for {organisation}",
        "Dear {respondent},\n\n"
        "{council} invites {organisation} to take part in {round}. A workbook is attached: {form}. Please tick where "
        "you are now, plan what you will do next, save it, and send it back by {deadline}.\n\n"
        "There are no right or wrong answers, and few organisations are at the top everywhere.\n\n"
        "Who will see your answers: {readers}\n"
        "How long they are kept: {retention}\n\n"
        "Your return id is {return_id}. If anything is unclear, ask {contact}.\n\n"
        "Kind regards\n{council}",
    ),
    Letter(
        LetterKind.REMINDER,
        "Reminder: {round}, {form}, return of {organisation}",
        "Dear {respondent},\n\n"
        "we have not had the workbook of {organisation} for {round} yet ({form}, return id {return_id}). It is "
        "attached again. Please send it back {by_when}; a workbook that is only partly filled in is better than "
        "none.\n\n"
        "If you have sent it already, or would rather not take part, please let us know: {contact}.\n\n"
        "Kind regards\n{council}",
    ),
    Letter(
        LetterKind.CORRECTION,
        "Please look again: {round}, {form}, return of {organisation}",
        "Dear {respondent},\n\n"
        "thank you for the workbook of {organisation} for {round} ({form}, return id {return_id}). This is still open:"
        "\n\n"
        "{problems}\n\n"
        "{attached}\n\n"
        "Please send it {by_when}. If you have a question, ask {contact}.\n\n"
        "Kind regards\n{council}",
    ),
    Letter(
        LetterKind.NOT_USABLE,
        "Please send it again: {round}, {form}, return of {organisation}",
        "Dear {respondent},\n\n"
        "something reached us as the return of {organisation} for {round} ({form}, return id {return_id}), and we "
        "could not use it:\n\n"
        "{problems}\n\n"
        "{attached}\n\n"
        "Please reply {by_when}. If it was not you who sent it, or you have a question, ask {contact}.\n\n"
        "Kind regards\n{council}",
    ),
)
