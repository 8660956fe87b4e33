"""Argon2id as in earnest, but cheap: every test makes accounts, and a good hash is slow on purpose."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm, with the least memory and time that it takes."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
