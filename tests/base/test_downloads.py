"""How a file leaves."""

import pytest
import time_machine

from aomori_skills.base.downloads import file_response
from aomori_skills.base.listing.export import xlsx_response
from aomori_skills.base.workbook import CONTENT_TYPE


@time_machine.travel("2025-07-01 12:00:00+09:00", tick=False)
def test_excel_leaves_by_the_same_door_as_every_file():
    answer = xlsx_response(b"book", "名簿")

    assert answer.content == b"book"
    assert dict(answer.headers) == {
        "Content-Type": CONTENT_TYPE,
        "Content-Disposition": "attachment; filename*=utf-8''%E5%90%8D%E7%B0%BF_20250701.xlsx",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


@pytest.mark.parametrize(("download", "how"), [(True, "attachment"), (False, "inline")])
def test_a_file_is_saved_or_shown(download, how):
    answer = file_response(b"%PDF", "application/pdf", "a.pdf", download=download)

    assert answer["Content-Disposition"] == f'{how}; filename="a.pdf"'
