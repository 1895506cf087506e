"""Messages (RFC 5322, MIME), mailboxes and their parts."""
import email.headerregistry
import email.message
import email.policy
import html

from .plain_formats import lines_of

MIME_TYPES = {
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("application", "pdf"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "zip": ("application", "zip"),
    "csv": ("text", "csv"),
    "txt": ("text", "plain"),
    "html": ("text", "html"),
}
ENVELOPE_SENDER = "office@larchtrust.org.uk"
FROM_LINE = f"From {ENVELOPE_SENDER} Mon Mar  4 09:12:00 2024\n".encode()


def message(rng, number, document, sender, recipients, attachments):
    """One message; `attachments` are (name, bytes). Its headers' addresses and names are planted in the document."""
    mail = email.message.EmailMessage(policy=email.policy.SMTP if rng.random() < 0.3 else email.policy.default)
    mail["Return-Path"] = f"<{sender.email}>"
    mail[
        "Received"
    ] = f"from mail.homepost.net ([{sender.ip_address}]) by mx.larchtrust.org.uk with ESMTPS id {number:08x}; Mon, 04 Mar 2024 09:12:00 +0000"
    mail["From"] = email.headerregistry.Address(sender.name, addr_spec=sender.email)
    mail["To"] = [email.headerregistry.Address(person.name, addr_spec=person.email) for person in recipients]
    mail["Subject"] = rng.choice(("", "Re: ", "Fwd: ")) + document.title + rng.choice(("", f" – {sender.name}"))
    mail["Date"] = "Mon, 04 Mar 2024 09:12:00 +0000"
    mail["Message-ID"] = f"<{number}.{rng.randrange(10**9)}@mx.larchtrust.org.uk>"
    document.plant("ip_address", sender.ip_address, sender)
    for person in [sender] + recipients:
        document.plant("email", person.email, person)
        document.plant("person", person.name, person)
    text = "\n".join(lines_of(document)) + "\n"
    charset = "iso-8859-1" if text.isascii() or rng.random() < 0.3 and can_latin(text) else "utf-8"
    mail.set_content(text, charset=charset, cte=rng.choice(("quoted-printable", "base64")))
    if rng.random() < 0.3:
        page = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines_of(document))
        mail.add_alternative(f"<html><body>{page}</body></html>\n", subtype="html", cte="quoted-printable")
    for name, content in attachments:
        main, sub = MIME_TYPES.get(name.rsplit(".", 1)[-1], ("application", "octet-stream"))
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    for index, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_part_{number}_{index}")
    return mail.as_bytes()


def can_latin(text):
    try:
        text.encode("latin-1")
        return True
    except UnicodeEncodeError:
        return False


def mailbox(messages):
    """mboxrd: lines that begin with From are quoted."""
    out = b""
    for content in messages:
        lines = content.replace(b"\r\n", b"\n").split(b"\n")
        out += (
            FROM_LINE
            + b"\n".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)
            + b"\n"
        )
    return out
