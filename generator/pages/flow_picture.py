"""Where each bar, band and word of the picture of the flow stands.

Time runs along the picture and initiatives are counted across it. The same geometry is drawn lying down
for a wide screen and upright for a narrow one; the words are the template's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.comparing.outcomes import Outcome
from generator.model.agreement import Agreement
from generator.model.lineage import ENDED_BY_SOURCE
from generator.model.unread import UnreadAgreement
from generator.pages.flow import Counts, Step

_BAR = 14.0  # along: how thick the bar of an agreement is
_BEND = 10.0  # the inner radius where a band turns away
_ARC = 0.5523  # how far a cubic curve's handles reach for a quarter of a circle
_HOLLOW = 8.0  # along: how thick the bar of what has not been read is
_SINCE = 44.0  # room after the last agreement for what has not been read since
_LINE = 18.0  # from one line of text to the next
_LYING_WIDTH, _LYING_DEPTH = 1120.0, 160.0
_UPRIGHT_WIDTH, _UPRIGHT_DEPTH = 360.0, 126.0


@dataclass(frozen=True)
class Bar:
    """An agreement; its rectangle, and where the text beside it stands."""

    agreement: Agreement
    x: float
    y: float
    width: float
    height: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True)
class Gap:
    """Agreements that have not been read: a hollow bar across the way, and where the text beside it stands."""

    unread: tuple[UnreadAgreement, ...]
    x: float
    y: float
    width: float
    height: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True)
class Band:
    """`kind` names the style: carried, added, silent, ended (as a source says) or not-examined."""

    kind: str
    path: str


@dataclass(frozen=True)
class Place:
    """Where the words for one group of a step begin."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class StepPlaces:
    step: Step
    carried: Place
    added: Place
    not_carried: Place


@dataclass(frozen=True)
class Picture:
    """`unit` is how many units of the drawing one initiative takes."""

    name: str
    width: float
    height: float
    unit: float
    line: float
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    places: tuple[StepPlaces, ...]
    gaps: tuple[Gap, ...] = ()


def lying(steps: Sequence[Step], since: tuple[UnreadAgreement, ...] = ()) -> Picture:
    """Agreements from left to right, carried initiatives along the top, words above and below.

    *since* have not been read and come after the last.
    """
    right = _LYING_WIDTH - (_SINCE if since else 0)
    gap = (right - _BAR * (len(steps) + 1)) / len(steps)
    widest = max(1, *(step.came + step.went for step in steps))  # 0 where nothing comes or goes
    unit = round(min((gap - 5 * _BEND) / widest, _LYING_DEPTH / _tallest(steps)), 2)
    top, base = 62.0, 62.0 + _tallest(steps) * unit + 2 * _BEND
    starts = [n * (gap + _BAR) for n in range(len(steps) + 1)]
    places = tuple(
        StepPlaces(
            step,
            Place(start + _BAR + gap / 2, top - 8, "middle"),
            Place(start + _BAR + gap - _BEND, base + _LINE, "end"),
            Place(start + _BAR + _BEND, base + _LINE, "start"),
        )
        for step, start in zip(steps, starts, strict=False)
    )
    bars = []
    for n, (agreement, start) in enumerate(zip(_agreements(steps), starts, strict=True)):
        anchor, text_x = "middle", start + _BAR / 2
        if n == 0:
            anchor, text_x = "start", 0.0
        elif n == len(steps):
            anchor, text_x = "end", _LYING_WIDTH
        depth = len(agreement.initiatives) * unit
        bars.append(Bar(agreement, start, top, _BAR, depth, text_x, 16.0, anchor))
    bands = tuple(_Frame(starts, unit, top, base).bands(steps))
    lines = 1 + max(1, *(len(step.not_carried) for step in steps))
    bottom = base + lines * _LINE
    gaps = [
        _gap_down(step.unread, start + _BAR + gap / 2, (top, base), bottom)
        for step, start in zip(steps, starts, strict=False)
        if step.unread
    ]
    if since:
        last = _gap_down(since, right + _SINCE / 2, (top, base), bottom)
        gaps.append(replace(last, text_x=_LYING_WIDTH, anchor="end"))
    height = bottom + (_LINE if gaps else 0) + 8
    return Picture("lying", _LYING_WIDTH, height, unit, _LINE, tuple(bars), bands, places, tuple(gaps))


def _gap_down(
    unread: tuple[UnreadAgreement, ...], at: float, reach: tuple[float, float], bottom: float
) -> Gap:
    top, base = reach
    return Gap(unread, at - _HOLLOW / 2, top, _HOLLOW, base - top, at, bottom + _LINE, "middle")


