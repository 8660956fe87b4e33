"""What each sort of event does, through the doorway and the kinds of the rooms."""

from datetime import datetime
from functools import singledispatch
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from keukentafel.access import Visit
from keukentafel.access.cards import Reach
from keukentafel.access.files import files
from keukentafel.dossiers import attachments, items, moving, reach, reading
from keukentafel.dossiers.attachments import Sent
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.readying import ready
from keukentafel.dossiers.uploads import Incoming
from keukentafel.media.signs import HEAD, look
from keukentafel.people import reach as kept
from keukentafel.people.models import Person
from keukentafel.rooms.calendar import actions as calendar
from keukentafel.rooms.calendar import proposing
from keukentafel.rooms.calendar.kinds import Appointment, Moment, Proposal
from keukentafel.rooms.talk import circles as talks
from keukentafel.site.demo import events as e
from keukentafel.site.demo import meeting, seating
from keukentafel.site.demo.pictures import letter, photo

if TYPE_CHECKING:
    from keukentafel.site.demo.teller import Teller

HOME = ZoneInfo("Europe/Amsterdam")
MEETS = ("Meeting", "MeetingPoint", "Prepare", "Decide", "Held", "Confirm", "OwnWords")
PLACES = dict.fromkeys(MEETS, "meetings") | {
    "Talk": "talk",
    "Say": "talk",
    "SayBySign": "talk",
    "File": "files",
    "Entry": "journal",
    "Comment": "journal",
    "Reaction": "journal",
    "Edit": "journal",
    "Delete": "journal",
}
PLACES |= dict.fromkeys(("Appointment", "Comes", "CallOff", "Moments", "Suits"), "calendar")
FEED, PLAN = "journal.entry", ("plan.goal", "plan.agreement")


def happen(event: e.Event, teller: "Teller", now: datetime) -> None:
    """Let an event happen, as whoever did it, at its moment."""
    if isinstance(event, e.Invite):
        _invite(event, teller, now)
        return
    if isinstance(event, e.Talk) and event.whom:
        _find(event, teller, now)
    place = event.page if isinstance(event, e.Look) else PLACES.get(type(event).__name__, "plan")
    with teller.visit(event.by, now, place) as visit:
        _happen(event, teller, visit)


@singledispatch
def _happen(event: e.Event, teller: "Teller", visit: Visit) -> None:
    raise TypeError(f"nothing tells a {type(event).__name__}")


def _add(
    visit: Visit, kind: str, circle: UUID, fields: dict[str, Any], parent: Opened[Any] | None = None
) -> Opened[Any]:
    options = {name: fields.pop(name) for name in ("assignee", "due") if name in fields}
    declared = kind_named(kind)
    content = declared.content.model_validate(fields)
    return items.add(visit, declared, content, circle=circle, parent=parent, **options)


def _under(teller: "Teller", visit: Visit, key: str, kind: str, **fields: Any) -> Opened[Any]:
    parent = reading.one(visit, teller.items[key])
    return _add(visit, kind, parent.circle, fields, parent)


@_happen.register(e.Entry)
def _entry(event: e.Entry, teller: "Teller", visit: Visit) -> None:
    teller.items[event.id] = _add(visit, FEED, teller.circles[event.circle], {"text": event.text}).id


@_happen.register(e.Comment)
def _comment(event: e.Comment, teller: "Teller", visit: Visit) -> None:
    _under(teller, visit, event.on, "journal.comment", text=event.text)


@_happen.register(e.Reaction)
def _reaction(event: e.Reaction, teller: "Teller", visit: Visit) -> None:
    _under(teller, visit, event.on, "journal.reaction", sign=event.sign)


@_happen.register(e.Edit)
def _edit(event: e.Edit, teller: "Teller", visit: Visit) -> None:
    entry = reading.one(visit, teller.items[event.on])
    items.change(visit, entry, entry.content.model_copy(update={"text": event.text}), version=entry.version)


@_happen.register(e.Delete)
def _delete(event: e.Delete, teller: "Teller", visit: Visit) -> None:
    items.delete(visit, reading.one(visit, teller.items[event.on]))


@_happen.register(e.Move)
def _move(event: e.Move, teller: "Teller", visit: Visit) -> None:
    moving.move(visit, reading.one(visit, teller.items[event.on]), teller.circles[event.circle])


