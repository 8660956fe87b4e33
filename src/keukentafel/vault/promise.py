"""What a page may promise about backups."""

from keukentafel import vault


def days_in_backups(database_days: int) -> int:
    """After how many days nothing that was destroyed is left in any backup, not even sealed.

    ``database_days``: how long backups of the database are kept. Those of the key store are kept for days as well; a
    key that is destroyed is taken out of those that we can reach, and out of any other by then.
    """
    return max(database_days, vault.backups_last_days())
