"""The catalogue: what xlkit's own words in a respondent workbook are for; the files beside this one state them."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct


class Catalogue(Struct, frozen=True):
    """Words that belong together, each under its name."""


class PlannerWords(Catalogue, frozen=True):
    """The headings of the action planner for a template that brings none of its own, and the statuses to pick from."""

    topic: str
    level: str
    next: str
    action: str
    owner: str
    due: str
    status: str
    statuses: tuple[str, ...]


class CorrectionWords(Catalogue, frozen=True):
    """What a correction says, on its first sheet and beside what is to be checked.

    `problems` has a title and an advice for each code of an issue; what it lacks is said as whoever validates reads it.
    """

    sheet: str
    headings: tuple[str, ...]
    intro: str  # {whole} is one of the next two
    whole: str
    in_part: str
    number: str
    number_of_return: str
    no_place: str
    to_do: str
    done: str
    changed: str
    look: str
    problems: Mapping[str, tuple[str, str]]


class ConditionWords(Catalogue, frozen=True):
    """How a condition is said: `{ref}` is the question's reference, `{value}` what its answer is held against."""

    is_same: str
    is_other: str
    is_less: str
    is_most: str
    is_more: str
    is_least: str
    is_before: str  # of dates
    is_by: str
    is_after: str
    is_from: str
    is_blank: str
    is_answered: str
    includes: str
    both: str
    either: str
    contrary: str
    many: str
    length: str
    depends: str  # what there are no simpler words for
    fits: str
    goes_with: str
    row: str  # the number that the row of a table has
    of_rows: str


class Words(Catalogue, frozen=True):
    """All words in one language; `{…}` marks where a figure or a text is put in."""

    code: str

    # Sheets
    start: str
    about: str
    questions: str
    tables: str
    planner: str
    summary: str
    glossary: str
    resources: str
    ref: str
    page: str  # at the foot of printed pages
    answers_range: str

    # Start
    start_subtitle: str
    start_issued: Mapping[str, str]
    start_progress: str
    questions_step: str
    questions_done: str
    questions_needed: str
    questions_go: str
    planner_step: str
    planner_go: str
    send: str
    send_step: str
    send_go: str
    # Below the steps; by their signs it is known what they say.
    unfinished_sign: str
    not_finished: str
    detail_missing: str
    send_any_time: str
    finished_sign: str
    finished: str
    finished_mail: str
    optional_left: str
    by_when: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    # Of a correction, by the states on its first sheet.
    correction_open: str
    correction_look: str
    untranslated: str  # the line that says what stands in English
    start_how: str
    step_open: str
    step_yours: str
    step_yours_firmly: str
    step_about: str
    step_questions: str
    start_last_heading: str
    start_last: str
    # Where the answers of last time are filled in.
    start_kept: str
    start_reworded: str
    start_fallen_heading: str
    start_fallen: str  # the parts of a form that are not in its language yet
    start_readers_heading: str
    start_readers: str
    start_retention_heading: str
    start_contents: str
    start_topics: str
    start_about: str
    start_tables: str
    start_planner: str
    start_summary: str
    start_glossary: str
    start_resources: str
    progress: str
    progress_many: str
    progress_left: str

    # About you
    about_intro: str
    about_headings: tuple[str, ...]
    details: Mapping[str, tuple[str, str]]
    one_view: str
    agreed: str

    # Questions
    questions_intro: str
    questions_headings: tuple[str, ...]
    here: str
    next_step: str
    keep_one: str
    evidence: str
    optional: str
    date_wanted: str
    section: str
    not_answered: str
    many_ticks: str  # begins with {count}
    level: str
    level_in_band: str
    answered: str
    last_time: str
    reworded: str  # of what was picked then
    tick_all: str
    chosen: str
    day: str
    day_beside: str
    not_needed: str
    asked_if: str  # above a column of a table
    for_everybody: str
    worked_for_everybody: str
    condition: ConditionWords
    correction: CorrectionWords

    # Tables
    tables_intro: str
    tables_column: str
    rows_used: str
    prepared: str

    # Action planner
    planner_intro: str
    further: str
    then: str
    default_planner: PlannerWords
    sustain: str
    choose_first: str

    # Summary
    summary_intro: str
    summary_headings: tuple[str, ...]
    summary_actions: str
    summary_last: str
    no_action: str
    section_headings: tuple[str, ...]
    all_sections: str
    required: str
    counts: str
    counts_not_answered: str
    strengths: str
    no_strengths: str
    weakest: str
    no_weakest: str
    nothing_yet: str
    chart_title: str
    chart_alt: str
    chart_alt_last: str

    # Reading
    glossary_intro: str
    glossary_headings: tuple[str, ...]
    resources_intro: str
    resources_headings: tuple[str, ...]

    # What a cell says when it does not take an entry
    tick_refused: tuple[str, str]
    choice_refused: tuple[str, str]
    date_refused: tuple[str, str]
    number_refused: tuple[str, str]
    rule_refused: tuple[str, str]

    share_refused: str
    share_rule: str

    # What a template's `or_other` adds: the choice, and the question after it
    other: str
    which_other: str

    def in_full(self, day: date) -> str:
        """A day in full: `Friday 26 March 2027`."""
        return f"{self.weekdays[day.weekday()]} {day.day} {self.months[day.month - 1]} {day.year}"

    def start_steps(self, *, firmly: bool) -> tuple[str, ...]:
        """How to fill the workbook in; `firmly` where its locks have a password."""
        yours = self.step_yours_firmly if firmly else self.step_yours
        return (self.step_open, yours, self.step_about, self.step_questions)
