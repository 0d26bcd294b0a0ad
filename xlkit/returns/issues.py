"""Issues: what can be wrong with a returned file, in one catalogue, and one finding of it."""

import re
from enum import StrEnum

from msgspec import Struct

from xlkit import shown
from xlkit.returns.account_issues import ACCOUNTS
from xlkit.returns.raw import CellRef
from xlkit.returns.version_issues import VERSIONS


class Severity(StrEnum):
    """What an issue means for the return it stands in."""

    REJECTS = "rejects"  # the file cannot be taken at all
    HOLDS = "holds"  # the file was understood, and waits for a decision of the officer
    ERROR = "error"  # an answer is missing or left out; the rest is taken
    WARNING = "warning"  # taken as it stands, but somebody should look
    NOTE = "note"  # taken, and understood from something else than was expected


class IssueKind(Struct, frozen=True):
    """An entry of the catalogue; `sentence` says what was found, what was expected and what to do, with named places.

    It `advises` where it is a note that says what is to be done about something else that was found, and `outlasts`
    where it is to be seen to although its file stands aside for another.
    """

    severity: Severity
    title: str
    sentence: str
    advises: bool = False
    outlasts: bool = False


class Issue(Struct, frozen=True):
    """One finding in one file; cell and item are None where it concerns the whole file.

    `to_sender` is the sentence for whoever sent the file, where that tells of more than the catalogue; `then` are the
    words of what was asked or picked when it was sent out, where they are others today.
    """

    code: str
    severity: Severity
    message: str
    cell: CellRef | None = None
    item: str | None = None
    to_sender: str = ""
    then: str = ""


