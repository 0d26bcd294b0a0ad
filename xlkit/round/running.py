"""Running: how to run a round, step by step, as its control workbook says."""

STEPS_HEADING = "How to run the round"
STEPS = (
    "Fill in Settings, then one row for each recipient under Recipients. Read the wording under Letters.",
    "Save and close, then run: xlkit generate {file}",
    "Draft the messages with: xlkit mail {file}",
    "When returns come in, look at them with: xlkit status {file} FOLDER",
    "Remind those who are missing with: xlkit mail {file} --chase FOLDER",
    "Merge what came back with: xlkit merge FOLDER --round {file}",
    "Keep this workbook safe: its hidden sheet holds the secret that workbooks are signed with. Do not e-mail it.",
)
