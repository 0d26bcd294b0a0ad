"""English."""

from dataclasses import replace

from xlkit.form.words.catalogue import Words

ENGLISH = Words()

# For a form in which nothing is on a scale of levels.
ENGLISH_WITHOUT_LEVELS = replace(
    ENGLISH,
    start_subtitle="Questions and action planner. Start here; nothing is lost if you save the workbook and go on another day.",
    step_questions="On Questions, pick from the dropdowns, tick and type. White cells are yours; everything else is locked.",
    step_planner="On Action planner, if there is one, say what you will do next, who will do it and by when.",
    start_topics="Every section and question is a link. What needs a second look says so here.",
    start_last="The actions you planned last time stand in the action planner: bring their status up to date, change them or delete them.",
    start_summary="What is answered, what is left, and how many answers there are of each kind",
    questions_intro="Answer in the white cells: pick from the list, tick ✓, or type. Delete takes an answer away.",
    questions_headings=("Ref", "Questions", "Tick", "Your answer"),
    planner_intro="The shaded columns fill themselves from your answers. Type what you will do, who will do it and by when. Each question has {rows} rows; leave them empty if you plan nothing.",
    choose_first="Answer the question first",
    summary_intro="Nothing to type here: this sheet follows your answers and your planner. Each title is a link to its question.",
    summary_headings=("Ref", "Question", "Answers", "Required", "Your answer"),
    section_headings=("Section", "Answered"),
)

# For those who answer about another organisation, who may not be able to judge everything.
ENGLISH_ABOUT_OTHERS = replace(
    ENGLISH,
    start_subtitle="How you see another organisation. Start here; it takes about ten minutes to tick.",
    step_questions="On Questions, pick ✓ beside one statement for each topic that you can judge, and leave the others blank: the workbook is complete all the same. White cells are yours; everything else is locked.",
    step_planner="On Action planner, if you like, say what could be done next, who could do it and by when.",
    start_last="The levels you gave last time are shown beside each topic, and the actions you noted then stand in the action planner: bring their status up to date, change them or delete them.",
    start_planner="What could be done next",
    start_summary="The levels you gave at a glance",
    progress_left=", {left} left blank, which is fine",
    questions_intro="For each topic that you can judge, pick ✓ beside the one statement nearest to where they are now. Leave the others blank. Delete takes a tick away.",
    questions_headings=(*ENGLISH.questions_headings[:3], "Where they are, and what shows it"),
    planner_intro="The shaded columns fill themselves from your ticks. If you like, type what could be done next, by whom and by when. Each topic has {rows} rows; leave them empty if you suggest nothing.",
    default_planner=replace(
        ENGLISH.default_planner, level="Where they are", action="What could be done", owner="Who could do it"
    ),
    summary_headings=(*ENGLISH.summary_headings[:4], "Where they are"),
)

ENGLISH_ABOUT_OTHERS_WITHOUT_LEVELS = replace(
    ENGLISH_WITHOUT_LEVELS,
    start_subtitle="How you see another organisation. Start here; you can save the workbook and go on another day.",
    step_questions="On Questions, pick from the dropdowns, tick and type; leave blank what you cannot judge. White cells are yours; everything else is locked.",
    step_planner="On Action planner, if there is one, say what could be done next, who could do it and by when.",
    start_planner=ENGLISH_ABOUT_OTHERS.start_planner,
    default_planner=ENGLISH_ABOUT_OTHERS.default_planner,
    progress_left=", {left} left blank",
    questions_intro="Answer in the white cells: pick from the list, tick ✓, or type. Leave blank what you cannot judge. Delete takes an answer away.",
)
