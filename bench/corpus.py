"""Makes agreements of our own invention, as many and as long as one likes, to measure with.

    python bench/corpus.py FOLDER --agreements 50 --initiatives 60

The same numbers and seed give the same bytes. Texts, facts and kinds are as long and as frequent as in the five real
snapshots. What becomes of initiatives is milder than there, where half leave without a word at each step: kept up for
fifty agreements, that would be a corpus of little else than silence. See MIX.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import re
import shutil
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from generator.wording.translator import DANISH_T

REAL = Path(__file__).parent.parent / "agreements"
FIRST_YEAR = 2001
# Of the initiatives of one agreement: the share that the next carries on (in the real data 0.45), and of those the
# shares that have another name or other facts. Of those that leave: the shares that a link or a source accounts for
# (real: 0 and 0.04); the rest is silence. Of all that is silent, the share that each agreement takes up again (0.08).
MIX = {"carried": 0.55, "renamed": 0.15, "changed": 0.45, "linked": 0.15, "ended": 0.25, "resumed": 0.08}
FACT_COUNTS = (0, 1, 1, 2, 2, 2, 3, 4)
FACT_KINDS = {"scope": 77, "amount": 14, "deadline": 9, "party": 4, "count": 4, "target": 3}
KINDS = {"effort": 23, "goal": 16, "framework": 13, "governance": 8}
PRESENCES = {"unnamed": 41, "named": 15, "background": 4}
COMMITMENTS = {"decided": 36, "aims": 14, "notes": 6, "examines": 2, "discusses": 2}
ENDINGS = ("completed", "expired", "superseded", "discontinued")

FIRSTS = [
    "Fælles",
    "Ny",
    "Bedre",
    "Digital",
    "Sikker",
    "National",
    "Samlet",
    "Enklere",
    "Åben",
    "Automatisk",
    "Fortsat",
    "Styrket",
]
THINGS = [
    "adgang",
    "løsning",
    "indgang",
    "standard",
    "platform",
    "rådgivning",
    "beskedtjeneste",
    "fuldmagt",
    "overblik",
    "støtte",
    "dataudveksling",
    "kortlægning",
    "vejledning",
    "indberetning",
    "selvbetjening",
    "underskrift",
    "tidsbestilling",
    "indsats",
    "ramme",
    "afprøvning",
    "uddannelse",
    "måling",
    "infrastruktur",
    "registrering",
    "sagsbehandling",
    "arkivering",
    "analyse",
    "kontaktliste",
    "overvågning",
    "drift",
]
WHOM = [
    "borgere med få digitale færdigheder",
    "små virksomheder",
    "ældre borgere",
    "patienter med kronisk sygdom",
    "forældre til skolebørn",
    "nye borgere",
    "studerende",
    "pårørende",
    "jobsøgende",
    "landmænd",
    "frivillige foreninger",
    "medarbejdere i ældreplejen",
    "sygehusene",
    "kommunernes jobcentre",
    "byggesager",
    "miljødata",
    "klimadata",
    "sundhedsdata",
    "grunddata",
    "kunstig intelligens",
    "cybersikkerhed",
    "velfærdsteknologi",
    "hjemmemonitorering",
    "digital post",
    "elektronisk identifikation",
    "offentlige indkøb",
    "flytning",
    "dødsfald i familien",
    "skilsmisse",
    "socialt udsatte",
]
VERBS = [
    "udvikles",
    "afprøves",
    "udbredes til alle kommuner",
    "gøres lettere at bruge",
    "samles ét sted",
    "beskrives nærmere",
    "kobles til de fælles registre",
    "drøftes frem mod de næste aftaler",
    "tages i brug i to regioner",
    "finansieres af parterne i fællesskab",
]
AIMS = [
    "så borgerne kun skal give de samme oplysninger én gang",
    "uden at nogen bliver hægtet af",
    "og erfaringerne skal deles mellem myndighederne",
    "så medarbejderne får mere tid til kerneopgaven",
    "og data skal kunne bruges på tværs af sektorer",
    "med respekt for privatlivet",
    "så det bliver lettere at drive virksomhed",
    "og parterne følger op undervejs",
]
NOTES = (
    "Teksten siger ikke selv, om det er det samme. Vi følger det som ét, fordi det omtales med de samme ord.",
    "Beløbets fordeling mellem parterne er ikke oplyst i den tekst, vi har læst.",
    "Teksten nævner året, men ikke, hvad der sker bagefter.",
    "Omtalen er kort, og den kan dække over mere end det, der står her.",
)
GROUPS = ("Formål", "Målgrupper", "Anvendelse", "Vilkår", "Aktiviteter")


@dataclass(frozen=True)
class Thing:
    """An initiative as one agreement has it; `origin` and `links` are what that agreement says of where it comes from."""

    id: str
    title: str
    kind: str
    presence: str
    commitment: str
    theme: str
    summary: str
    facts: tuple[dict[str, Any], ...]
    terms: tuple[str, ...]
    origin: dict[str, Any] = field(default_factory=dict)
    links: tuple[dict[str, Any], ...] = ()


class Maker:
    """Makes one agreement after the other; what came before decides what can come."""

    def __init__(self, initiatives: int, seed: int, themes: list[str]) -> None:
        self.size = initiatives
        self.random = Random(f"{seed}/{initiatives}")
        self.themes = themes
        self.titles: set[str] = set()
        self.living: dict[str, Thing] = {}
        self.silent: dict[str, Thing] = {}
        self.endings = cycle(ENDINGS)
        self.year = FIRST_YEAR
        self.source = ""

    def agreement(self, position: int) -> dict[str, Any]:
        self.year = FIRST_YEAR + position
        self.source = f"nyhed-{self.year}-06-09"
        if position:
            departures = self._step()
        else:
            self.living = {thing.id: thing for thing in (self._new() for _ in range(self.size))}
            departures = []
        return self._head(position) | {
            "initiatives": [self._initiative(thing) for thing in self.living.values()],
            **({"not_continued": departures} if departures else {}),
            **self._still_silent(departures),
            "context": [self._context(number) for number in range(1, 4 + position % 3)],
            "reading_notes": [self._sentence() for _ in range(3)],
        }

    def _step(self) -> list[dict[str, Any]]:
        """Go on to the next agreement; return what is said of those that left."""
        random, before = self.random, list(self.living.values())
        random.shuffle(before)
        kept = round(MIX["carried"] * len(before))
        carried = [self._carried(thing) for thing in before[:kept]]
        leaving = before[kept:]
        linked = max(4, round(MIX["linked"] * len(leaving)))
        heirs, carried = self._linked(leaving[:linked], carried)
        waking = [i for i in self.silent if random.random() < MIX["resumed"]]
        space = max(0, self.size - len(carried) - len(heirs))
        resumed = [self._resumed(self.silent.pop(i)) for i in waking[:space]]
        new = [self._started() for _ in range(space - len(resumed))]
        departures = [self._departure(thing) for thing in leaving[linked:]]
        self.living = {thing.id: thing for thing in (*carried, *resumed, *heirs, *new)}
        return departures

    def _linked(self, olds: list[Thing], carried: list[Thing]) -> tuple[list[Thing], list[Thing]]:
        """Merge two, split one, let the rest go into others, and spin one off from one that lives on."""
        merged = replace(self._new(), links=tuple(self._link(old, "merged") for old in olds[:2]))
        parts = [replace(self._new(), links=(self._link(olds[2], "split"),)) for _ in range(2)]
        spun_off = replace(self._new(), links=(self._link(carried[-1], "spun-off"),))
        absorbing = [
            replace(thing, links=(self._link(old, "absorbed"),)) for old, thing in zip(olds[3:], carried, strict=False)
        ]
        return [merged, *parts, spun_off], [*absorbing, *carried[len(absorbing) :]]

    def _new(self) -> Thing:
        random, title = self.random, self._title()
        words = [*dict.fromkeys(title.lower().split())]
        kinds = random.choices(list(FACT_KINDS), list(FACT_KINDS.values()), k=random.choice(FACT_COUNTS))
        return Thing(
            id=slug(title),
            title=title,
            kind=self._weighed(KINDS),
            presence=self._weighed(PRESENCES),
            commitment=self._weighed(COMMITMENTS),
            theme=random.choice(self.themes),
            summary=self._sentence(title),
            facts=tuple(self._fact(kind, number) for number, kind in enumerate(kinds, 1)),
            terms=tuple(random.sample(words, min(3, len(words)))),
        )

    def _started(self) -> Thing:
        if self.random.random() < 0.3:
            return replace(self._new(), origin={"outcome": "first-mentioned", **self._evidence()})
        return replace(self._new(), origin={"outcome": "new", **self._doubt()})

    def _carried(self, thing: Thing) -> Thing:
        """The same initiative a year on: the evidence is always another, the content now and then."""
        random = self.random
        basis = random.choice(("same-subject", "same-subject", "same-name", "explicit"))
        evidence = self._evidence() if basis == "explicit" else {}
        origin = {"outcome": "continued", "basis": basis, **self._doubt(), **evidence}
        if random.random() < MIX["renamed"]:
            thing = replace(thing, title=self._title())
        facts = tuple(self._again(fact) for fact in thing.facts)
        if random.random() < MIX["changed"]:
            facts = self._changed(facts)
        return replace(thing, summary=self._sentence(thing.title), facts=facts, origin=origin, links=())

    def _resumed(self, thing: Thing) -> Thing:
        again = self._carried(thing)
        return replace(again, origin=again.origin | {"outcome": "resumed"})

    def _again(self, fact: dict[str, Any]) -> dict[str, Any]:
        held = {key: value for key, value in fact.items() if key != "before"}
        return held | self._evidence(_stated(held))

    def _changed(self, facts: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        """One fact with another value, without its last one, or with one more."""
        choice = self.random.randrange(3)
        if choice == 0 and facts:
            fact = facts[0]
            made = self._fact(fact["kind"], 0) | {"id": fact["id"]}
            if fact["kind"] == "amount" and made["amount"] != fact["amount"]:
                made["before"] = fact["amount"]
                made |= self._evidence(_stated(made))
            return (made, *facts[1:])
        if choice == 1 and facts:
            return facts[:-1]
        numbers = [int(fact["id"].rpartition("-")[2]) for fact in facts]
        return (*facts, self._fact(self._weighed(FACT_KINDS), max(numbers, default=0) + 1))

    def _fact(self, kind: str, number: int) -> dict[str, Any]:
        random = self.random
        fact: dict[str, Any] = {"id": f"{slug(kind)}-{number}", "kind": kind}
        fact["label"] = f"{random.choice(THINGS).capitalize()} til {random.choice(WHOM)}"
        year = self.year + random.randrange(1, 5)
        match kind:
            case "amount":
                amount = f"{random.randrange(1, 400)},{random.randrange(10)} mio. kr."
                basis = random.choice(("per-year", "total"))
                fact |= {"amount": amount, "basis": basis, "years": {"from": self.year, "to": year}}
                fact |= {"payer": random.sample(["staten", "kommunerne", "regionerne"], 2)}
            case "deadline":
                date = random.choice((str(year), f"{year}-0{random.randrange(1, 10)}", f"{year}-efterår"))
                fact |= {"date": date, "bound": random.choice(("by", "during", "towards", "at-end"))}
            case "target":
                fact |= {"value": f"{random.randrange(50, 100)} pct.", "by": str(year)}
            case "count":
                fact |= {"count": random.randrange(2, 200), "unit": random.choice(THINGS)}
            case "party":
                fact |= {"party": [random.choice(("kl", "danske-regioner", "staten"))], "role": "delivers"}
            case "scope":
                fact["group"] = random.choice(GROUPS)
        fact |= self._evidence(_stated(fact))
        if random.random() < 0.25:
            fact["note"] = random.choice(NOTES)
        return fact

    def _departure(self, thing: Thing) -> dict[str, Any]:
        if self.random.random() < MIX["ended"] / (1 - MIX["linked"]):
            return {"id": thing.id, "outcome": next(self.endings), **self._evidence()}
        self.silent[thing.id] = thing
        return {"id": thing.id, "outcome": "not-mentioned", **self._doubt(), "search": {"terms": list(thing.terms)}}

    def _still_silent(self, departures: list[dict[str, Any]]) -> dict[str, Any]:
        just_left = {departure["id"] for departure in departures}
        silent = [{"id": i} for i in self.silent if i not in just_left]
        return {"still_not_mentioned": silent} if silent else {}

    def _link(self, old: Thing, relation: str) -> dict[str, Any]:
        return {
            "id": old.id,
            "relation": relation,
            "basis": "same-subject",
            "certainty": self.random.choice(("certain", "arguable")),
            "note": self.random.choice(NOTES),
        }

    def _doubt(self) -> dict[str, Any]:
        if self.random.random() < 0.6:
            return {}
        return {"certainty": "arguable", "note": self.random.choice(NOTES)}

    def _initiative(self, thing: Thing) -> dict[str, Any]:
        origin = {"origin": thing.origin} if thing.origin else {}
        return {
            "id": thing.id,
            "title": thing.title,
            "kind": thing.kind,
            "presence": thing.presence,
            "commitment": thing.commitment,
            "theme": thing.theme,
            "summary": thing.summary,
            **self._evidence(),
            **(origin if self.year > FIRST_YEAR else {}),
            **({"from": list(thing.links)} if thing.links else {}),
            **({"facts": list(thing.facts)} if thing.facts else {}),
        }

    def _head(self, position: int) -> dict[str, Any]:
        year = str(self.year)
        kind = ("strategi", "økonomiaftale", "økonomiaftale", "pagt", "økonomiaftale")[position % 5]
        return {
            "id": year,
            "title": f"{kind.capitalize()} for {year}",
            "short": f"{kind.capitalize()} {year}",
            "kind": kind,
            **({"follows": str(self.year - 1)} if position else {}),
            "effective": {"from": self.year, "to": self.year + 1, **self._evidence(f"i {year}-{self.year + 1}")},
            "parties": [{"party": p, **self._evidence()} for p in ("regeringen", "kl", "danske-regioner")],
            "summary": self._sentence(),
            "coverage": {"complete": position % 4 == 0, "note": self._sentence()},
            "readers": 1 + position % 2,
            "sources": [
                {
                    "id": self.source,
                    "kind": "official-news",
                    "publisher": "Styrelsen",
                    "title": f"Parterne er enige om digitaliseringen i {year}",
                    "published": f"{year}-06-09",
                    "url": f"https://nyheder.example/{year}/juni/parterne-er-enige/",
                    "sha256": hashlib.sha256(year.encode()).hexdigest(),
                }
            ],
        }

    def _context(self, number: int) -> dict[str, Any]:
        kind = self.random.choice(("background", "official", "other-body", "newspaper", "government"))
        said = {"id": f"udsagn-{number}", "speaker": "En embedsmand", "kind": kind, "text": self._sentence()}
        return said | self._evidence()

    def _evidence(self, stated: str = "") -> dict[str, str]:
        words = [*self.random.choice(AIMS).split()[:6], "til", *self.random.choice(WHOM).split()[:2]]
        numbers = stated.split()
        words = words[: 12 - len(numbers)]
        if numbers and words[-1:] == ["små"]:  # »små 61 pct.« is not 61 pct.
            words.pop()
        return {"source": self.source, "phrase": " ".join([*words, *numbers])}

    def _sentence(self, title: str = "") -> str:
        subject = title or self._words()
        return f"{subject} skal {self.random.choice(VERBS)}, {self.random.choice(AIMS)}."

    def _title(self) -> str:
        while (title := self._words()) in self.titles:
            pass
        self.titles.add(title)
        return title

    def _words(self) -> str:
        random = self.random
        return f"{random.choice(FIRSTS)} {random.choice(THINGS)} til {random.choice(WHOM)}"

    def _weighed(self, weights: Mapping[str, int]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]


def _stated(fact: Mapping[str, Any]) -> str:
    """The words that state the numbers of a fact, as a text would."""
    match fact["kind"]:
        case "amount":
            amount = f"fra {fact['before']} til {fact['amount']}" if "before" in fact else fact["amount"]
            basis = "årligt" if fact["basis"] == "per-year" else "i alt"
            return f"{amount} {basis} i {fact['years']['from']}-{fact['years']['to']}"
        case "deadline":
            year, _, part = fact["date"].partition("-")
            month = DANISH_T.month(dt.date(int(year), int(part), 1)).split()[0] if part and part != "efterår" else ""
            return f"i {'efteråret' if part == 'efterår' else month} {year}"
        case "target":
            return f"{fact['value']} i {fact['by']}"
        case "count":
            return f"{fact['count']} {fact['unit']}"
        case _:
            return ""


def corpus(agreements: int, initiatives: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The name and text of each snapshot, oldest first."""
    themes = re.findall(r"- id: (\S+)", (REAL / "_register.yaml").read_text(encoding="utf-8").split("themes:")[1])
    maker = Maker(initiatives, seed, themes)
    for position in range(agreements):
        made = maker.agreement(position)
        yield f"{made['id']}.yaml", "\n".join(_yaml(made, "")) + "\n"


