"""Play a story's events in order and object to what could not happen."""

from functools import singledispatch

from . import events as e
from .scene import FAMILY_SIDE, Scene, Thing
from .shape import StoryError

# an invitation lives for 72 hours
INVITATION_DAYS = 3


def play(scene: Scene, event: e.Event, where: str) -> None:
    """Play one event: in order of time, by somebody who sits there, on what is there."""
    if event.day > 0:
        raise StoryError(f"{where}: the day lies in the future")
    if (event.day, event.time) < scene.moment:
        raise StoryError(f"{where}: comes before the event above it")
    scene.moment = (event.day, event.time)
    if scene.seat(event.by, event.day, where).person is None:
        raise StoryError(f"{where}: {event.by} has no account, so cannot act")
    _play(event, scene, where)


@singledispatch
def _play(event: e.Event, _scene: Scene, where: str) -> None:
    raise TypeError(f"{where}: no rule plays a {type(event).__name__}")


@_play.register(e.Entry)
@_play.register(e.Goal)
def _made(event: e.Entry | e.Goal, scene: Scene, where: str) -> None:
    scene.enter(event.by, event.circle, event.day, where)
    kind = "entry" if isinstance(event, e.Entry) else "goal"
    scene.make(event.id, Thing(kind, event.circle, event.by), where)


@_play.register(e.Comment)
@_play.register(e.Reaction)
def _answer(event: e.Comment | e.Reaction, scene: Scene, where: str) -> None:
    _reach(scene, event, event.on, "entry", where)


@_play.register(e.Edit)
@_play.register(e.Delete)
@_play.register(e.Move)
def _change(event: e.Edit | e.Delete | e.Move, scene: Scene, where: str) -> None:
    entry = _reach(scene, event, event.on, "entry", where)
    seat = scene.seat(event.by, event.day, where)
    if entry.by != event.by and not scene.holds(seat, entry.circle, event.day, where):
        raise StoryError(f"{where}: {event.by} neither wrote {event.on} nor holds its circle")
    if isinstance(event, e.Move):
        scene.enter(event.by, event.circle, event.day, where)
        entry.circle = event.circle
    entry.closed = isinstance(event, e.Delete)


@_play.register
def _goal_state(event: e.GoalState, scene: Scene, where: str) -> None:
    _reach(scene, event, event.on, "goal", where)


@_play.register
def _step(event: e.Step, scene: Scene, where: str) -> None:
    goal = _reach(scene, event, event.goal, "goal", where)
    scene.make(event.id, Thing("step", goal.circle, event.by), where)


@_play.register
def _step_done(event: e.StepDone, scene: Scene, where: str) -> None:
    _reach(scene, event, event.on, "step", where).closed = True


@_play.register
def _standing(event: e.Standing, scene: Scene, where: str) -> None:
    _reach(scene, event, event.goal, "goal", where)


@_play.register
def _agreement(event: e.Agreement, scene: Scene, where: str) -> None:
    circle = _agreement_circle(event, scene, where)
    if (event.who is None) == (not event.who_text):
        raise StoryError(f"{where}: say who, or who_text, not both and not neither")
    if event.who is not None:
        scene.enter(event.who, circle, event.day, where)
    if event.formal != bool(event.organisation):
        raise StoryError(f"{where}: a formal agreement, and only that, names an organisation")
    scene.make(event.id, Thing("agreement", circle, event.by), where)


def _agreement_circle(event: e.Agreement, scene: Scene, where: str) -> str:
    if event.goal is not None and event.circle is None:
        return _reach(scene, event, event.goal, "goal", where).circle
    if event.goal is None and event.circle is not None:
        scene.enter(event.by, event.circle, event.day, where)
        return event.circle
    raise StoryError(f"{where}: lies under a goal or alone in a circle, one of the two")


@_play.register
def _outcome(event: e.Outcome, scene: Scene, where: str) -> None:
    agreement = _reach(scene, event, event.on, "agreement", where)
    new = event.what is not None or event.due is not None
    if new != (event.outcome == "changed"):
        raise StoryError(f"{where}: new words or a new day go with 'changed', and only with that")
    agreement.closed = event.outcome != "changed"


@_play.register
def _end_agreement(event: e.EndAgreement, scene: Scene, where: str) -> None:
    _reach(scene, event, event.on, "agreement", where).closed = True


@_play.register
def _review(event: e.Review, scene: Scene, where: str) -> None:
    scene.enter(event.by, event.circle, event.day, where)


@_play.register
def _look(event: e.Look, scene: Scene, where: str) -> None:
    if event.page == "who_looked" and scene.seat(event.by, event.day, where).role not in FAMILY_SIDE:
        raise StoryError(f"{where}: only the family reads who looked")


