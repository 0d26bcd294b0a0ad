"""One running LibreOffice of one's own, which answers requests and ends with whoever asks.

LibreOffice is not started with `--headless`: there it shows its message boxes without running them, and crashes at
the second one. Drawn in memory (see `find.environment`), boxes can be read and answered as a person would.
"""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import uuid
from pathlib import Path
from typing import Any

from tests.office import find

SCRIPT = Path(__file__).with_name("uno_script.py")
GOODBYE_SECONDS = 10

# Dates are typed and shown as in `locale`; stored results are kept on loading; nothing greets a newcomer.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">\
<value>{locale}</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">\
<value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse">\
<value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">\
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse">\
<value>false</value></prop></item>
</oor:items>
"""


class OfficeError(Exception):
    """LibreOffice could not do what was asked."""


class SessionLostError(OfficeError):
    """LibreOffice crashed, or did not answer in time: this session is of no more use."""


class Session:
    """A LibreOffice with a profile and a pipe of its own, and the script that drives it; a `screen` shows it."""

    def __init__(self, locale: str, screen: str = "") -> None:
        office, python = find.soffice(), find.uno_python()
        if office is None or python is None:
            raise OfficeError("LibreOffice, or a Python that can drive it, is not installed.")
        self.folder = Path(tempfile.mkdtemp(prefix="xlkit-office-"))
        profile = self.folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(locale=locale), encoding="utf-8")
        self._log = self.folder / "log.txt"
        self._screen = screen
        pipe = f"xlkit-{uuid.uuid4().hex}"
        self._office = self._start(
            subprocess.DEVNULL,
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
            *(() if screen else ("--invisible",)),
            *("--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
        )
        self._script = self._start(subprocess.PIPE, python, SCRIPT, pipe)
        self._replies: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ask(self, request: dict[str, Any], seconds: float) -> Any:
        """What the script answers to a request."""
        assert self._script.stdin is not None
        try:
            self._script.stdin.write(json.dumps(request) + "\n")
            self._script.stdin.flush()
            reply = self._replies.get(timeout=seconds)
        except queue.Empty:
            raise SessionLostError(f"LibreOffice gave no answer within {seconds:g} seconds. {self._words()}") from None
        except BrokenPipeError:
            reply = ""
        if not reply:
            raise SessionLostError(f"LibreOffice ended. {self._words()}")
        said: dict[str, Any] = json.loads(reply)
        if "DisposedException" in said.get("error", ""):
            raise SessionLostError(f"LibreOffice crashed. {said['error']}\n{self._words()}")
        if "error" in said:
            raise OfficeError(said["error"])
        return said["answer"]

    def end(self, patience: float = GOODBYE_SECONDS) -> None:
        """Let LibreOffice go, or make it go once patience runs out."""
        assert self._script.stdin is not None
        assert self._script.stdout is not None
        # Without more requests to come, the script ends LibreOffice and then itself.
        with contextlib.suppress(BrokenPipeError):
            self._script.stdin.close()
        for process in (self._script, self._office):
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                _kill(process)
        self._reader.join()
        self._script.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self, talk: int, *command: Path | str) -> subprocess.Popen[str]:
        with self._log.open("a", encoding="utf-8") as log:
            return subprocess.Popen(
                command,
                stdin=talk,
                stdout=talk,
                stderr=log,
                env=find.environment(self._screen),
                encoding="utf-8",
                # What `soffice` starts in its turn can then be ended with it; and Ctrl-C reaches the tests alone.
                start_new_session=True,
            )

    def _read(self) -> None:
        assert self._script.stdout is not None
        for line in self._script.stdout:
            self._replies.put(line)
        self._replies.put("")

    def _words(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")[-2000:]


def _kill(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        taskkill = [r"C:\Windows\System32\taskkill.exe", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(taskkill, check=False, capture_output=True)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
