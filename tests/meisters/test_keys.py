"""What counts as a key of a record among what a browser sends."""

import pytest

from aomori_skills.base.keys import keys_of
from meisters.forms.grids import keys_sent

HOSTILE = ["", "-1", "１", "²", "1.0", "0x1", "9" * 19, "1 "]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_key_is_passed_over(text):
    assert keys_of([text, "7"]) == [7]
    assert keys_sent({f"{text}-as_read": "", "7-as_read": "", "7-note": ""}) == [7]
