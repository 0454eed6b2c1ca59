"""What a member of the staff does in a browser, in the words on the screen."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError

from tests.factories.office import PASSWORD


class Desk:
    """One person at one browser; finds fields by their labels and buttons by their words."""

    def __init__(self, page, address: str, shots: Path | None = None):
        self._page = page
        self.address = address
        self.shots = shots
        self.complaints: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def page(self):
        """The page once it is whole: just after a click it has come, maybe without its words."""
        self._page.wait_for_load_state()
        return self._page

    def sign_in(self, username: str) -> None:
        self.go("/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{self.address}/")

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def follow(self, words: str, *, nth: int = 0) -> None:
        """Click the link with these words in the page's main part."""
        self.page.locator("main").get_by_role("link", name=words).nth(nth).click()

    def row(self, words: str):
        """The first row of a table with these words."""
        return self.page.locator("main tbody tr", has_text=words).first

    def open_more(self) -> None:
        """The rarer actions of a page."""
        self.page.get_by_text("その他の操作").click()

    def press(self, words: str) -> None:
        """Click the button with exactly these words."""
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def write(self, name: str, text: str) -> None:
        """Type into the field with this name."""
        self.page.fill(f"main [name='{name}']", text)

    def choose(self, name: str, words: str) -> None:
        """Choose an entry of a list, also where the list is a search box over a select."""
        select = self.page.locator(f"main select[name='{name}']")
        options = select.locator("option").all_inner_texts()
        label = next((text for text in options if text.strip().startswith(words)), words)
        select.select_option(label=label, force=True)

    def search(self, name: str, typed: str, words: str) -> None:
        """Type into a search box and take the answer with these words."""
        box = self.page.locator(f"main select[name='{name}'] + .ts-wrapper")
        answer = box.locator(".option", has_text=words).first
        for _ in range(4):  # a box that opens slowly may swallow what was typed too early
            box.click()
            box.locator("input").fill("")
            box.locator("input").press_sequentially(typed, delay=30)
            try:
                answer.click(timeout=4_000)
            except TimeoutError:
                self.page.keyboard.press("Escape")
            else:
                return
        raise AssertionError((name, typed, words))

    def attach(self, name: str, file_name: str, content: bytes, kind: str) -> None:
        self.page.set_input_files(
            f"main [name='{name}']", {"name": file_name, "mimeType": kind, "buffer": content}
        )

    def download(self, act) -> tuple[str, bytes]:
        """The name and content of the file that ``act`` (a function) brings."""
        with self.page.expect_download() as waiting:
            act()
        return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()

    def take_excel(self, purpose: str = "") -> tuple[str, bytes]:
        """The list on the page; ``purpose`` is asked where it tells of people."""
        if purpose:
            self.page.get_by_text("Excel・印刷").click()
            self.choose("purpose", purpose)
        return self.download(lambda: self.press("Excelに出力する"))

    @property
    def count(self) -> str:
        """How many rows the list has, as it says."""
        return self.page.locator(".results-count").inner_text()

    @property
    def said(self) -> str:
        """The messages on the page."""
        return " ".join(self.page.locator(".messages").first.inner_text().split())

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def cut_tables(self) -> list[str]:
        """Tables that are wider than their frames."""
        return self.page.locator(".table-frame").evaluate_all(
            "frames => frames.filter(one => one.scrollWidth > one.clientWidth)"
            ".map(one => one.innerText)"
        )

    def look(self, name: str) -> None:
        """Every page on the way is checked by axe, and kept as a picture if asked."""
        found = Axe().run(self.page).response["violations"]
        serious = [
            (entry["id"], [node["html"] for node in entry["nodes"]][:3])
            for entry in found
            if entry["impact"] in ("serious", "critical")
        ]
        assert serious == [], (name, serious)
        assert self.complaints == [], (name, self.complaints)
        if self.shots:
            width = self.page.viewport_size["width"]
            self.page.screenshot(path=self.shots / f"{name}_{width}.png", full_page=True)

    def _note(self, message) -> None:
        """A 422 is our own answer to a wrong form; anything else in the console is a fault."""
        if message.type in ("error", "warning") and "422" not in message.text:
            self.complaints.append(message.text)
