"""Draw a photo anew: run as a program of its own, with bounds on memory and time, so that no web server decodes one.

In: the photo on standard input. Out: a line of JSON, then the photo and the small one. Nothing that a camera wrote
beside the picture comes along, for only its dots are taken over. It imports nothing of ours: it starts at once.
"""

import io
import json
import resource
import sys
from typing import Any

LARGEST, SMALL = 3000, 400
"""Dots on the long side of a photo, and of the small one."""
ANIMATED_LARGEST, MOST_FRAMES, MOST_ANIMATED = 1000, 300, 60_000_000
SECONDS = 25


def main(memory: int, most_dots: int) -> None:
    """Read, draw, write."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sent = sys.stdin.buffer.read()
    try:
        told, parts = _drawn(sent, most_dots)
    except _TooManyDots:
        told, parts = {"refused": "pixels"}, []
    except MemoryError:
        told, parts = {"refused": "pixels"}, []
    except Exception:  # noqa: BLE001  # whatever a broken photo does to its reader
        told, parts = {"refused": "broken"}, []
    told["lengths"] = [len(part) for part in parts]
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(parts))
    sys.stdout.buffer.flush()


class _TooManyDots(Exception):
    pass


def _drawn(sent: bytes, most_dots: int) -> tuple[dict[str, Any], list[bytes]]:
    from PIL import GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401  # as they load

    formats = ["JPEG", "PNG", "GIF", "WEBP"]
    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is decoded
    if sent[4:8] == b"ftyp":
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)
        formats = ["HEIF"]
    found: Any = Image.open(io.BytesIO(sent), formats=formats)
    if found.width * found.height > most_dots:
        raise _TooManyDots
    frames = getattr(found, "n_frames", 1) if found.format in {"GIF", "WEBP", "PNG"} else 1
    if 1 < frames <= MOST_FRAMES and found.width * found.height * frames <= MOST_ANIMATED:
        return _animated(found, frames)
    return _still(found)


def _still(found: Any) -> tuple[dict[str, Any], list[bytes]]:
    found.draft("RGB", (LARGEST, LARGEST))  # a JPEG is decoded smaller at once
    plain = found.format in {"JPEG", "MPO", "HEIF"}
    if found.format == "GIF" or getattr(found, "n_frames", 1) > 1:
        found.seek(0)
    if found.mode not in {"L", "RGB", "RGBA"}:
        found = found.convert("RGBA" if _may_be_clear(found) else "RGB")
        found.info.pop("icc_profile", None)  # it spoke of other colours
    found.thumbnail((LARGEST, LARGEST))  # before all else, so that no step has all the dots a second time
    picture = _upright(found)
    clear = picture.mode == "RGBA" and picture.getextrema()[3][0] < 255
    if picture.mode == "RGBA" and not clear:
        picture = picture.convert("RGB")
    as_png = clear or (not plain and picture.width * picture.height <= 4_000_000 and _few_colours(picture))
    whole = _written(picture, "PNG" if as_png else "JPEG")
    told = {"type": "image/png" if as_png else "image/jpeg", "width": picture.width, "height": picture.height}
    return told, [whole, _small(picture)]


def _upright(found: Any) -> Any:
    """The dots alone: turned as the camera was held, in colours that every screen knows, with nothing beside them."""
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(found)
    profile = turned.info.get("icc_profile")
    mode = "RGBA" if _may_be_clear(turned) else "RGB"
    if mode == "RGB" and turned.mode == "RGB" and profile:
        turned = _in_srgb(turned, profile)
    dots = turned.convert(mode)
    clean = Image.new(mode, dots.size)
    clean.paste(dots)
    return clean


def _may_be_clear(picture: Any) -> bool:
    return picture.mode in {"RGBA", "LA", "PA", "RGBa"} or "transparency" in picture.info


def _in_srgb(picture: Any, profile: bytes) -> Any:
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _few_colours(picture: Any) -> bool:
    """A drawing or a picture of a screen: as JPEG its letters would blur."""
    return picture.getcolors(4096) is not None


def _written(picture: Any, form: str) -> bytes:
    out = io.BytesIO()
    if form == "JPEG":
        picture.convert("RGB").save(out, "JPEG", quality=84, optimize=True, progressive=False)
    else:
        picture.save(out, "PNG")
    return out.getvalue()


def _small(picture: Any) -> bytes:
    from PIL import Image

    small = picture.copy()
    small.thumbnail((SMALL, SMALL))
    if small.mode == "RGBA":
        ground = Image.new("RGB", small.size, "white")
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    out = io.BytesIO()
    small.save(out, "JPEG", quality=68)
    return out.getvalue()


def _animated(found: Any, frames: int) -> tuple[dict[str, Any], list[bytes]]:
    from PIL import Image

    pictures, times = [], []
    for number in range(frames):
        found.seek(number)
        frame = found.convert("RGBA")
        frame.thumbnail((ANIMATED_LARGEST, ANIMATED_LARGEST))
        clean = Image.new("RGBA", frame.size)
        clean.paste(frame)
        pictures.append(clean)
        times.append(max(20, min(int(found.info.get("duration") or 100), 10_000)))
    out = io.BytesIO()
    first, *rest = pictures
    first.save(out, "WEBP", save_all=True, append_images=rest, duration=times, loop=0, quality=70, method=2)
    told = {"type": "image/webp", "width": first.width, "height": first.height}
    return told, [out.getvalue(), _small(first)]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
