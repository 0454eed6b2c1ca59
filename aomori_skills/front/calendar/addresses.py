"""Days in the addresses of the calendar."""

from datetime import date


class DayInAddress:
    """2025-09-10; a day that no calendar of the office shows is no address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    years = range(2000, 2101)

    def to_python(self, text: str) -> date:
        day = date.fromisoformat(text)
        if day.year not in self.years:
            raise ValueError(text)
        return day

    def to_url(self, day: date) -> str:
        return day.isoformat()
