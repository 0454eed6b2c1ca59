"""年齢 of those who are instructed."""

from aomori_skills.base.fields import WholeNumberField

LARGEST = 32_767


class AgeField(WholeNumberField):
    """Whole years, or empty while nobody has told; 「20歳」 is taken too."""

    def __init__(self, label: str):
        super().__init__(label=label, required=False, unit="歳", min_value=0, max_value=LARGEST)
