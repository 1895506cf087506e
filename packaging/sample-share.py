#!/usr/bin/env python3
"""Makes a small share of a made-up charity, and a subject file for one of its people.

usage: sample-share.py SHARE SUBJECT_FILE
Standard library only. Nobody in it exists; numbers are of the ranges kept for examples.
"""
import email.message
import io
import pathlib
import sys
import tarfile
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(paragraphs):
    body = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{p}</w:t></w:r></w:p>" for p in paragraphs)
    files = {
        "[Content_Types].xml": "<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Override PartName='/word/document.xml' ContentType="
        "'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>",
        "_rels/.rels": "<?xml version='1.0'?><Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
        "Target='word/document.xml'/></Relationships>",
        "word/document.xml": f"<?xml version='1.0'?><w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def mail(sender, to, subject, text, attachment=None):
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = "Tue, 04 Mar 2025 09:12:00 +0000"
    message.set_content(text)
    if attachment:
        name, content = attachment
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def share():
    letter = docx([
        "Dear Mrs Okafor,",
        "Thank you for your call on 07700 900461. Your National Insurance number (QQ 12 34 56 C) is on file.",
        "We write to you at 14 Larch Close, Newport NP20 4AB, and by e-mail at margaret.okafor@example.org.",
        "Kind regards,", "Daniel Pryce"])
    members = ("Member no,First name,Surname,Date of birth,E-mail,Phone,Sort code,Account\n"
               "10021,Margaret,Okafor,12/05/1961,margaret.okafor@example.org,07700 900461,08-99-99,66374958\n"
               "10022,Margaret,Okafor,30/01/1990,m.okafor90@example.com,07700 900462,10-79-99,88837491\n"
               "10023,Tomasz,Wisniewski,03/11/1978,t.wisniewski@example.net,+44 7700 900463,20-29-59,63748472\n")
    enquiry = mail("Peggy Okafor <margaret.okafor@example.org>", "office@larchtrust.example.org", "Change of address",
                   "Hello,\n\nplease note my new address: 9 Hill Rise, Newport NP20 4CD.\n\nPeggy\n", ("letter.docx", letter))
    notes = "Minutes, 4 March\n\nMrs Okafor asked about her pension. D. Pryce to call back on 07700 900461.\n"
    return {
        "letters/okafor-2025.docx": letter,
        "membership/members.csv": members.encode(),
        "mail/inbox/1.eml": enquiry,
        "minutes/march.txt": notes.encode(),
        "minutes/april-windows.txt": "Caf\u00e9 fund: \u00a320 from Margaret Okafor \u2013 thanks.\n".encode("cp1252"),
        "archive/2019.zip": zipped({"old/mail.tar.gz": tarred({"1.eml": enquiry, "notes.txt": notes.encode()}),
                                    "old/list.html": b"<p>Contact: <b>Margaret</b> Okafor &lt;margaret.okafor@example.org&gt;</p>"}),
        "archive/broken.zip": zipped({"a.txt": b"lost"})[:-30],
        "scans/okafor-passport.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
    }


SUBJECT = '''# The person who asks. `trawl dsar new` explains every key.
reference = "SAMPLE-1"
emails = ["margaret.okafor@example.org"]
phones = ["07700 900461"]
date_of_birth = 1961-05-12

[[name]]
given = "Margaret"
family = "Okafor"
nicknames = ["Peggy"]

[[not_me]]
name = "Margaret Okafor"
date_of_birth = 1990-01-30
'''


def main():
    folder, subject = map(pathlib.Path, sys.argv[1:3])
    for name, content in share().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    subject.write_text(SUBJECT)


if __name__ == "__main__":
    main()
