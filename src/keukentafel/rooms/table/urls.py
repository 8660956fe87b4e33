"""Addresses of the table."""

from django.urls import URLPattern, URLResolver, include, path

from keukentafel.rooms.table.pages import answer, asks, circles, endings, eyes, freeze, letters, seats, table

app_name = "table"
here: list[URLPattern] = [
    path("", table.table, name="table"),
    path("pulse/", eyes.pulse, name="pulse"),
    path("stop-viewing/", eyes.stop_viewing, name="stop_viewing"),
    path("leave/", seats.leave, name="leave"),
    path("end/", endings.destroy, name="destroy"),
    path("endings/<uuid:ending>/agree/", endings.agree, name="ending_agree"),
    path("endings/<uuid:ending>/stop/", endings.stop, name="ending_stop"),
    path("freeze/", freeze.freeze, name="freeze"),
    path("thaw/", freeze.thaw, name="thaw"),
    path("seats/new/", seats.add, name="seat_add"),
    path("seats/<uuid:seat>/", seats.seat, name="seat"),
    path("seats/<uuid:seat>/edit/", seats.edit, name="seat_edit"),
    path("seats/<uuid:seat>/end/", seats.end, name="seat_end"),
    path("seats/<uuid:seat>/end-together/", endings.end_together, name="end_together"),
    path("seats/<uuid:seat>/coordinator/", seats.choose, name="seat_coordinator"),
    path("seats/<uuid:seat>/view-as/", eyes.view_as, name="view_as"),
    path("letters/new/", letters.new, name="letter_new"),
    path("letters/<uuid:letter>/again/", letters.again, name="letter_again"),
    path("letters/<uuid:letter>/withdraw/", letters.withdraw, name="letter_withdraw"),
    path("letters/<uuid:letter>/delete/", letters.put_away, name="letter_delete"),
    path("asks/new/", asks.new, name="ask_new"),
    path("asks/<uuid:ask>/decline/", asks.decline, name="ask_decline"),
    path("asks/<uuid:ask>/delete/", asks.take_back, name="ask_delete"),
    path("circles/", circles.circles, name="circles"),
    path("circles/new/", circles.new, name="circle_new"),
    path("circles/own/", circles.new_personal, name="circle_own"),
    path("circles/<uuid:circle>/", circles.circle, name="circle"),
    path("circles/<uuid:circle>/name/", circles.name, name="circle_name"),
    path("circles/<uuid:circle>/fill/", circles.fill, name="circle_fill"),
    path("circles/<uuid:circle>/empty/", circles.empty, name="circle_empty"),
    path("circles/<uuid:circle>/leave/", circles.leave, name="circle_leave"),
    path("circles/<uuid:circle>/remove/", circles.remove, name="circle_remove"),
    path("circles/<uuid:circle>/seats/<uuid:seat>/take-out/", circles.take_out, name="circle_take_out"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("d/<uuid:dossier>/table/", include(here)),
    path("letter/<str:token>/", answer.letter, name="letter"),
]
