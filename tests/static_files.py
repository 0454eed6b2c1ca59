"""Static files of the tests: unhashed, but a wrong name fails as it does in production."""

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class FoundStaticFiles(StaticFilesStorage):
    """Refuses the name of a file that collectstatic would not find."""

    def url(self, name):
        if name and not name.endswith("/") and finders.find(name) is None:
            raise ValueError(f"There is no static file {name!r}.")
        return super().url(name)
