"""Addresses across rooms: the hall, the start of a dossier, its first page, who looked, and one's own data."""

from django.urls import URLPattern, path

from keukentafel.overview.calendar import feed
from keukentafel.overview.calendar import pages as calendar
from keukentafel.overview.closing import pages as closing
from keukentafel.overview.hall import pages as hall
from keukentafel.overview.help import pages as helping
from keukentafel.overview.inbox import pages as inbox
from keukentafel.overview.looked import export
from keukentafel.overview.looked import pages as looked
from keukentafel.overview.mine import everywhere
from keukentafel.overview.mine import pages as mine
from keukentafel.overview.reach import pages as reach
from keukentafel.overview.start import pages as start
from keukentafel.overview.today import pages as today

app_name = "overview"
urlpatterns: list[URLPattern] = [
    path("today/", hall.tables, name="hall"),
    path("help/<str:room>/", helping.what_here, name="help"),
    path("calendar/", calendar.all_tables, name="calendar"),
    path("calendar/choices/", calendar.choices, name="calendar_choices"),
    path("calendar/address/", calendar.address, name="calendar_address"),
    path("calendar/address/end/", calendar.end, name="calendar_address_end"),
    path("calendar/feed/<str:token>.ics", feed.feed, name="calendar_feed"),
    path("account/close/", closing.close, name="close_account"),
    path("account/closed/", closing.closed, name="closed"),
    path("account/reach/", reach.reach, name="reach"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("start/", start.begin, name="start"),
    path("start/you/", start.myself, name="start_me"),
    path("d/<uuid:dossier>/", today.today, name="today"),
    path("d/<uuid:dossier>/who-belongs/", start.who_belongs, name="who_belongs"),
    path("d/<uuid:dossier>/who-looked/", looked.who_looked, name="who_looked"),
    path("d/<uuid:dossier>/who-looked/csv/", export.as_table, name="who_looked_csv"),
    path("d/<uuid:dossier>/who-looked/fhir/", export.as_fhir, name="who_looked_fhir"),
    path("d/<uuid:dossier>/my-data/", mine.about_me, name="about_me"),
    path("d/<uuid:dossier>/my-data/words/", mine.my_words, name="my_words"),
    path("d/<uuid:dossier>/my-data/words/<uuid:item>/delete/", mine.delete, name="my_word_delete"),
    path("d/<uuid:dossier>/my-data/no-phone/", mine.no_phone, name="no_phone"),
    path("account/my-data/", everywhere.my_data, name="my_data"),
    path("account/my-data/file.json", everywhere.as_json, name="my_data_json"),
    path("account/my-data/file.html", everywhere.as_html, name="my_data_html"),
    path("account/my-data/left/<uuid:seat>/", everywhere.left_table, name="left"),
]
