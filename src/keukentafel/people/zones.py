"""Zones of time that people may choose: where families have relatives, by the name of a city."""

from typing import Final
from zoneinfo import ZoneInfo

from keukentafel.people.models import Person

HOME: Final = "Europe/Amsterdam"
NAMES: Final = (
    HOME, "Africa/Accra", "Africa/Addis_Ababa", "Africa/Algiers", "Africa/Asmara", "Africa/Cairo", "Africa/Casablanca",
    "Africa/Johannesburg", "Africa/Khartoum", "Africa/Kinshasa", "Africa/Lagos", "Africa/Mogadishu", "Africa/Nairobi",
    "Africa/Tunis", "America/Argentina/Buenos_Aires", "America/Aruba", "America/Bogota", "America/Caracas",
    "America/Chicago", "America/Curacao", "America/Los_Angeles", "America/New_York", "America/Paramaribo",
    "America/Santo_Domingo", "America/Sao_Paulo", "America/Toronto", "Asia/Baghdad", "Asia/Bangkok", "Asia/Beirut",
    "Asia/Colombo", "Asia/Damascus", "Asia/Dubai", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jayapura", "Asia/Kabul",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Manila", "Asia/Riyadh", "Asia/Shanghai", "Asia/Singapore", "Asia/Tehran",
    "Asia/Tokyo", "Atlantic/Azores", "Atlantic/Canary", "Atlantic/Cape_Verde", "Australia/Perth", "Australia/Sydney",
    "Europe/Athens", "Europe/Berlin", "Europe/Bucharest", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon",
    "Europe/London", "Europe/Madrid", "Europe/Moscow", "Europe/Sofia", "Europe/Warsaw", "Pacific/Auckland",
)  # fmt: skip


def city(name: str) -> str:
    """Its name as people say it."""
    return name.rpartition("/")[2].replace("_", " ")


def choices() -> list[tuple[str, str]]:
    """All of them by city, ours first."""
    return [(name, city(name)) for name in (HOME, *sorted(NAMES[1:], key=city))]


def name_of(person: object) -> str:
    """The zone by which somebody sees things."""
    return (person.zone if isinstance(person, Person) else "") or HOME


def zone_of(person: object) -> ZoneInfo:
    """The same, to count by."""
    return ZoneInfo(name_of(person))
