"""As much of GitHub's REST API as the workflows need: the standard library, and a token from the environment."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

_PAGE = 100
_MOST_PAGES = 20
_SECONDS = 30
BOT = "github-actions[bot]"  # whom a workflow's own token writes as


class GitHub:
    """One repository, as the workflow's token may use it."""

    def __init__(self) -> None:
        self.repository = os.environ["GITHUB_REPOSITORY"]
        self._root = f"{os.environ['GITHUB_API_URL']}/repos/{self.repository}"
        self._token = os.environ["GITHUB_TOKEN"]
        self._opener = build_opener(_TokenStaysHome)

    def get(self, path: str, **query: object) -> Any:
        return json.loads(self._call("GET", f"{path}?{urlencode(query)}"))

    def listed(self, path: str, **query: object) -> Iterator[Any]:
        """Every item of a list, page by page."""
        for page in range(1, _MOST_PAGES + 1):
            items = self.get(path, **query, per_page=_PAGE, page=page)
            yield from items
            if len(items) < _PAGE:
                return

    def send(self, method: str, path: str, **body: object) -> Any:
        return json.loads(self._call(method, path, json.dumps(body).encode()))

    def download(self, path: str, at_most: int) -> bytes:
        """The bytes at *path*, which must not be more than *at_most*."""
        data = self._call("GET", path, at_most=at_most + 1)
        if len(data) > at_most:
            raise ValueError(f"{path} is more than {at_most} bytes")
        return data

    def _call(self, method: str, path: str, data: bytes | None = None, at_most: int = 50_000_000) -> bytes:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        request = Request(self._root + path, data, headers, method=method)  # noqa: S310 - the address is GitHub's own
        with self._opener.open(request, timeout=_SECONDS) as answer:
            content: bytes = answer.read(at_most)
        return content


class _TokenStaysHome(HTTPRedirectHandler):
    """An artifact is fetched from a store at another address, which must not be given the token."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> Request | None:
        request = super().redirect_request(*args, **kwargs)
        if request:
            request.remove_header("Authorization")
        return request
