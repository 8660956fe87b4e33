from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers import kinds, makers, rooms


class PlanConfig(AppConfig):
    name = "keukentafel.rooms.plan"
    label = "plan"

    def ready(self) -> None:
        from keukentafel.rooms.plan.kinds import AGREEMENT, GOAL, PLAN
        from keukentafel.rooms.plan.making import a_goal, an_agreement

        makers.register(AGREEMENT.name, an_agreement)
        makers.register(GOAL.name, a_goal)
        kinds.register(*PLAN)
        rooms.register(rooms.Room(key="plan", label=_("Plan"), icon="plan", entry="plan:plan", order=30))