def write_corpus(folder: Path, agreements: int, initiatives: int, seed: int = 1) -> None:
    """Write a folder of snapshots with the real register and glossary. What stands in it already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for shared in ("_register.yaml", "_glossary.yaml"):
        shutil.copy(REAL / shared, folder / shared)
    for name, text in corpus(agreements, initiatives, seed):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def slug(text: str) -> str:
    plain = text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("é", "e")).strip("-")


def _yaml(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, held in value.items():
        if isinstance(held, Mapping):
            yield f"{indent}{key}:"
            yield from _yaml(held, f"{indent}  ")
        elif isinstance(held, list) and held and isinstance(held[0], Mapping):
            yield f"{indent}{key}:"
            for item in held:
                first, *rest = _yaml(item, f"{indent}    ")
                yield f"{indent}  - {first.lstrip()}"
                yield from rest
        elif isinstance(held, list):
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {_scalar(item, f'{indent}    ')}" for item in held)
        else:
            yield f"{indent}{key}: {_scalar(held, f'{indent}  ')}"


def _scalar(value: Any, indent: str) -> str:
    if not isinstance(value, str):
        return str(value).lower()  # numbers, true and false
    if len(value) > 90:
        lines = textwrap.wrap(value, 108 - len(indent), break_on_hyphens=False)
        return ">-\n" + "\n".join(f"{indent}{line}" for line in lines)
    return value if re.fullmatch(r"[^\W\d][\w ,.()æøå-]*", value) else f"'{value}'"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--agreements", type=int, default=5)
    parser.add_argument("--initiatives", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write_corpus(asked.folder, asked.agreements, asked.initiatives, asked.seed)


if __name__ == "__main__":
    main()
