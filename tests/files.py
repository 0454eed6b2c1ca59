"""Small real files to upload."""

from io import BytesIO

from PIL import Image

from aomori_skills.base.pdf.engine import HTML


def pdf(text: str) -> bytes:
    """A one-page PDF that says ``text``."""
    return HTML(string=f"<p>{text}</p>").write_pdf()


def jpeg(size: tuple[int, int] = (60, 80)) -> bytes:
    """A red picture."""
    target = BytesIO()
    Image.new("RGB", size, "red").save(target, "JPEG")
    return target.getvalue()
