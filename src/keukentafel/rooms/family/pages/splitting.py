"""At 18: a table of one's own, with what is one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keukentafel import events
from keukentafel.access import Visit, door
from keukentafel.look.show import see_other
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.people.pace import a_copy
from keukentafel.rooms.family import splitting
from keukentafel.rooms.family.events import SplitOff
from keukentafel.rooms.family.forms import SplitForm
from keukentafel.rooms.family.pages.ways import page


@freshly_signed_in
@a_copy("POST")
@door("family")
@require_http_methods(["GET", "HEAD", "POST"])
def own_table(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Choose what goes along, and begin. Nobody at this table is told."""
    offers = splitting.offers(visit)
    offered = splitting.choosable(visit)
    form = SplitForm(request.POST, offered=offered) if request.method == "POST" else SplitForm(offered=offered)
    if form.is_bound and form.is_valid():
        new = splitting.new_home(visit.person, form.own_id)
        events.announce(SplitOff(visit.person, visit.dossier, new, tuple(form.cleaned_data["circles"])))
        messages.success(request, _("Your own table is being laid. In a moment it stands among your tables."))
        return see_other(reverse("overview:hall"))
    always = [one for one in offers if one.always]
    options = [(str(one.id), one.name, _note(one)) for one in offers if one.id in offered]
    return page(request, visit, "own_table", form.status, form=form, always=always, options=options)


def _note(one: splitting.Offer) -> str:
    if not one.mine:
        return ngettext("%(all)d thing, not yours.", "%(all)d things, none of them yours.", one.all) % {"all": one.all}
    return _("%(mine)d of %(all)d are yours, and go along anyway.") % {"mine": one.mine, "all": one.all}
