"""The plan as its pages draw it: everything in words, so that a template only puts it in its place."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keukentafel.access import Visit
from keukentafel.dossiers import rights, sharing
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.opened import Opened
from keukentafel.look.drawn import chart
from keukentafel.look.words import day_words, due_words, initials
from keukentafel.rooms.plan import days, rules
from keukentafel.rooms.plan.kinds import Agreement, Goal, Review, Step
from keukentafel.rooms.plan.queries import AgreementInSight, GoalInSight, PlanInSight


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step; ``may``: whether this visitor may tick it."""

    id: UUID
    text: str
    done: bool
    may: bool
    who: str


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """Who does what by when. ``tone``: its state or, when open, how near its day is."""

    id: UUID
    what: str
    who: str
    initials: str
    colour: int
    when: str
    tone: str
    circle: str
    private: bool


@dataclass(frozen=True, slots=True)
class GoalCard:
    """One goal. ``score`` is 0 if nobody gave one; ``done`` and ``more`` count the steps that are not listed."""

    id: UUID
    title: str
    why: str
    picture: str
    whose: str
    circle: str
    private: bool
    steps: list[StepLine]
    done: int
    more: int
    score: int
    spark: str
    spot: tuple[float, float] | None
    weather: str
    going: str
    agreements: list[AgreementLine]


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """The last time that was looked back."""

    id: UUID
    day: str
    next: str
    circle: str
    private: bool


@dataclass(frozen=True, slots=True)
class PlanCards:
    """The plan's first page."""

    goals: list[GoalCard]
    loose: list[AgreementLine]
    reached: list[Opened[Goal]]
    set_aside: list[Opened[Goal]]
    review: ReviewCard | None
    late: int
    empty: bool


def plan_cards(visit: Visit, seen: PlanInSight) -> PlanCards:
    """The whole first page."""
    today = timezone.localdate(visit.now)
    most = rules.steps_shown(len(seen.goals))
    goals = [goal_card(visit, goal, today, most) for goal in seen.goals]
    loose = agreement_lines(visit, seen.loose, today, with_circle=True)
    return PlanCards(
        goals=goals,
        loose=loose,
        reached=seen.reached,
        set_aside=seen.set_aside,
        review=_review(visit, seen.review) if seen.review else None,
        late=sum(line.tone == "late" for lines in (loose, *(goal.agreements for goal in goals)) for line in lines),
        empty=seen.empty,
    )


def goal_card(visit: Visit, goal: GoalInSight, today: date, most: int | None = None) -> GoalCard:
    """One goal; at most ``most`` of its open steps, and then the done ones as a number."""
    item = goal.item
    steps, done, more = _steps(visit, goal.steps, most)
    scores = [standing.content.score for standing in goal.standings[-12:]]
    line, spot = spark(tuple(scores))
    where, private = place(visit, item.circle)
    return GoalCard(
        id=item.id,
        title=item.content.title,
        why=item.content.why,
        picture=item.content.picture,
        whose=sharing.name_of(visit, item.content.whose),
        circle=where,
        private=private,
        steps=steps,
        done=done,
        more=more,
        score=scores[-1] if scores else 0,
        spark=line,
        spot=spot,
        weather=weather_words(scores[-1], get_language() or "") if scores else "",
        going=going_words(rules.goes(scores), get_language() or ""),
        agreements=agreement_lines(visit, goal.agreements, today),
    )


def _steps(visit: Visit, steps: list[Opened[Step]], most: int | None) -> tuple[list[StepLine], int, int]:
    if most is None:
        return [step_line(visit, step) for step in steps], 0, 0
    still = [step for step in steps if step.state == "open"]
    return [step_line(visit, step) for step in still[:most]], len(steps) - len(still), max(len(still) - most, 0)


def step_line(visit: Visit, step: Opened[Step]) -> StepLine:
    """One step."""
    done = step.state == "done"
    may = rights.may_step(visit, step, "open" if done else "done")
    return StepLine(step.id, step.content.text, done, may, sharing.name_of(visit, step.assignee))