@_happen.register(e.Goal)
def _goal(event: e.Goal, teller: "Teller", visit: Visit) -> None:
    fields = {"title": event.title, "why": event.why, "picture": event.picture}
    teller.items[event.id] = _add(visit, "plan.goal", teller.circles[event.circle], fields).id


@_happen.register(e.GoalState)
def _goal_state(event: e.GoalState, teller: "Teller", visit: Visit) -> None:
    items.step(visit, reading.one(visit, teller.items[event.on]), event.state)


@_happen.register(e.Step)
def _step(event: e.Step, teller: "Teller", visit: Visit) -> None:
    teller.items[event.id] = _under(teller, visit, event.goal, "plan.step", text=event.text).id


@_happen.register(e.StepDone)
def _step_done(event: e.StepDone, teller: "Teller", visit: Visit) -> None:
    items.step(visit, reading.one(visit, teller.items[event.on]), "done")


@_happen.register(e.Standing)
def _standing(event: e.Standing, teller: "Teller", visit: Visit) -> None:
    _under(teller, visit, event.goal, "plan.standing", score=event.score, note=event.note)


@_happen.register(e.Agreement)
def _agreement(event: e.Agreement, teller: "Teller", visit: Visit) -> None:
    fields = {
        "what": event.what,
        "who_text": event.who_text,
        "formal": event.formal,
        "organisation": event.organisation,
        "assignee": teller.seats[event.who] if event.who else None,
        "due": None if event.due is None else teller.clock.day(event.due),
    }
    if event.goal:
        made = _under(teller, visit, event.goal, "plan.agreement", **fields)
    else:
        made = _add(visit, "plan.agreement", teller.circles[event.circle or "table"], fields)
    teller.items[event.id] = made.id


@_happen.register(e.Outcome)
def _outcome(event: e.Outcome, teller: "Teller", visit: Visit) -> None:
    agreement = reading.one(visit, teller.items[event.on])
    _under(teller, visit, event.on, "plan.outcome", outcome=event.outcome, note=event.note)
    if event.outcome != "changed":
        items.step(visit, agreement, event.outcome)
        return
    words = agreement.content.model_copy(update={"what": event.what} if event.what else {})
    due = items.KEEP if event.due is None else teller.clock.day(event.due)
    items.change(visit, agreement, words, version=agreement.version, due=due)


@_happen.register(e.EndAgreement)
def _end(event: e.EndAgreement, teller: "Teller", visit: Visit) -> None:
    items.step(visit, reading.one(visit, teller.items[event.on]), "ended")


@_happen.register(e.Review)
def _review(event: e.Review, teller: "Teller", visit: Visit) -> None:
    there = [seat.id for seat in visit.sitting(teller.circles[event.circle]) if seat.family_side]
    fields = {"went_well": event.went_well, "hard": event.hard, "next": event.next, "there": there}
    _add(visit, "plan.review", teller.circles[event.circle], fields)


@_happen.register(e.Look)
def _look(event: e.Look, teller: "Teller", visit: Visit) -> None:
    if event.page == "journal":
        reading.feed(visit, FEED)
    elif event.page in ("plan", "today"):
        reading.of_kinds(visit, *PLAN)


def _find(event: e.Talk, teller: "Teller", now: datetime) -> None:
    with teller.visit(event.by, now, "talk") as visit:
        teller.circles[event.id] = talks.between(visit, [teller.seats[key] for key in event.whom])


@_happen.register(e.Talk)
def _talk(event: e.Talk, teller: "Teller", visit: Visit) -> None:
    made = _add(visit, "talk.conversation", teller.circles[event.circle or event.id], {"subject": event.subject})
    teller.items[event.id] = made.id
    _add(visit, "talk.message", made.circle, {"text": event.text}, made)


@_happen.register(e.Say)
def _say(event: e.Say, teller: "Teller", visit: Visit) -> None:
    reading.mark_shown(visit, reading.under(visit, [teller.items[event.on]]).get(teller.items[event.on], []))
    answers = {"answers": teller.items[event.answers]} if event.answers else {}
    said = _under(teller, visit, event.on, "talk.message", text=event.text, **answers)
    if event.id:
        teller.items[event.id] = said.id


@_happen.register(e.SayBySign)
def _say_by_sign(event: e.SayBySign, teller: "Teller", visit: Visit) -> None:
    _under(teller, visit, event.on, "talk.reaction", sign=event.sign)