@_play.register
def _talk(event: e.Talk, scene: Scene, where: str) -> None:
    if (event.circle is None) == (not event.whom):
        raise StoryError(f"{where}: a conversation is in a circle or with whom, one of the two")
    scene.enter(event.by, event.circle or "table", event.day, where)
    for key in event.whom:
        scene.enter(key, "table", event.day, where)
    scene.make(event.id, Thing("talk", event.circle or " ".join(sorted([event.by, *event.whom])), event.by), where)


@_play.register
def _say(event: e.Say, scene: Scene, where: str) -> None:
    talk = _talked(scene, event, event.on, "talk", where)
    if event.answers:
        scene.thing(event.answers, "message", where)
    if event.id:
        scene.make(event.id, Thing("message", talk.circle, event.by), where)


@_play.register
def _say_by_sign(event: e.SayBySign, scene: Scene, where: str) -> None:
    _talked(scene, event, event.on, "message", where)


@_play.register
def _file(event: e.File, scene: Scene, where: str) -> None:
    scene.seat(event.by, event.day, where)
    thing = scene.things.get(event.on)
    if thing is None or thing.closed or thing.by != event.by:
        raise StoryError(f"{where}: {event.by} made no {event.on!r} that is still there")
    if (event.photo is None) == (not event.letter):
        raise StoryError(f"{where}: a file is a photo or a letter, one of the two")


@_play.register
def _reach_said(event: e.Reach, scene: Scene, where: str) -> None:
    if scene.seat(event.by, event.day, where).role != "professional":
        raise StoryError(f"{where}: only a professional has office hours")


@_play.register
def _ask_invite(event: e.AskInvite, scene: Scene, where: str) -> None:
    if scene.enter(event.by, "table", event.day, where).role != "professional":
        raise StoryError(f"{where}: only a professional asks the family to invite a colleague")


@_play.register
def _invite(event: e.Invite, scene: Scene, where: str) -> None:
    if not scene.seat(event.by, event.day, where).authority:
        raise StoryError(f"{where}: {event.by} is no owner, so cannot invite")
    fresh = event.day > -INVITATION_DAYS
    if (event.state == "open" and not fresh) or (event.state == "expired" and fresh):
        raise StoryError(f"{where}: an invitation of that day cannot be {event.state} today")
    if event.decline_words and event.state != "declined":
        raise StoryError(f"{where}: decline_words go with 'declined'")


def _talked(scene: Scene, event: e.Event, key: str, kind: str, where: str) -> Thing:
    """The conversation or message `key`, where the actor sits or, as an owner, reads along."""
    thing = scene.thing(key, kind, where)
    seat = scene.seat(event.by, event.day, where)
    between = thing.circle.split()
    if event.by in between or (len(between) > 1 and seat.authority):
        return thing
    scene.enter(event.by, thing.circle, event.day, where)
    return thing


@_play.register
def _meeting(event: e.Meeting, scene: Scene, where: str) -> None:
    for who in (event.by, event.chair):
        scene.enter(who, event.circle, event.day, where)
    scene.make(event.id, Thing("meeting", event.circle, event.by), where)


@_play.register
def _point(event: e.MeetingPoint, scene: Scene, where: str) -> None:
    meeting = _reach(scene, event, event.meeting, "meeting", where)
    scene.make(event.id, Thing("point", meeting.circle, event.by), where)


@_play.register
def _decide(event: e.Decide, scene: Scene, where: str) -> None:
    point = _reach(scene, event, event.on, "point", where)
    if event.who is not None:
        scene.enter(event.who, point.circle, event.day, where)


@_play.register(e.Prepare)
@_play.register(e.Held)
@_play.register(e.Confirm)
@_play.register(e.OwnWords)
def _of_meeting(event: e.Prepare | e.Held | e.Confirm | e.OwnWords, scene: Scene, where: str) -> None:
    _reach(scene, event, event.meeting, "meeting", where)


@_play.register
def _appointment(event: e.Appointment, scene: Scene, where: str) -> None:
    scene.enter(event.by, event.circle, event.day, where)
    for key in event.who:
        scene.enter(key, event.circle, event.day, where)
    scene.make(event.id, Thing("appointment", event.circle, event.by), where)


@_play.register(e.Comes)
@_play.register(e.CallOff)
def _about_appointment(event: e.Comes | e.CallOff, scene: Scene, where: str) -> None:
    _reach(scene, event, event.on, "appointment", where)


@_play.register
def _moments(event: e.Moments, scene: Scene, where: str) -> None:
    scene.enter(event.by, event.circle, event.day, where)
    scene.make(event.id, Thing("moments", event.circle, event.by), where)


@_play.register
def _suits(event: e.Suits, scene: Scene, where: str) -> None:
    _reach(scene, event, event.on, "moments", where)


def _reach(scene: Scene, event: e.Event, key: str, kind: str, where: str) -> Thing:
    """The thing `key`, in a circle where the actor sits."""
    thing = scene.thing(key, kind, where)
    scene.enter(event.by, thing.circle, event.day, where)
    return thing
