"""What a build is told from outside, in mkdocs.yml and the environment."""

from __future__ import annotations

import pytest
from conftest import ROOT
from mkdocs.config import load_config

from generator.edition import Site


@pytest.mark.parametrize("said", ["", "spor.example,2027"])
def test_the_name_in_ids_is_chosen_in_the_settings(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    if said:
        monkeypatch.setenv("TAG_AUTHORITY", said)
    else:
        monkeypatch.delenv("TAG_AUTHORITY", raising=False)
    plugin = load_config(str(ROOT / "mkdocs.yml")).plugins["aftalespor"]
    assert plugin.config.site.authority == (said or Site().authority)


def test_every_setting_is_documented_beside_the_others() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    public = readme.partition("## A public build")[2].partition("\n## ")[0]
    for name in ("SITE_URL", "TAG_AUTHORITY", "CONTACT_MAIL", "ISSUES_URL"):
        assert name in public, name
