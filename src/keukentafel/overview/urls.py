"""Addresses across rooms: the hall, the start of a dossier, its first page, and who looked."""

from django.urls import URLPattern, path

from keukentafel.overview.closing import pages as closing
from keukentafel.overview.hall import pages as hall
from keukentafel.overview.looked import export
from keukentafel.overview.looked import pages as looked
from keukentafel.overview.start import pages as start
from keukentafel.overview.today import pages as today

app_name = "overview"
urlpatterns: list[URLPattern] = [
    path("today/", hall.tables, name="hall"),
    path("account/close/", closing.close, name="close_account"),
    path("account/closed/", closing.closed, name="closed"),
    path("start/", start.begin, name="start"),
    path("start/you/", start.myself, name="start_me"),
    path("d/<uuid:dossier>/", today.today, name="today"),
    path("d/<uuid:dossier>/who-belongs/", start.who_belongs, name="who_belongs"),
    path("d/<uuid:dossier>/who-looked/", looked.who_looked, name="who_looked"),
    path("d/<uuid:dossier>/who-looked/csv/", export.as_table, name="who_looked_csv"),
    path("d/<uuid:dossier>/who-looked/fhir/", export.as_fhir, name="who_looked_fhir"),
]
