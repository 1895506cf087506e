"""ZIP and TAR written with fixed times, so that the same seed makes the same bytes."""
import gzip
import io
import tarfile
import zipfile

TIME = (2024, 3, 4, 9, 12, 0)
UNIX_TIME = 1709543520


def zipped(members, stored=()):
    """A ZIP of (name, bytes); those named in `stored` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, TIME)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def tarred(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), UNIX_TIME
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def gzipped(content):
    return gzip.compress(content, mtime=UNIX_TIME)
