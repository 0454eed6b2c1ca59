"""Closed lists of letters."""

from django.db.models import TextChoices


class Sending(TextChoices):
    """How the letters of an asking, a decision or a survey go out."""

    EACH = "each", "メールアドレスがある宛先にはメール、ない宛先には文書"
    LETTERS = "letters", "すべての宛先に文書"
