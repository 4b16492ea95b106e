"""Why nothing is known of the history of the snapshots, and what to do about it."""

from __future__ import annotations

from generator.wording.translator import message

# Why nothing is known: in Danish to stand after »fordi«, in English for whoever builds, and what to do.
_MISSING = {
    message("der endnu ikke er nogen versioner i git"): ("nothing is committed yet", "Commit the snapshots first."),
    message("kopien af git-historikken ikke er fuldstændig"): (
        "this clone has only the newest commits",
        "Clone with git and without --depth.",
    ),
    message("dele af git-historikken ikke er hentet"): (
        "parts of the history are not in this clone, and cannot be fetched",
        "Run git fetch --refetch where the remote can be reached, or clone without --filter.",
    ),
    message("filerne ikke er hentet med git"): (
        "the files are in no git repository",
        "Clone with git and without --depth.",
    ),
    message("git ikke er installeret"): ("git is not installed", "Install it."),
    message("git ikke stoler på mappen, som en anden bruger ejer"): (
        "git does not trust the folder, which another user owns",
        "Run git config --global --add safe.directory with its path.",
    ),
    message("git ikke kunne læse mappen"): ("git could not read the folder", "Run git status and git fsck in it."),
}
NO_COMMITS, SHALLOW, PARTIAL, NO_REPOSITORY, NO_GIT, UNTRUSTED, UNREADABLE_FOLDER = _MISSING


def why_missing(missing: str) -> str:
    """Why there is no history, in English, and what to do about it."""
    return ". ".join(_MISSING[missing])
