"""Excel in: one guarded door for every uploaded workbook; refusals are Japanese sentences."""

import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl

from aomori_skills.base.fields import clean_text

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 30 * 1024 * 1024
MAX_RATIO = 100
RATIO_COUNTS_FROM = 4 * 1024 * 1024
MAX_PARTS = 1000
MAX_COLUMNS = 200
MAX_BLANK_ROWS = 10_000

_NEEDED_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "Excelで「Excel ブック（.xlsx）」として保存し直してから選択してください。"


class WorkbookError(ValueError):
    """An upload that can't be read; its message is a Japanese sentence saying what to do."""


@dataclass(frozen=True)
class SheetRow:
    """One row as it stands in Excel: its row number, and heading → text or date."""

    number: int
    values: dict[str, str | date]

    def __getitem__(self, heading: str) -> str | date:
        return self.values[heading]

    def get(self, heading: str, default=""):
        return self.values.get(heading, default)


def read_sheet(
    uploaded_file, headings: Sequence[str], *, max_rows: int = 5000, optional: Iterable[str] = ()
) -> list[SheetRow]:
    """The filled rows of the first sheet, whose first filled row must have ``headings``.

    The order of columns is free; those in ``optional`` may be absent. Empty cells are "".
    """
    _check_package(uploaded_file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _opened(uploaded_file) as book:
                rows = _rows(book, list(headings), list(optional), max_rows)
            if _may_have_formulas(uploaded_file):
                _refuse_uncounted_formulas(uploaded_file)
            return rows
    except WorkbookError:
        raise
    except Exception as error:  # a broken file fails anywhere inside the reader
        raise WorkbookError(f"ファイルを読み取れませんでした。{_SAVE_AS}") from error


@contextmanager
def _opened(file, *, results: bool = True):
    """The book, with the results of formulas or with the formulas themselves."""
    file.seek(0)
    book = openpyxl.load_workbook(file, read_only=True, data_only=results, keep_links=False)
    try:
        yield book
    finally:
        book.close()


def _may_have_formulas(file) -> bool:
    file.seek(0)
    with zipfile.ZipFile(file) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return any(re.search(rb"<f[ >/]", package.read(name)) for name in sheets)


def _refuse_uncounted_formulas(file) -> None:
    """A formula is read by its result; one that Excel never counted would be read as empty."""
    with _opened(file) as counted, _opened(file, results=False) as written:
        sheets = counted.worksheets[0], written.worksheets[0]
        for sheet in sheets:
            sheet.reset_dimensions()
        rows = (sheet.iter_rows(max_col=MAX_COLUMNS) for sheet in sheets)
        for results, formulas in zip(*rows, strict=True):
            for result, formula in zip(results, formulas, strict=True):
                if formula.data_type == "f" and result.value is None:
                    raise WorkbookError(
                        f"{formula.row}行目の{formula.column_letter}列の数式に計算結果がありません。"
                        "Excelで開いて保存し直すか、値を入力し直してから選択してください。"
                    )


def _check_package(file) -> None:
    """Refuse what is no .xlsx, or would not fit into memory, before anything is unpacked."""
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise WorkbookError("ファイルが空です。内容を確認して選択し直してください。")
    if size > MAX_FILE_BYTES:
        raise WorkbookError(
            f"ファイルが大きすぎます。{MAX_FILE_BYTES // 1024**2}MB以下に分けて選択してください。"
        )
    if file.read(4) == _OLD_OR_LOCKED:
        raise WorkbookError(f"古い形式（.xls）かパスワード付きのファイルです。{_SAVE_AS}")
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise WorkbookError(f"Excelファイルではありません。{_SAVE_AS}") from error
    names = {part.filename for part in parts}
    if not names >= _NEEDED_PARTS:
        raise WorkbookError(f"Excelファイルではありません。{_SAVE_AS}")
    if any("vbaproject" in name.lower() for name in names):
        raise WorkbookError(f"マクロ付きのファイルは読み込めません。{_SAVE_AS}")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    inflated = unpacked > RATIO_COUNTS_FROM and unpacked > max(packed, 1) * MAX_RATIO
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES or inflated:
        raise WorkbookError(
            "展開後の大きさが上限を超えるため読み込めません。"
            "必要な行だけを新しいブックに貼り付けて保存し、選択し直してください。"
        )


def _rows(book, headings, optional, max_rows) -> list[SheetRow]:
    if not book.worksheets:
        raise WorkbookError("シートがありません。様式をダウンロードし直して記入してください。")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    columns: dict[int, str] | None = None
    rows, last_filled = [], 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
        if all(cell.value in (None, "") for cell in cells):
            if number - last_filled > MAX_BLANK_ROWS:
                raise WorkbookError(
                    f"空白の行が{MAX_BLANK_ROWS:,}行を超えて続いています。"
                    "空白の行を削除して保存してから選択してください。"
                )
            continue
        last_filled = number
        if columns is None:
            columns = _columns(cells, headings, optional)
            continue
        if len(rows) == max_rows:
            raise WorkbookError(
                f"一度に読み込めるのは{max_rows:,}行までです。ファイルを分けて選択してください。"
            )
        rows.append(SheetRow(number, _values(number, cells, columns)))
    if columns is None:
        raise WorkbookError("シートが空です。様式の見出しと内容を記入してください。")
    return rows


def _columns(cells, headings, optional) -> dict[int, str]:
    """Column index → heading, or one sentence about what is wrong with the heading row."""
    wanted = {_heading_key(heading): heading for heading in (*headings, *optional)}
    columns, unexpected, doubled = {}, [], []
    for index, cell in enumerate(cells):
        text = clean_text(str(cell.value)) if cell.value is not None else ""
        if not text:
            continue
        heading = wanted.get(_heading_key(text))
        if heading is None:
            unexpected.append(text[:30])
        elif heading in columns.values():
            doubled.append(heading)
        else:
            columns[index] = heading
    missing = [heading for heading in headings if heading not in columns.values()]
    problems = [
        f"{label}：{'、'.join(names[:10])}"
        for label, names in (
            ("足りない見出し", missing),
            ("様式にない見出し", unexpected),
            ("重複している見出し", doubled),
        )
        if names
    ]
    if problems:
        raise WorkbookError(f"見出しの行を様式と同じにしてください（{'／'.join(problems)}）。")
    return columns


def _heading_key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _values(number, cells, columns) -> dict[str, str | date]:
    values = dict.fromkeys(columns.values(), "")
    for index, heading in columns.items():
        if index >= len(cells):
            continue
        cell = cells[index]
        if cell.data_type == "e":
            raise WorkbookError(
                f"{number}行目の「{heading}」がエラー値（{cell.value}）です。"
                "値を入力し直してから選択してください。"
            )
        values[heading] = _plain(cell.value)
    return values


def _plain(value) -> str | date:
    """A date stays a date (its midnight dropped); everything else becomes text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        text = format(Decimal(repr(value)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return clean_text(str(value), multiline=True)
