"""What a page that stands alone may load and run: nothing but its own style. See docs/security.md.

The policy of the theme's pages is the same for all of them and stands in `site_src/overrides/partials/`, so
that it is the same on both routes to a site and costs a build nothing.
"""

from __future__ import annotations

import base64
import hashlib


def hash_source(text: str) -> str:
    """The source expression that allows an inline script or style with this very text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def standing_alone(style: str) -> str:
    """The policy of a page whose one style is *style*. Anybody may frame it: `frame-ancestors` is not asked for."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {hash_source(style)}",
            "img-src data:",  # its icon, which is empty, so that no browser asks for one
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def allowing(page: bytes, script_that_begins: bytes) -> bytes:
    """Let the policy of a finished page allow one more inline script: the last, if it begins so.

    For the preview, where MkDocs puts a script of its own, another each time, into what it serves.
    """
    script = page.rpartition(b"<script>")[2].partition(b"</script>")[0]
    if not script.lstrip().startswith(script_that_begins):
        return page
    source = hash_source(script.decode("utf-8")).encode("ascii")
    return page.replace(b"script-src 'self'", b"script-src 'self' " + source, 1)
