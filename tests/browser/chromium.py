"""A headless Chromium at the end of a pipe, asked by its DevTools protocol; it goes with its context."""

import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager, suppress

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
)
# Chromium reads commands from file descriptor 3 and writes to 4; the shell puts the pipes there.
START = 'exec "$0" "$@" 3<&"$TAKES" 4>&"$GIVES"'
ENDS_IN = 20


def found():
    """Return where a Chromium is, ``None`` where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Tab:
    """One tab: commands go in, answers and events come out; ``events`` are all that were heard."""

    def __init__(self, takes, gives):
        self._out, self._in = takes, gives
        self._count = 0
        self._session: str | None = None
        self.events = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method, **parameters):
        """Return what a command answers."""
        self._count += 1
        asked = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        self._out.write(json.dumps(asked).encode() + b"\0")
        self._out.flush()
        while (heard := self._heard()).get("id") != self._count:
            self.events.append(heard)
        assert "error" not in heard, (method, heard["error"])
        return heard["result"]

    def open(self, url):
        """Go to a page and wait until it is loaded."""
        self.events.clear()
        self.send("Page.navigate", url=url)
        while not self.named("Page.loadEventFired"):
            self.events.append(self._heard())

    def named(self, *methods):
        """Return the events of these names."""
        return [each["params"] for each in self.events if each.get("method") in methods]

    def look(self, media="screen", scheme="light", width=1200):
        """Show the page as on a screen of a width or as printed, light or dark."""
        self.send(
            "Emulation.setEmulatedMedia",
            media=media,
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )

    def value(self, expression):
        """Return what an expression is in the page."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"]["value"]

    def picture(self):
        """Return the whole page as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def printed(self):
        """Return the page as PDF."""
        return base64.b64decode(
            self.send("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
        )

    def _heard(self):
        text = bytearray()
        while (letter := self._in.read(1)) != b"\0":
            assert letter, "Chromium has ended"
            text += letter
        return json.loads(text)


@contextmanager
def tab():
    """Start a Chromium with a profile of its own, and end all of it afterwards."""
    takes, out = os.pipe()
    back, gives = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            ["bash", "-c", START, str(found()), *FLAGS, f"--user-data-dir={folder}/profile"],
            env={**os.environ, "HOME": folder, "TAKES": str(takes), "GIVES": str(gives)},
            pass_fds=(takes, gives),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(takes)
        os.close(gives)
        with os.fdopen(out, "wb") as commands, os.fdopen(back, "rb") as answers:
            try:
                yield Tab(commands, answers)
            finally:
                commands.close()
                _end(process)


def _end(process):
    """Wait for the browser, which ends with its pipe, and end by force what is left of its group."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(ENDS_IN)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(ENDS_IN)
