"""Addresses of the plan, under ``d/<dossier>/plan/``."""

from django.urls import path

from keukentafel.rooms.plan.pages import agreements, anything, fridge, goals, parts, plan, reviews

app_name = "plan"
urlpatterns = [
    path("", plan.plan, name="plan"),
    path("history/", plan.history, name="history"),
    path("goals/new/", goals.new, name="new_goal"),
    path("goals/<uuid:goal>/", goals.goal, name="goal"),
    path("goals/<uuid:goal>/edit/", goals.edit, name="edit_goal"),
    path("goals/<uuid:goal>/state/", goals.state, name="goal_state"),
    path("goals/<uuid:goal>/steps/", parts.add_step, name="add_step"),
    path("goals/<uuid:goal>/standing/", parts.give_standing, name="give_standing"),
    path("goals/<uuid:goal>/agreements/new/", agreements.new, name="agree_for_goal"),
    path("steps/<uuid:step>/tick/", parts.tick, name="tick"),
    path("parts/<uuid:part>/edit/", parts.edit, name="edit_part"),
    path("agreements/new/", agreements.new, name="agree"),
    path("agreements/<uuid:agreement>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:agreement>/edit/", agreements.edit, name="edit_agreement"),
    path("agreements/<uuid:agreement>/outcome/", agreements.answer, name="answer"),
    path("agreements/<uuid:agreement>/state/", agreements.state, name="agreement_state"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/new/", reviews.new, name="new_review"),
    path("reviews/<uuid:review>/", reviews.review, name="review"),
    path("reviews/<uuid:review>/edit/", reviews.edit, name="edit_review"),
    path("items/<uuid:item>/move/", anything.move, name="move"),
    path("items/<uuid:item>/delete/", anything.delete, name="delete"),
    path("fridge/", fridge.page, name="fridge"),
    path("fridge.pdf", fridge.pdf, name="fridge_pdf"),
]
