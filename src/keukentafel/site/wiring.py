"""Which event goes to which handler: all of it, on one screen."""

from keukentafel import events
from keukentafel.access.endings import Ended
from keukentafel.access.professionals import is_professional
from keukentafel.dossiers.events import Written
from keukentafel.people import proofs, roles


def connect() -> None:
    """Called once, when the site starts."""
    # Here, because the queue is ready only when all apps are.
    from keukentafel.access import jobs as _log  # noqa: F401  # the worker finds jobs that were imported
    from keukentafel.exchange import events as exchange
    from keukentafel.exchange import jobs as archives
    from keukentafel.notices import jobs as telling
    from keukentafel.overview.looked import jobs as _looked  # noqa: F401  # likewise
    from keukentafel.people import jobs as _letters  # noqa: F401  # the worker knows its jobs
    from keukentafel.rooms.calendar import events as calendar
    from keukentafel.rooms.calendar.jobs import queue_invitations
    from keukentafel.rooms.family import events as family
    from keukentafel.rooms.family import jobs as family_jobs
    from keukentafel.rooms.files import jobs as _files  # noqa: F401  # likewise
    from keukentafel.rooms.table import events as table
    from keukentafel.rooms.table import jobs, notices
    from keukentafel.rooms.table.proof import was_sent_to
    from keukentafel.site import jobs as _keys  # noqa: F401  # likewise
    from keukentafel.site import picking_up as _picking_up  # noqa: F401  # likewise

    proofs.connect(was_sent_to)
    roles.connect(is_professional)
    events.connect(
        {
            table.LetterWritten: [jobs.queue_letter],
            table.EndingAsked: [notices.queue_asked],
            table.EndingAnswered: [notices.queue_answered],
            Ended: [notices.queue_ended],
            calendar.AppointmentMade: [queue_invitations],
            calendar.AppointmentMoved: [queue_invitations],
            calendar.AppointmentChanged: [queue_invitations],
            calendar.AppointmentCancelled: [queue_invitations],
            calendar.AppointmentGone: [queue_invitations],
            family.FamilyTold: [family_jobs.queue_letters],
            family.SplitOff: [family_jobs.queue_split],
            Written: [telling.queue_spreading],
            exchange.ArchiveAsked: [archives.queue_making],
            exchange.ArchiveCame: [archives.queue_bringing],
        }
    )
