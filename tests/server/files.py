"""Files for tests: made here, good and hostile."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

GPS = {1: "S", 2: (7.0, 6.0, 5.0), 3: "E", 4: (110.0, 25.0, 1.0)}


def picture(kind="JPEG", size=(60, 40), *, mode="RGB", color="red", **how):
    written = io.BytesIO()
    Image.new(mode, size, color).save(written, kind, **how)
    return written.getvalue()


def photo_with_place(size=(60, 40)):
    """Taken upright by a camera that lay on its side, with where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825).update(GPS)
    return picture(size=size, exif=exif, comment=b"a secret comment")


def pdf(change=None, **how):
    made = Pdf.new()
    made.add_blank_page()
    if change is not None:
        change(made)
    written = io.BytesIO()
    made.save(written, **how)
    return written.getvalue()


def script(made):
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launch(made):
    act = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=act)
    made.pages[0].obj.Annots = Array([made.make_indirect(note)])


def file_inside(made):
    made.attachments["inside.txt"] = b"hello"


def goes_to_page(made):
    made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])


def hidden(data):
    """A script whose names are written in another way: ISO 32000-2, 7.3.5."""
    return data.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")


IN_OBJECT_STREAMS = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
BIG = b"\xff\xd8\xff" + bytes(2_000_000)
LOCKED = {"encryption": pikepdf.Encryption(owner="o", user="u")}
LOCKED_FOR_NOBODY = {"encryption": pikepdf.Encryption(owner="o", user="")}