def upright(steps: Sequence[Step], since: tuple[UnreadAgreement, ...] = ()) -> Picture:
    """Agreements from top to bottom, carried initiatives down the left side, words in a column to the right."""
    unit = round(_UPRIGHT_DEPTH / _tallest(steps), 2)
    base = _UPRIGHT_DEPTH + 2 * _BEND
    words = base + _BEND
    starts, places, gaps = [_BEND], [], []
    for step in steps:
        end = starts[-1] + _BAR
        left = max(step.went * unit, _LINE * (1.5 + len(step.not_carried))) + _BEND
        entering = max(step.came * unit, _LINE) + _BEND
        lane = 1.6 * _LINE
        if step.unread:
            gaps.append(_gap_across(step.unread, end + left + lane, base, words))
            lane += 2 * _LINE
        starts.append(end + left + lane + entering)
        first_line = max(
            end + _BEND + step.went * unit / 2 - _LINE * len(step.not_carried) / 2, end + 1.3 * _LINE
        )
        places.append(
            StepPlaces(
                step,
                Place(
                    max(step.carried_from, step.carried_to) * unit + 8, end + left + 0.8 * _LINE + 5, "start"
                ),
                Place(words, starts[-1] - _BEND - step.came * unit / 2 + 5, "start"),
                Place(words, first_line, "start"),
            )
        )
    bars = tuple(
        Bar(a, 0, start, len(a.initiatives) * unit, _BAR, words, start + _BAR - 2, "start")
        for a, start in zip(_agreements(steps), starts, strict=True)
    )
    bands = tuple(_Frame(starts, unit, 0, base, is_upright=True).bands(steps))
    end = starts[-1] + _BAR + _BEND
    if since:
        gaps.append(_gap_across(since, end + _LINE / 2, base, words))
        end += 2.5 * _LINE
    return Picture("upright", _UPRIGHT_WIDTH, end, unit, _LINE, bars, bands, tuple(places), tuple(gaps))


def _gap_across(unread: tuple[UnreadAgreement, ...], at: float, width: float, words: float) -> Gap:
    return Gap(unread, 1, at, width - 1, _HOLLOW, words, at + _HOLLOW - 1, "start")


def _tallest(steps: Sequence[Step]) -> int:
    return max(len(agreement.initiatives) for agreement in _agreements(steps))


def _agreements(steps: Sequence[Step]) -> list[Agreement]:
    return [steps[0].old, *(step.new for step in steps)]


@dataclass(frozen=True)
class _Frame:
    """Where each bar starts along the picture, where counting begins across it, and where turned bands end."""

    starts: Sequence[float]
    unit: float
    top: float
    base: float
    is_upright: bool = False

    def bands(self, steps: Sequence[Step]) -> Iterator[Band]:
        for step, start, end in zip(steps, self.starts, self.starts[1:], strict=False):
            begin = start + _BAR
            before, after = (self.top + n * self.unit for n in (step.carried_from, step.carried_to))
            if step.carried_from or step.carried_to:
                middle = (begin + end) / 2
                across = ((end, self.top), (end, after), (middle, after), (middle, before), (begin, before))
                yield Band("carried", self._path("MLLCZ", ((begin, self.top), *across)))
            # What leaves turns away from the line of time; what comes turns in towards it.
            for kind, count in _kinds(step.not_carried):
                yield Band(kind, self._turn((begin, 1), before, count, step.old))
                before += count * self.unit
            if step.came:
                yield Band("added", self._turn((end, -1), after, step.came, step.new))

    def _turn(self, edge: tuple[float, int], near: float, count: int, agreement: Agreement) -> str:
        """A band of *count* that turns a quarter from the bar of *agreement* and ends at the base.

        *edge* is that side of the bar, and 1 for the side that looks ahead or -1 for the one that looks back.
        """
        at, way = edge
        far = near + count * self.unit
        centre = self.top + len(agreement.initiatives) * self.unit + _BEND
        outer, inner = centre - near, centre - far
        points = (
            (at, near),
            (at + way * _ARC * outer, near), (at + way * outer, centre - _ARC * outer), (at + way * outer, centre),
            (at + way * outer, self.base), (at + way * inner, self.base), (at + way * inner, centre),
            (at + way * inner, centre - _ARC * inner), (at + way * _ARC * inner, far), (at, far),
        )  # fmt: skip
        return self._path("MCLLLCZ", points)

    def _path(self, commands: str, points: Sequence[tuple[float, float]]) -> str:
        """An SVG path; a point is (along, across), which stand the other way round in an upright picture."""
        taken = iter(point[::-1] if self.is_upright else point for point in points)
        parts = []
        for command in commands:
            used = [next(taken) for _ in range({"C": 3, "Z": 0}.get(command, 1))]
            parts.append(command + " ".join(f"{x:.1f} {y:.1f}" for x, y in used))
        return "".join(parts)


# How the picture draws what was not carried over.
_END_STYLES: Mapping[Outcome, str] = {
    **dict.fromkeys(map(Outcome, ENDED_BY_SOURCE), "ended"),
    Outcome.NOT_MENTIONED: "silent",
    Outcome.NOT_EXAMINED: "not-examined",
}


def _kinds(counts: Counts) -> Iterator[tuple[str, int]]:
    yield from ((_END_STYLES[outcome], count) for outcome, count in counts)
