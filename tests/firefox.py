"""A stock Firefox, driven by WebDriver BiDi, which it speaks itself: no driver and no patched build.

Playwright drives Chromium; its own Firefox is another build, which readers do not have. This is the little of the
protocol that tests need: open an address, ask the page, make the window narrow.
"""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("firefox-esr", "firefox")
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_SECONDS = 60
# A profile of its own, which asks nothing of any other host and shows no page of welcome.
_PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "da",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "",
}


class FirefoxPage:
    """A tab. What a script gives back is plain JSON; a promise is waited for."""

    def __init__(self, browser: Firefox, context: str) -> None:
        self._browser, self._context = browser, context

    def goto(self, url: str) -> None:
        """Open *url* as if it had been typed, and wait until it is loaded."""
        self._browser.send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What a JavaScript *expression* is in the page; raises AssertionError for what it throws."""
        answer = self._browser.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})) ?? 'null')()",
            target={"context": self._context},
            awaitPromise=True,
        )
        assert "result" in answer, answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def resize(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self._browser.send("browsingContext.setViewport", context=self._context, viewport=viewport)

    def close(self) -> None:
        self._browser.send("browsingContext.close", context=self._context)


class Firefox:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._ids = itertools.count(1)
        self.version: str = self.send("session.new", capabilities={})["capabilities"]["browserVersion"]

    def new_page(self) -> FirefoxPage:
        return FirefoxPage(self, self.send("browsingContext.create", type="tab")["context"])

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to a command of the protocol; raises AssertionError where Firefox refuses it."""
        own = next(self._ids)
        self._connection.send(json.dumps({"id": own, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._connection.recv(timeout=_SECONDS))
            if answer.get("id") == own:  # what has no id is an event
                assert answer["type"] == "success", answer
                return dict(answer["result"])


@contextmanager
def firefox_at(path: str) -> Iterator[Firefox]:
    """Start the Firefox at *path*, without a window, and end it."""
    profile = Path(tempfile.mkdtemp(prefix="firefox-"))
    preferences = (
        f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in _PREFERENCES.items()
    )
    (profile / "user.js").write_text("".join(preferences), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        address = next(match[1] for line in process.stderr if (match := _LISTENING.search(line)))
        # What it says later must be read, or it waits for someone to do so.
        threading.Thread(target=process.stderr.read, daemon=True).start()
        with connect(f"{address}/session", max_size=None) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait(_SECONDS)
        process.stderr.close()
        shutil.rmtree(profile, ignore_errors=True)
