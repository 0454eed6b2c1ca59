"""A look at pictures: readable, of one kind, and not a bomb of pixels."""

from io import BytesIO

from PIL import Image, ImageOps

from aomori_skills.paperwork.rules.refusal import AttachmentRefused

MOST_PIXELS = 80_000_000
TRIAL_SIZE = (64, 64)

BROKEN = "は画像として読み取れません。元のアプリで保存し直してから選択してください。"
TOO_LARGE = "は縦横の画素数が多すぎます。画像を縮小してから選択してください。"


def look_at_png(stream) -> None:
    """Checks the sum of every chunk; nothing is unpacked."""
    _read(stream, "PNG", lambda picture: picture.verify())


def look_at_jpeg(stream) -> None:
    """Decodes at the smallest scale, which needs all of the file and little memory."""
    _read(stream, "JPEG", _decode_small)


def plain_jpeg(content: bytes, size: tuple[int, int]) -> bytes:
    """The picture alone, upright and no larger than ``size``: no place, time or camera in it."""
    with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as picture:
        picture.draft("RGB", size)
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail(size)
        clean = Image.new("RGB", upright.size, "white")
        seen_through = "A" in upright.getbands() or "transparency" in upright.info
        upright = upright.convert("RGBA" if seen_through else "RGB")
        clean.paste(upright, mask=upright if seen_through else None)
    stream = BytesIO()
    clean.save(stream, "JPEG", quality=85)
    return stream.getvalue()


def _read(stream, kind, check) -> None:
    try:
        with Image.open(stream, formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise AttachmentRefused(TOO_LARGE)
            check(picture)
    except AttachmentRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise AttachmentRefused(TOO_LARGE) from None
    except Exception:  # Pillow's plug-ins raise many kinds of errors on damaged files
        raise AttachmentRefused(BROKEN) from None


def _decode_small(picture) -> None:
    picture.draft(picture.mode, TRIAL_SIZE)
    picture.load()