# A table: what a kind means and its title stand in one line, its sentence whole in the next.
CATALOGUE: dict[str, IssueKind] = {
    # The file as a whole
    "not-a-workbook": IssueKind(Severity.REJECTS, "Not a workbook",
        "This is {found}, not a spreadsheet workbook: open the form that was sent out, fill it in, and send that back."),
    "no-workbook": IssueKind(Severity.REJECTS, "No workbook attached",
        "This is an e-mail message with no workbook attached{only}, and what is only linked to cannot be read: ask the sender to attach the form that was sent out, filled in."),
    "empty-file": IssueKind(Severity.REJECTS, "Empty file",
        "The file is empty: ask the sender to send the workbook again."),
    "damaged-file": IssueKind(Severity.REJECTS, "Damaged workbook",
        "The workbook is damaged ({reason}), so nothing in it can be relied on: ask the sender to save it afresh and send it again."),
    "unsafe-file": IssueKind(Severity.REJECTS, "Unsafe workbook",
        "The workbook was not opened because {reason}: ask the sender for the form that was sent out, filled in and saved as .xlsx."),
    "too-large": IssueKind(Severity.REJECTS, "Too large",
        "The file has {found}, more than the {limit} a return may have: ask the sender for the form that was sent out, without additions."),
    "needs-password": IssueKind(Severity.REJECTS, "Needs a password to open",
        "The file asks for a password before it opens{tried}: {give}ask the sender to save the file without one and send it again."),
    "protected-by-label": IssueKind(Severity.REJECTS, "Protected by a sensitivity label",
        "The workbook is locked by a sensitivity label, so that only people of the sender's organisation can open it: ask the sender to save it without the label and send it again."),
    "numbers-file": IssueKind(Severity.REJECTS, "Saved by Apple Numbers",
        "This is an Apple Numbers document, which no other program opens: ask the sender to export it to Excel (File, Export To, Excel) and send that."),
    "old-workbook": IssueKind(Severity.REJECTS, "Saved for an old Excel",
        "This is a workbook of {found}, which is not read here: ask the sender to open it, save it as .xlsx and send it again."),
    "unreadable": IssueKind(Severity.REJECTS, "Could not be read",
        "The workbook could not be read ({reason}): ask the sender to open it, save it as .xlsx and send it again."),
    "not-ours": IssueKind(Severity.REJECTS, "Not one of our forms",
        "The workbook has none of the form's references in column A, so it is not a form that was sent out: ask the sender to fill in the form itself."),
    "part-of-form": IssueKind(Severity.REJECTS, "A part of a form",
        "The workbook holds {sheets} of the form “{form}” alone, without what says whose it is: ask the sender for the whole workbook that was sent out, with these answers in it."),
    "unknown-template": IssueKind(Severity.REJECTS, "Unknown template",
        "The workbook was made from the template “{found}”, which is not among those known here ({expected}): name its folder with --templates."),
    "no-organisation": IssueKind(Severity.REJECTS, "No organisation",
        "No organisation is named in {where}, so the answers cannot be filed under anyone: enter the organisation there."),
    "no-subject": IssueKind(Severity.REJECTS, "Nobody to be about",
        "It is not said in {where} about which organisation the answers are: enter that organisation there."),
    "other-organisation": IssueKind(Severity.REJECTS, "Another organisation's workbook",
        "The workbook was issued to “{expected}” but names “{found}” as the organisation: ask both which of them answered, and issue a workbook to each."),
    "other-round": IssueKind(Severity.REJECTS, "Another round",
        "The workbook belongs to the round “{found}”, and this is the round “{expected}”: leave it out, or merge its round by itself."),
    "identity-edited": IssueKind(Severity.REJECTS, "Identity edited",
        "The workbook's hidden identity is not as it was issued from this round's control workbook (it says “{found}”), so the answers could be filed under the wrong organisation: ask the sender to use the workbook as it was sent out."),
    "identity-unsigned": IssueKind(Severity.HOLDS, "Identity not signed",
        "The workbook speaks for “{found}” but carries no signature of this round, so it is held until you decide: ask them whether they sent it, or for the workbook as it was sent out."),
    "to-be-decided": IssueKind(Severity.NOTE, "To be decided",
        "If it is to count, enter under Decisions of the control workbook: {named}, Decision “accept this return”. If not: the same with “exclude”.", advises=True),
    "kept-out": IssueKind(Severity.REJECTS, "Incomplete, and kept out",
        "The return is incomplete and only complete ones were asked for, so it was kept out: leave out --complete-only to merge it."),
    "duplicate-return": IssueKind(Severity.NOTE, "The same return twice",
        "The same answers from the same sender are already taken from {other}: nothing needs doing."),
    "conflicting-returns": IssueKind(Severity.ERROR, "Two different returns of one identity",
        "This return and {other} have one identity but {difference}, and neither is preferred ({told}): {advice}."),
    "excluded": IssueKind(Severity.NOTE, "Excluded by a decision",
        "Left out by the decision at {place}, approved by {approved_by}: {why}"),
    "accepted": IssueKind(Severity.NOTE, "Accepted by a decision",
        "Taken by the decision at {place}, approved by {approved_by}: {why} (The check said: {message})"),
    "not-preferred": IssueKind(Severity.NOTE, "Another return preferred",
        "{other} stands instead, by the decision at {place}, approved by {approved_by}: {why}"),
    "superseded-return": IssueKind(Severity.NOTE, "A correction took its place",
        "{other} is a later correction of the same return and was taken instead: nothing needs doing."),
    "superseded-otherwise": IssueKind(Severity.WARNING, "A correction took its place, and copies of it differ",
        "{other} is a later correction of the same return and was taken instead, but {copy} came at the same stage as this one and says something else: see whether what only this one says was meant to count.", outlasts=True),
    "added-to": IssueKind(Severity.NOTE, "A fuller copy took its place",
        "{other} is the same form and gives all that is given here, added to, put right or dated anew, and was taken instead: nothing needs doing."),
    "adds-to": IssueKind(Severity.NOTE, "A fuller copy of the same form",
        "All that {other} gives is given here too, added to, put right or dated anew, so this one was taken: nothing needs doing."),
    "left-blank": IssueKind(Severity.NOTE, "The same form, not filled in",
        "Nothing was filled in or changed here since it was sent out, and {other} is the same form filled in, which was taken instead: nothing needs doing."),
    "left-as-sent": IssueKind(Severity.ERROR, "Nothing changed since it was sent",
        "All that stands here stood here when the workbook was sent out, so nobody has said that it still holds: ask the sender to look through it, and to enter the date of completion even where nothing has changed."),
    "not-dated-anew": IssueKind(Severity.WARNING, "Answers when sent out, without a date",
        "The workbook was sent out with answers in it, and no date of completion was entered, so whether they still hold is not said: ask the sender to enter the date, or what has changed."),
    "not-a-return": IssueKind(Severity.NOTE, "Not a return",
        "This is {found}, which holds no return and is passed over."),
    "review-in-returns": IssueKind(Severity.REJECTS, "A person's review",
        "This is somebody's review, which should not have left the service, and nothing of it was kept: delete it, tell the sender, and ask for the Top-twos workbook."),
    "names-in-return": IssueKind(Severity.REJECTS, "A list of names",
        "This is a provider's own list of who is who, which should not have left it: delete it, tell the sender, and ask for the workbook that was sent out; nothing of it was kept."),
    "has-macros": IssueKind(Severity.NOTE, "Macros inside",
        "The workbook carries macros, which the form never has: they were not run."),
    "has-objects": IssueKind(Severity.NOTE, "Objects inside",
        "The workbook carries embedded documents or controls, which the form never has: they were not opened."),
    "has-links": IssueKind(Severity.NOTE, "Values from elsewhere",
        "The workbook takes values from other files or programs, which the form never does: nothing was fetched, and what its cells showed when it was saved was read."),
    # Workbooks of councils, merged into a region
    "council-workbook": IssueKind(Severity.REJECTS, "A council's workbook that cannot be read back",
        "This is the {kind} workbook of a council, but {reason}."),
    "council-among-returns": IssueKind(Severity.REJECTS, "A council's workbook among returns",
        "This is a consolidated or shared workbook, in which whoever sent it could answer for others: it counts only where its own path, or a folder or archive of such workbooks alone, is named on the command line, and otherwise ask the sender for the form that was sent out."),
    "answers-gone": IssueKind(Severity.REJECTS, "Its row among the answers is gone",
        "Data still speaks of this return, but its row on the sheet of answers, where alone answers are edited, is gone: put the row back, or delete it from Data too."),
    "edited-answer": IssueKind(Severity.WARNING, "Answer edited in the consolidated workbook",
        "The sheet of answers says {found} for {ref} {title}, and Data still says {stored}: answers are edited on the sheet of answers, so {found} counts."),
    "counts-alone": IssueKind(Severity.NOTE, "Counts alone",
        "This is the shared workbook of {council}: its counts on {shown} of {themes} themes are added to the region's, and nothing else."),
    "returns-given": IssueKind(Severity.NOTE, "Its returns were given themselves",
        "The returns of {council} are taken from {other}, so the counts in its shared workbook are not added to them."),
    "same-counts": IssueKind(Severity.NOTE, "The same shared figures twice",
        "The same figures of {council} are already taken from {other}: nothing needs doing."),
    "other-counts": IssueKind(Severity.ERROR, "Two different shared workbooks of one council",
        "This and {other} are shared workbooks of {council} for one round, but their figures differ, and neither is preferred: leave out the one that does not stand."),
    "id-in-councils": IssueKind(Severity.NOTE, "One return id in several councils",
        "Several councils have a return {found}, and each counts: that of {council} stands here as {now}, and nothing needs doing."),
    # Workbooks of ratings
    "holds-returns": IssueKind(Severity.NOTE, "A workbook of ratings",
        "The workbook holds ratings of {count} of the {rows} organisations listed in it, each shown by itself{unrated}: nothing needs doing."),
    "nothing-rated": IssueKind(Severity.REJECTS, "Nothing is rated",
        "None of the {rows} organisations listed in the workbook is rated: ask the sender for the workbook that was filled in, or leave this one out."),
    "partly-rated": IssueKind(Severity.NOTE, "Partly rated",
        "{count} of {all} topics are rated, and the others count as not rated: nothing needs doing."),
    "note-without-rating": IssueKind(Severity.WARNING, "A note without a rating",
        "“{found}” is noted for “{organisation}”, of whom nothing is rated, so it is in no return: rate a topic if it is to count."),
    "other-subject": IssueKind(Severity.REJECTS, "Another organisation beside the reference",
        "The row with reference {ref} was issued for “{expected}” but names “{found}”, so its ratings could be filed under the wrong organisation: put each name back beside its reference, and check which of them was rated."),
    "level-understood": IssueKind(Severity.NOTE, "Level understood",
        "“{found}” was taken as level {level} for {ref} {title}: nothing needs doing."),
    # Held against its round
    "unknown-recipient": IssueKind(Severity.WARNING, "Not among the recipients",
        "The return is from “{found}”, who is not among this round's recipients: check the name, and if the row was changed since its workbook was issued, put it back as it was."),
    "other-place": IssueKind(Severity.WARNING, "Another place than the round's",
        "“{found}” was typed as {title} on About you, where the round has “{expected}”: {expected} counts, and if that is wrong, correct the row of Recipients."),
    "after-deadline": IssueKind(Severity.WARNING, "After the deadline",
        "{what} is {found}, and the deadline was {expected}: decide whether the return is to count."),
    "before-issue": IssueKind(Severity.WARNING, "Before it was sent out",
        "{what} is {found}, and the workbook was issued on {expected}, after that: see whether a date of an earlier round was left, and correct the day if another was meant."),
    "day-to-come": IssueKind(Severity.WARNING, "A day yet to come",
        "{what} is {found}, and dates are held against {expected}, before that: correct the day if another was meant."),
    "done-undated": IssueKind(Severity.WARNING, "Done without a date",
        "{what} says “{found}”, and nothing was entered for “{expected}”: enter the date, or pick another answer if it is not done."),
    "day-not-done": IssueKind(Severity.WARNING, "A date, though not done",
        "{what} says “{found}”, and {day} was entered for “{expected}”: correct the answer, or delete the date."),
    "check-waived": IssueKind(Severity.NOTE, "Check waived",
        "Waived by the decision at {place}, approved by {approved_by}{until}: {why} (The check said: {message})"),
    "waiver-ended": IssueKind(Severity.NOTE, "Waiver ended",
        "The decision at {place} waived the check {check} until {until} only, so it no longer holds: renew it, or have the return corrected."),
    # How the form came back
    "meaning-edited": IssueKind(Severity.WARNING, "Hidden sheet edited",
        "What the workbook's hidden sheet says of its questions is not as it was issued to “{found}”, so it is not relied on: check that the questions are those that were sent out."),
    "identity-missing": IssueKind(Severity.WARNING, "Identity missing",
        "The workbook's hidden identity is gone, so the template was recognised by its references alone: check who sent it."),
    "reference-missing": IssueKind(Severity.ERROR, "A row is missing",
        "The row with reference {ref} in column A is gone, so its answer cannot be read: ask the sender to fill in that part in a fresh form."),
    "spare-rows-gone": IssueKind(Severity.NOTE, "Rows that may stay blank are gone",
        "{count} rows of {sheet} that may be left blank are gone ({refs}), and count as left blank: nothing needs doing."),
    "reference-twice": IssueKind(Severity.ERROR, "A row stands twice",
        "The reference {ref} stands more than once in column A, at {cells}, and one was expected: delete the row that should not be there."),
    "sheet-copied": IssueKind(Severity.NOTE, "A copied sheet",
        "The sheet “{copy}” is a copy of “{sheet}” with {what}, and was passed over: nothing needs doing."),
    "sheet-twice": IssueKind(Severity.ERROR, "Two sheets that differ",
        "The sheets {sheets} ask the same and differ in {what}, first in {first}, so nothing was taken where they differ: decide what stands, and send the workbook with one such sheet."),
    "wording-changed": IssueKind(Severity.WARNING, "Wording changed",
        "The text beside reference {ref} is not the one that was sent out, so the answer may be to another question: check it with the sender."),
    "statement-moved": IssueKind(Severity.ERROR, "Ticked beside another's statement",
        "The tick for {ref} {title} is beside reference {at} and another of the form's statements, so it is not known which of the two is meant, and it is left out: tick the statement that fits, in a form as it was sent out."),
    "unreferenced-text": IssueKind(Severity.WARNING, "Text where no question stands",
        "“{found}” stands where the form has no question, so it is not among the answers: put it into an evidence box or another yellow cell if it is to count."),
    "columns-moved": IssueKind(Severity.NOTE, "Columns moved",
        "The columns of {sheet} do not all stand where they were sent out, so each was read by its heading: nothing needs doing."),
    "heading-changed": IssueKind(Severity.WARNING, "Heading changed",
        "The heading “{expected}” of {sheet} now says “{found}”, and its column was read as it was sent out: check that nothing else stands in it."),
    "column-added": IssueKind(Severity.WARNING, "A column that the form does not have",
        "A column of {sheet} headed “{heading}” is none of the form's, so what stands in its {count} cells is not among the answers ({found}): put it into an evidence box or another yellow cell if it is to count."),
    "column-gone": IssueKind(Severity.ERROR, "A column cannot be told",
        "On {sheet} there is not exactly one column headed {headings}, so what stands there is not read: put each heading back above its column, or fill in that part in a fresh form."),
    "sheet-gone": IssueKind(Severity.ERROR, "A sheet is gone",
        "Not one row of {sheet} is left in the workbook, so nothing that was filled in there can be read: ask the sender for the workbook with all its sheets."),
    "questions-gone": IssueKind(Severity.REJECTS, "The questions are gone",
        "Not one row of {sheet} is left in the workbook, so there is no answer in it: ask the sender for the workbook with all its sheets."),
    "sheet-unclear": IssueKind(Severity.REJECTS, "A sheet cannot be told",
        "On {sheet} there is not exactly one column headed {headings}, so it cannot be told which answer is to which question: ask the sender to put each heading back above its column, or to fill in a fresh form."),
    "said-aside": IssueKind(Severity.WARNING, "Said outside the cells",
        "{what} “{found}” is not in a cell, so it is not among the answers: put it into an evidence box or another yellow cell if it is to count."),
    "not-read": IssueKind(Severity.WARNING, "Not read",
        "The sheet has {what} that cannot be read: look at the workbook, and ask the sender to type into a yellow cell what is to count."),
    # Answers
    "no-answer": IssueKind(Severity.ERROR, "Not answered",
        "Nothing is ticked for {ref} {title}, and one tick was expected: tick the statement that fits best.{asks}"),
    "nothing-answered": IssueKind(Severity.ERROR, "Nothing answered",
        "Nothing is answered about “{subject}”, and at least one answer was expected: ask the sender for the workbook that was filled in, or leave this one out."),
    "left-empty": IssueKind(Severity.ERROR, "Left empty",
        "Nothing stands for {ref} {title}, and an answer was expected: fill in its yellow cell.{asks}"),
    "two-ticks": IssueKind(Severity.ERROR, "More than one tick",
        "{ref} {title} has {count} ticks, also at {cells}, and one was expected: keep the tick beside the statement that fits best."),
    "unknown-tick": IssueKind(Severity.ERROR, "Not a tick",
        "“{found}” was found where a tick (✓) or nothing was expected, for {ref} {title}: pick ✓ from the dropdown beside one statement."),
    "tick-understood": IssueKind(Severity.NOTE, "Tick understood",
        "“{found}” was taken as a tick (✓) for {ref} {title}: nothing needs doing."),
    "blank-understood": IssueKind(Severity.NOTE, "Left empty, as understood",
        "“{found}” was taken as no tick for {ref} {title}: nothing needs doing."),
    "unknown-choice": IssueKind(Severity.ERROR, "Not one of the choices",
        "“{found}” was found for {ref} {title}, where one of {expected} was expected: pick one from the dropdown."),
    "not-a-number": IssueKind(Severity.ERROR, "Not a number",
        "“{found}” was found for {ref} {title}, where {expected} was expected: type digits alone, and a point before decimals."),
    "not-a-date": IssueKind(Severity.ERROR, "Not a date",
        "“{found}” was found for {ref} {title}, where {expected} was expected: type it as day/month/year, such as 31/03/2027."),
    "number-understood": IssueKind(Severity.NOTE, "Number understood",
        "“{found}” was taken as the number {number} for {ref} {title}: check that it is the one that was meant."),
    "date-understood": IssueKind(Severity.NOTE, "Date understood",
        "“{found}” was taken as the date {date} for {ref} {title}: check that it is the day that was meant."),
    "text-changed-type": IssueKind(Severity.WARNING, "Text turned into something else",
        "A {found} was found for {ref} {title}, where text was expected, so the program may have changed what was typed: check that “{shown}” is what was meant."),
    "error-value": IssueKind(Severity.ERROR, "Error value",
        "The cell shows {found} for {ref} {title}, where an answer was expected: type the answer again."),
    "struck-through": IssueKind(Severity.ERROR, "Answer struck through",
        "“{found}” is struck through for {ref} {title}, so it is not known whether it stands, and it is left out: take the line away if it is to count, and clear the cell if not."),
    "struck-text": IssueKind(Severity.WARNING, "Text struck through",
        "“{found}” is struck through, all of it or a part, for {ref} {title}, and is kept as it stands: take out what is not meant."),
    "words-dropped": IssueKind(Severity.WARNING, "Words that were not to be passed on",
        "Words stood in {ref} “{title}” that are marked “{use}”, so they were taken out before anything was kept or shown: clear the cell, and leave what stands beside it."),
    "use-missing": IssueKind(Severity.ERROR, "Not said how it may be used",
        "It is not said beside {ref} “{title}” how these words may be used, so they go on no card: ask the person, and pick one from the dropdown."),
    "statement-may-identify": IssueKind(Severity.WARNING, "May tell who it is",
        "“{found}” in {ref} “{title}” may tell who the person is: put it into words that name nobody, or leave it if it names nobody."),
    "locality-not-listed": IssueKind(Severity.WARNING, "A locality that the round does not list",
        "“{found}” was found for {where}, where a locality of the round was expected ({expected}); it goes on no card and into no table of what people say, since words that nobody looked at may name somebody: type one of these, or clear the cell."),
    "breaks-rule": IssueKind(Severity.ERROR, "Not what the question asks for",
        "“{found}” was found for {ref} {title}, where the rule is: {rule}. It is left out: put in what fits the rule."),
    "worked-out-anew": IssueKind(Severity.NOTE, "Worked out anew",
        "“{found}” was found for {ref} {title}, which is worked out from other answers and comes to {expected}: {expected} is taken, and nothing needs doing."),
    "answer-not-needed": IssueKind(Severity.NOTE, "Answered though not needed",
        "{ref} {title} is asked only if {condition}, which is not so, and is answered all the same: the answer is kept, and nothing needs doing."),
    "unclear-due-date": IssueKind(Severity.WARNING, "Unclear date",
        "“{found}” was found as “{column}” of an action for {ref} {title}, where {expected} was expected, so the action is kept without it: type it as day/month/year, such as 31/03/2027."),
    "action-without-topic": IssueKind(Severity.WARNING, "An action without its topic",
        "The action “{action}” stands beside “{found}” where one of the topics was expected, so it is not among the actions: pick the topic that it is on."),
    "unknown-status": IssueKind(Severity.WARNING, "Unknown status",
        "“{found}” was found as “{column}” of an action for {ref} {title}, where one of {expected} was expected: the text was kept as it is; pick one from the dropdown."),
    **{code: IssueKind(Severity(weight), title, sentence) for code, (weight, title, sentence) in (VERSIONS | ACCOUNTS).items()},
}  # fmt: skip
_QUOTED = re.compile("“{([a-z_]+)}”")


def issue(code: str, cell: CellRef | None = None, item: str | None = None, **facts: object) -> Issue:
    """A finding of the kind `code`, its sentence filled in with the facts; KeyError where a fact is missing.

    Facts may be words from the file: each is one line, and cut short where the sentence quotes it.
    """
    kind = CATALOGUE[code]
    cut, texts = _QUOTED.findall(kind.sentence), {name: fact for name, fact in facts.items() if isinstance(fact, str)}
    plain = {name: shown.excerpt(text) if name in cut else shown.one_line(text) for name, text in texts.items()}
    return Issue(
        code, kind.severity, kind.sentence.format(**(facts | plain)), cell, item, then=str(facts.get("then", ""))
    )