@_happen.register(e.File)
def _file(event: e.File, teller: "Teller", visit: Visit) -> None:
    at = reading.one(visit, teller.items[event.on])
    content = photo(event.photo) if event.photo else letter(event.letter)
    sent = Sent(ready=[ready(_incoming(event.name, content))])
    attachments.attach(visit, sent, circle=at.circle, once=new_id(), parent=at, about=event.words)


def _incoming(name: str, content: bytes) -> Incoming:
    """As if a browser had sent it."""
    head = content[:HEAD]
    one = Incoming(name, size=len(content), hashed=sha256(content), head=head, media_type=look(head))
    files().write(one.stored, one.key, [content])
    return one


@_happen.register(e.Reach)
def _reach(event: e.Reach, teller: "Teller", visit: Visit) -> None:
    said = Reach.model_validate(
        {
            "days": [int(day) for day in event.days],
            "starts": event.starts,
            "ends": event.ends,
            "back": None if event.back is None else teller.clock.day(event.back),
            "stand_in": event.stand_in,
            "stand_in_phone": event.stand_in_phone,
        }
    )
    kept.keep(Person.objects.get(pk=visit.person), said.block().decode())
    reach.write_on_cards(visit, said)


@_happen.register(e.AskInvite)
def _ask(event: e.AskInvite, teller: "Teller", visit: Visit) -> None:
    fields = {"name": event.name, "organisation": event.organisation, "words": event.words}
    _add(visit, "table.ask", teller.circles["table"], fields)


@_happen.register(e.Meeting)
def _meeting(event: e.Meeting, teller: "Teller", visit: Visit) -> None:
    meeting.plan(event, teller, visit, HOME)


@_happen.register(e.MeetingPoint)
@_happen.register(e.Prepare)
@_happen.register(e.Decide)
@_happen.register(e.Held)
@_happen.register(e.Confirm)
@_happen.register(e.OwnWords)
def _of_a_meeting(event: e.Event, teller: "Teller", visit: Visit) -> None:
    OF_A_MEETING[type(event)](event, teller, visit)


OF_A_MEETING: dict[type[e.Event], Any] = {
    e.MeetingPoint: meeting.point,
    e.Prepare: meeting.prepare,
    e.Decide: meeting.decide,
    e.Held: meeting.held,
    e.Confirm: meeting.confirm,
    e.OwnWords: meeting.own_words,
}


@_happen.register(e.Appointment)
def _appointment(event: e.Appointment, teller: "Teller", visit: Visit) -> None:
    names = ("what", "at", "minutes", "days", "where", "link", "bring", "travel", "travel_how", "notes", "repeats")
    fields = {name: getattr(event, name) for name in names}
    who = tuple(teller.seats[key] for key in event.who)
    fields["repeats"] = event.repeats or None
    content = Appointment(day=teller.clock.day(event.on), who=who, **fields)
    teller.items[event.id] = calendar.make(visit, content, circle=teller.circles[event.circle], once=None).id


@_happen.register(e.Comes)
def _comes(event: e.Comes, teller: "Teller", visit: Visit) -> None:
    calendar.answer(visit, reading.one(visit, teller.items[event.on]), event.says)


@_happen.register(e.CallOff)
def _call_off(event: e.CallOff, teller: "Teller", visit: Visit) -> None:
    one = reading.one(visit, teller.items[event.on])
    calendar.cancel(visit, one, event.why, version=one.version)


@_happen.register(e.Moments)
def _moments(event: e.Moments, teller: "Teller", visit: Visit) -> None:
    said = [one.split() for one in event.moments]
    moments = tuple(Moment(day=teller.clock.day(int(day)), at=at, minutes=event.minutes) for day, at in said)
    content = Proposal(what=event.what, where=event.where, moments=moments)
    teller.items[event.id] = proposing.propose(visit, content, circle=teller.circles[event.circle], once=None).id


@_happen.register(e.Suits)
def _suits(event: e.Suits, teller: "Teller", visit: Visit) -> None:
    one = reading.one(visit, teller.items[event.on])
    names = [proposing.key(moment) for moment in one.content.moments]
    proposing.suits(visit, one, dict(zip(names, event.says, strict=True)))  # type: ignore[arg-type]  # the model asks


def _invite(event: e.Invite, teller: "Teller", now: datetime) -> None:
    with teller.visit(event.by, now, "table") as visit:
        invitation = seating.letter_unanswered(teller, visit, event)
    if event.state == "declined":
        seating.decline(event, invitation, now)
