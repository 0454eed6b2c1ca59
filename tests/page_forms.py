"""The forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

CHECKED = ("checkbox", "radio")


@dataclass
class PageForm:
    """One posting form: where it goes, what it holds, and which fields can be typed into."""

    action: str
    data: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def dates(self) -> list[str]:
        """The fields in which the browser offers a calendar."""
        return [name for name, kind in self.typed.items() if kind == "date"]

    def press_first_button(self) -> None:
        """A form whose every button says what it does is sent by its first."""
        if self.buttons and all(name for name, _ in self.buttons):
            name, value = self.buttons[0]
            self.data[name] = [value]

    def filled(self, text: str) -> dict[str, list[str]]:
        """What is sent with ``text`` typed into every field that takes typing."""
        return self.data | {name: [text] for name in self.typed}

    def completed(self, text: str) -> dict[str, list[str]]:
        """What is sent when each empty field gets ``text`` and each open choice its first entry."""
        data = dict(self.data)
        for name in self.typed:
            if data.get(name, [""]) == [""]:
                data[name] = [text]
        for name, values in self.options.items():
            if data.get(name, [""]) == [""] and any(values):
                data[name] = [next(value for value in values if value)]
        return data


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms: list[PageForm] = []
        self.form = self.select = self.textarea = None
        self.skipping = 0

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "template":
            self.skipping += 1
        if self.skipping:
            return
        if tag == "form":
            posts = has.get("method", "").lower() == "post"
            self.form = PageForm(has.get("action") or "") if posts else None
            if posts:
                self.forms.append(self.form)
        elif self.form is not None and tag == "button":
            if has.get("type", "submit") == "submit":
                self.form.buttons.append((has.get("name") or "", has.get("value") or ""))
        elif self.form is not None and has.get("name") and "disabled" not in has:
            self._field(tag, has)
        if tag == "option" and self.select:
            value = has.get("value", "")
            self.form.options.setdefault(self.select, []).append(value)
            if "selected" in has:
                self.form.data.setdefault(self.select, []).append(value)

    def _field(self, tag, has):
        name, kind, value = has["name"], has.get("type", "text"), has.get("value") or ""
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.textarea = name
            self.form.typed[name] = "textarea"
            self.form.data[name] = [""]
        elif tag == "input" and kind == "submit":
            self.form.buttons.append((name, value))
        elif tag == "input" and kind == "file":
            self.form.files.append(name)
        elif tag == "input" and kind in CHECKED:
            if "checked" in has:
                self.form.data.setdefault(name, []).append(value or "on")
            if kind == "radio":
                self.form.options.setdefault(name, []).append(value)
        elif tag == "input":
            self.form.data[name] = [value]
            if kind != "hidden":
                self.form.typed[name] = kind

    def handle_data(self, data):
        if self.textarea:
            self.form.data[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "template":
            self.skipping -= 1
        elif tag == "form" and self.form is not None:
            self.form.press_first_button()
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None


def forms_of(page: str) -> list[PageForm]:
    """The posting forms in the page's main part, in their order."""
    reader = _Reader()
    reader.feed(page[page.index("<main") :])
    return reader.forms
