"""Papers as the scanner would bring them in: small real PDF and JPEG files, drawn at load."""

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pylopdf_fonts_jp
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from aomori_skills.base import wareki

FONT = Path(pylopdf_fonts_jp.__file__).parent / "NotoSerifJP-Regular.otf"
DOTS_PER_INCH = 75
A4 = (620, 877)
PORTRAIT = (300, 400)
NOTICE = "デモ用の見本です。実在の人物・書類ではありません。"


def scan(title: str, name: str, day: date) -> SimpleUploadedFile:
    """A page in black and white with a title, a name and a day."""
    page = Image.new("1", A4, 1)
    draw = ImageDraw.Draw(page)
    draw.rectangle((40, 40, A4[0] - 40, A4[1] - 40), outline=0)
    draw.text((A4[0] // 2, 140), title, font=_font(24), fill=0, anchor="mm")
    draw.text((A4[0] // 2, 320), f"{name}　様", font=_font(20), fill=0, anchor="mm")
    draw.text((A4[0] // 2, 620), wareki.format_date(day), font=_font(16), fill=0, anchor="mm")
    draw.text((A4[0] // 2, 780), NOTICE, font=_font(12), fill=0, anchor="mm")
    made = {"creationDate": day.timetuple(), "modDate": day.timetuple()}
    return _upload(page, f"{title}.pdf", "application/pdf", resolution=DOTS_PER_INCH, **made)


def portrait(name: str) -> SimpleUploadedFile:
    """The photograph of somebody who does not exist."""
    page = Image.new("L", PORTRAIT, 225)
    draw = ImageDraw.Draw(page)
    draw.ellipse((100, 70, 200, 190), fill=160)
    draw.ellipse((50, 210, 250, 480), fill=160)
    draw.rectangle((0, 340, *PORTRAIT), fill=245)
    draw.text(
        (PORTRAIT[0] // 2, 370), f"写真（見本）　{name}", font=_font(14), fill=40, anchor="mm"
    )
    return _upload(page, "写真.jpg", "image/jpeg", quality=70)


def _upload(page, name: str, content_type: str, **options) -> SimpleUploadedFile:
    stream = BytesIO()
    page.save(stream, "PDF" if name.endswith(".pdf") else "JPEG", **options)
    return SimpleUploadedFile(name, stream.getvalue(), content_type)


@cache
def _font(size: int):
    return ImageFont.truetype(str(FONT), size)
