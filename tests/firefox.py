#!/usr/bin/env python3
"""The Firefox that readers have, for Playwright, which starts this file as if it were the browser.

Playwright speaks WebDriver BiDi with it (its channel `moz-firefox`), but chooses light or dark by a command that
Firefox 153 does not know. Between the two, this turns that command into the preference behind it. It can go, and
`executable_path` be the browser itself, when the extended support release knows `emulation.setMediaFeaturesOverride`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from threading import Thread
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.sync.server import ServerConnection, serve

_NAMES = ("firefox-esr", "firefox")
_LISTENING = re.compile(r"(WebDriver BiDi listening on) (ws://\S+)")
_PREFERENCE = "layout.css.prefers-color-scheme.content-override"
_SCHEMES = {"dark": 0, "light": 1}
_AS_THE_SYSTEM = 2


def firefox_path() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def main() -> None:
    """Start Firefox, say where to speak with it, and end when it ends."""
    path = firefox_path()
    assert path
    command = [path, "--remote-allow-system-access", *sys.argv[1:]]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said, address = next(match.groups() for line in process.stderr if (match := _LISTENING.search(line)))
        # What it says later must be read, or it waits for someone to do so.
        Thread(target=process.stderr.read, daemon=True).start()
        with serve(lambda client: _relay(client, address), "127.0.0.1", 0, max_size=None) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            sys.stderr.write(f"{said} ws://127.0.0.1:{server.socket.getsockname()[1]}\n")
            sys.stderr.flush()
            process.wait()


def _relay(client: ServerConnection, address: str) -> None:
    with connect(f"{address}/session", max_size=None) as firefox:
        firefox.send(client.recv())  # asks for a session
        client.send(firefox.recv())
        window = _window(firefox)
        Thread(target=_forward, args=(firefox, client), daemon=True).start()
        for message in client:
            command = json.loads(message)
            if command["method"] == "emulation.setMediaFeaturesOverride":
                scheme = command["params"]["features"].get("prefers-color-scheme")
                command |= _preferring(_SCHEMES.get(scheme, _AS_THE_SYSTEM), window)
            firefox.send(json.dumps(command))


def _window(firefox: ClientConnection) -> str:
    """Firefox's own first window, where a script may set preferences."""
    parameters = {"moz:scope": "chrome", "maxDepth": 0}
    firefox.send(json.dumps({"id": 0, "method": "browsingContext.getTree", "params": parameters}))
    return str(json.loads(firefox.recv())["result"]["contexts"][0]["context"])


def _forward(firefox: ClientConnection, client: ServerConnection) -> None:
    for message in firefox:
        client.send(message)
    client.close()


def _preferring(value: int, window: str) -> dict[str, Any]:
    script = f"Services.prefs.setIntPref('{_PREFERENCE}', {value})"
    parameters = {"expression": script, "target": {"context": window}, "awaitPromise": False}
    return {"method": "script.evaluate", "params": parameters}


if __name__ == "__main__":
    main()
