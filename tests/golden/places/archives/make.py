#!/usr/bin/env python3
"""Makes archives with zip, 7z and GNU tar."""
import os
import shutil
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = {"folder/Albrinmoor.txt": "text of Belquestan\n", "folder/deep/Corlimande/x.txt": "x\n"}


def plant(name, made_by, places):
    shutil.copy(name, os.path.join(HERE, name))
    with open(os.path.join(HERE, name + ".places"), "w", encoding="utf-8") as out:
        out.write(f"# made by: {made_by} (make.py)\n")
        for token, place, *unread in places:
            out.write("\t".join([token, place, "unread" if unread else "found", *unread]) + "\n")


def run(*command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)


MEMBERS = [("Albrinmoor", "name of a member"), ("Belquestan", "text of a member"), ("Corlimande", "name of a folder")]
with tempfile.TemporaryDirectory() as place:
    os.chdir(place)
    for name, text in WORDS.items():
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "w", encoding="ascii") as out:
            out.write(text)
    os.symlink("Drenvalle.txt", "folder/link")
    run("zip", "-qr", "a.zip", "folder")
    run("zip", "-qz", "a.zip", input=b"archive of Elmorvine\n")
    plant("a.zip", "Info-ZIP's zip 3.0", MEMBERS + [("Elmorvine", "comment on the archive")])
    run("7z", "a", "a.7z", "folder")
    plant("a.7z", "7-Zip 26.02", MEMBERS)
    run("7z", "a", "-pFallow", "b.7z", "folder")
    plant("b.7z", "7-Zip 26.02", [("Albrinmoor", "name of an encrypted member"), ("Belquestan", "text of it", "password needed")])
    run("zip", "-qr", "-P", "Fallow", "b.zip", "folder")
    plant("b.zip", "Info-ZIP's zip 3.0", [("Albrinmoor", "name of an encrypted member"), ("Belquestan", "text of it", "password needed")])
    options = ["--owner=gorvenna:1000", "--pax-option=comment=Hulverstow"]
    run("tar", "--format=pax", *options, "-cf", "a.tar", "folder")
    plant("a.tar", "GNU tar 1.34", MEMBERS + [("gorvenna", "owner")])
    run("tar", "--format=gnu", "-czf", "a.tar.gz", "folder")
    plant("a.tar.gz", "GNU tar 1.34", MEMBERS)
    with open("Ilverstone", "w", encoding="ascii") as out:
        out.write("text of Jastremoor\n")
    run("gzip", "Ilverstone")
    os.rename("Ilverstone.gz", "b.gz")
    plant("b.gz", "gzip 1.12", [("Ilverstone", "name of the file"), ("Jastremoor", "its text")])
    run("7z", "a", "-v200b", "-mx=9", "c.7z", "folder/Albrinmoor.txt", os.path.join(HERE, "make.py"))
    plant("c.7z.002", "7-Zip 26.02", [("Kelvarrow", "the other pieces", "one piece of a split archive")])
