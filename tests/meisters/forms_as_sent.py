"""What a browser would send of a page, if nobody touched it."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Values of the page's main form: the one that carries ``data-keep``."""

    def __init__(self):
        super().__init__()
        self.values: dict[str, object] = {}
        self.inside = self.in_template = False
        self.select = self.area = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = "data-keep" in given
        elif tag == "template":
            self.in_template = True
        elif self.inside and not self.in_template:
            self._field(tag, given)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "template":
            self.in_template = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area:
            self.values[self.area] = self.values[self.area].removeprefix("\n")
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.values[self.area] += data

    def _field(self, tag, given):
        name = given.get("name")
        if tag == "option" and self.select:
            if "selected" in given or self.select not in self.values:
                self.values[self.select] = given.get("value", "")
        elif not name:
            return
        elif tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area, self.values[name] = name, ""
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.values[name] = given.get("value", "on")
        elif tag == "input" and given.get("type") != "file":
            self.values[name] = given.get("value", "")


def sent_by(answer) -> dict[str, object]:
    """The fields of the page's form, with the values that the page shows."""
    form = _Form()
    form.feed(answer.content.decode())
    return form.values