def agreement_lines(
    visit: Visit, agreements: list[AgreementInSight], today: date, *, with_circle: bool = False
) -> list[AgreementLine]:
    """Agreements: the open ones by their day, then those that were answered."""
    lines = [
        (one.item.state != "open", one.item.due or date.max, agreement_line(visit, one, today, with_circle=with_circle))
        for one in agreements
    ]
    return [line for *_, line in sorted(lines, key=lambda line: line[:2])]


def agreement_line(visit: Visit, one: AgreementInSight, today: date, *, with_circle: bool = False) -> AgreementLine:
    """One agreement on one line."""
    item = one.item
    due = days.day_that_counts(item, one.outcomes)
    near = rules.urgency(item.state, due, today)
    who = who_does_it(visit, item)
    where, private = place(visit, item.circle) if with_circle else ("", False)
    return AgreementLine(
        id=item.id,
        what=item.content.what,
        who=who,
        initials=letters(who),
        colour=sharing.colour_of(visit, item.assignee),
        when=when(item, near, due, today) or _last_time(one, today),
        tone=near if item.state == "open" else item.state,
        circle=where,
        private=private,
    )


def when(item: Opened[Agreement], near: str, due: date | None, today: date) -> str:
    """The day in words: before it comes as a help, after it as a question; how it went when that is known."""
    return _when(near if item.state == "open" else item.state, due, today, get_language() or "")


@lru_cache(maxsize=512)
def _when(tone: str, due: date | None, today: date, _language: str) -> str:
    known = {"kept": _("worked out"), "not_kept": _("did not work out"), "ended": _("no longer holds")}
    if tone == "today":
        return _("today")
    if tone in known:
        return known[tone]
    if tone == "soon":
        return due_words(due, today=today)
    day = {"day": day_words(due, today=today)}
    return {"late": _("was for %(day)s. Did it work out?"), "later": _("by %(day)s")}.get(tone, "") % day


@lru_cache(maxsize=32)
def weather_words(score: int, _language: str) -> str:
    """A score as weather."""
    return [_("Storm"), _("Rain"), _("Cloudy"), _("A bit of sun"), _("Sun")][score - 1]


@lru_cache(maxsize=32)
def going_words(goes: str, _language: str) -> str:
    """Where the scores point, in a sentence."""
    words = {"up": _("It is going better."), "down": _("It is harder than before."), "same": _("It is as it was.")}
    return words.get(goes, "")


@lru_cache(maxsize=512)
def spark(scores: tuple[int, ...]) -> tuple[str, tuple[float, float] | None]:
    """A history as the points of a small line, and its last spot; nothing for fewer than two scores."""
    if len(scores) < 2:
        return "", None
    spots = chart(list(scores))
    return " ".join(f"{x},{y}" for x, y in spots), spots[-1]


@lru_cache(maxsize=512)
def letters(name: str) -> str:
    """The letters on a mug."""
    return initials(name)


def _last_time(one: AgreementInSight, today: date) -> str:
    """For what comes back without a day: how it went last."""
    last = days.last_answer(one.outcomes)
    if last is None or one.item.state != "open":
        return ""
    words = {"kept": _("worked out %(day)s"), "not_kept": _("did not work out %(day)s")}[last.content.outcome]
    return words % {"day": day_words(last.happened, today=today)}


def _review(visit: Visit, review: Opened[Review]) -> ReviewCard:
    where, private = place(visit, review.circle)
    day = day_words(review.happened, today=timezone.localdate(visit.now))
    return ReviewCard(review.id, day, review.content.next, where, private)


def who_does_it(visit: Visit, item: Opened[Agreement]) -> str:
    """The name of who promised it: the seat's, else as it was written."""
    return sharing.name_of(visit, item.assignee) or item.content.who_text


def place(visit: Visit, circle: UUID) -> tuple[str, bool]:
    """The circle it lies in, named unless it is the table; and whether it is a personal one."""
    where = visit.circles[circle]
    return ("" if where.kind == "table" else circle_name(where)), where.personal
