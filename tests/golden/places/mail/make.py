#!/usr/bin/env python3
"""Makes the mail files here, with Python's email and mailbox and with openssl; each .places file lists what was planted."""
import binascii
import mailbox
import os
import subprocess
import tempfile
from email import message_from_string
from email.header import Header
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText

HERE = os.path.dirname(os.path.abspath(__file__))


def plant(name, made_by, content, places):
    with open(os.path.join(HERE, name), "wb") as out:
        out.write(content)
    with open(os.path.join(HERE, name + ".places"), "w", encoding="utf-8") as out:
        out.write(f"# made by: {made_by}\n")
        for token, place, *unread in places:
            out.write("\t".join([token, place, "unread" if unread else "found", *unread]) + "\n")


def uuencoded(text):
    lines = [binascii.b2a_uu(text.encode()[i : i + 45]).decode() for i in range(0, len(text), 45)]
    return "begin 644 Grenvillock.txt\n" + "".join(lines) + "`\nend\n"


def part(kind, subtype, content, **parameters):
    made = MIMENonMultipart(kind, subtype, **parameters)
    made.set_payload(content)
    return made


def everything():
    mail = MIMEMultipart("mixed")
    mail["From"] = str(Header("Zoë Brastwick", "utf-8")) + " <zbrastwick@example.org>"
    mail["To"] = '"Fenwarrol, Jo" <fw@example.org>, colvannish@example.org (remark Drellipond)'
    mail["Reply-To"] = "Haskellune <h@example.org>"
    mail["Subject"] = Header("Über Jorvellant", "iso-8859-1")
    mail["Received"] = "from kestravane.example.org by mx.example.org; Thu, 1 Jan 2026 10:00:00 +0000"
    mail["List-Unsubscribe"] = "<mailto:leave-Lomberquist@example.org>"
    mail["X-Sender-Name"] = "Mistervall"
    mail.preamble = "Before the parts: Nubrellane\n"
    mail.epilogue = "Behind the parts: Ostergalve\n"

    both = MIMEMultipart("alternative")
    both.attach(MIMEText("Plain Pellavrick in quoted-printable, café", "plain", "iso-8859-1"))
    both.attach(MIMEText('<p>Rich Qua<b>ntorell</b></p><!-- Rostumeer --><img alt="Silverbane">', "html", "utf-8"))
    mail.attach(both)
    flowed = part("text", "plain", "Call Tembri \nlance now \nand Ulverick.\n", format="flowed", delsp="yes")
    mail.attach(flowed)
    mail.attach(part("text", "plain", "A file of old:\n" + uuencoded("Hello Vantresk, this is a letter")))
    mail.attach(part("text", "enriched", "<bold>Wim</bold>blestrode"))
    calendar = part("text", "calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Meet Yarvennet\nEND:VEVENT\nEND:VCALENDAR\n")
    mail.attach(calendar)
    attached = MIMEApplication(b"Zelkorrin in a file", "octet-stream")
    attached.add_header("Content-Disposition", "attachment", filename=("utf-8", "", "über-Albrevoss.txt"))
    attached["Content-Description"] = "list of Bramvillo"
    attached["Content-Location"] = "file:///home/Cravendish/list.txt"
    mail.attach(attached)
    inner = EmailMessage()
    inner["From"] = "Dovrestane <d@example.org>"
    inner["Subject"] = "Forwarded Elmarquent"
    inner.set_content("Inner Faldreston")
    mail.attach(MIMEMessage(inner))
    report = MIMEMultipart("report", report_type="delivery-status")
    groups = ("Reporting-MTA: dns; mx\n", "Final-Recipient: rfc822; gravesholt@example.org\n")
    report.attach(part("message", "delivery-status", [message_from_string(group) for group in groups]))
    report.attach(part("text", "rfc822-headers", "From: Hobrennick <h@example.org>\nSubject: x\n"))
    mail.attach(report)
    mail.attach(part("message", "external-body", [message_from_string("Content-Type: text/plain\nContent-ID: <Istrevald@example.org>\n\n")], access_type="local-file", name="/pub/x"))
    mail.attach(part("text", "plain", "-----BEGIN PGP SIGNED MESSAGE-----\n\nSigned Jambrenoux\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"))
    mail.attach(part("text", "plain", "-----BEGIN PGP MESSAGE-----\n\nhQEMAKorvintel\n-----END PGP MESSAGE-----\n"))
    base64 = part("text", "plain", "TG92ZWx5IExhbWJyZW51c3Q=\n\n-- \nThe list of Morvantesk\n")
    base64["Content-Transfer-Encoding"] = "base64"
    mail.attach(base64)
    plant(
        "everything.eml",
        "Python 3.11's email (make.py)",
        mail.as_bytes(),
        [
            ("Brastwick", "name of the sender, in an encoded-word"),
            ("zbrastwick", "address of the sender"),
            ("Fenwarrol", "name of a recipient, quoted"),
            ("colvannish", "address without a name"),
            ("Drellipond", "comment in an address"),
            ("Haskellune", "name to reply to"),
            ("Jorvellant", "subject, in an encoded-word of ISO 8859-1"),
            ("kestravane", "trace header"),
            ("Lomberquist", "header of a list"),
            ("Mistervall", "header of a program"),
            ("Nubrellane", "text before the first part"),
            ("Ostergalve", "text behind the last part"),
            ("Pellavrick", "plain alternative, quoted-printable"),
            ("Quantorell", "HTML alternative, base64, with marks inside of a word"),
            ("Rostumeer", "comment in the HTML"),
            ("Silverbane", "alternative text of a picture"),
            ("Tembrilance", "word over the line end of flowed text"),
            ("Ulverick", "end of flowed text"),
            ("Vantresk", "file in uuencode in the text"),
            ("Grenvillock", "name of that file"),
            ("Wimblestrode", "enriched text with marks inside of a word"),
            ("Yarvennet", "invitation"),
            ("Zelkorrin", "attachment"),
            ("Albrevoss", "name of the attachment, by RFC 2231"),
            ("Bramvillo", "description of the attachment"),
            ("Cravendish", "location of the attachment"),
            ("Dovrestane", "sender of a forwarded message"),
            ("Elmarquent", "subject of a forwarded message"),
            ("Faldreston", "body of a forwarded message"),
            ("gravesholt", "report on delivery"),
            ("Hobrennick", "headers of a message that was returned"),
            ("Istrevald", "headers of a body that is kept elsewhere"),
            ("Jambrenoux", "text signed with PGP"),
            ("Korvintel", "text encrypted with PGP", "encrypted with PGP"),
            ("Lambrenust", "body in base64 before text of a list"),
            ("Morvantesk", "text of a list behind a body in base64"),
        ],
    )


def smime():
    with tempfile.TemporaryDirectory() as place:
        run = lambda *command, **more: subprocess.run(command, cwd=place, check=True, capture_output=True, **more).stdout
        subject = "/CN=Norbrellick/emailAddress=osvendale@example.org"
        run("openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", "k", "-out", "c", "-subj", subject, "-days", "3650")
        text = b"Content-Type: text/plain\r\n\r\nWords of Pralvennick\r\n"
        head = ["-from", "a@example.org", "-to", "b@example.org", "-subject", "x"]
        opaque = run("openssl", "smime", "-sign", "-nodetach", "-signer", "c", "-inkey", "k", *head, input=text)
        plant("smime-opaque.eml", "OpenSSL 3.0 (make.py)", opaque, [("Pralvennick", "text inside of the signature"), ("Norbrellick", "name in the certificate"), ("osvendale", "address in the certificate")])
        clear = run("openssl", "smime", "-sign", "-signer", "c", "-inkey", "k", *head, input=text.replace(b"Pral", b"Quel"))
        plant("smime-clear.eml", "OpenSSL 3.0 (make.py)", clear, [("Quelvennick", "text beside the signature"), ("Norbrellick", "name in the certificate")])
        streamed = run("openssl", "cms", "-sign", "-nodetach", "-stream", "-outform", "DER", "-signer", "c", "-inkey", "k", input=text.replace(b"Pral", b"Rost"))
        plant("letter.p7m", "OpenSSL 3.0 (make.py)", streamed, [("Rostvennick", "text signed, in pieces of indefinite length")])
        secret = run("openssl", "cms", "-encrypt", *head, "c", input=text.replace(b"Pral", b"Sald"))
        plant("smime-encrypted.eml", "OpenSSL 3.0 (make.py)", secret, [("Saldvennick", "text", "encrypted with S/MIME")])


def boxes():
    with tempfile.TemporaryDirectory() as place:
        for kind, name, tokens in ((mailbox.mbox, "inbox.mbox", ("Talvorrin", "Umbrestane", "Velquist")), (mailbox.MMDF, "inbox.mmdf", ("Wolvendrake", "Xanthellow", "Yolmarick"))):
            path = os.path.join(place, name)
            box = kind(path)
            for number, token in enumerate(tokens[:2]):
                message = mailbox.mboxMessage() if kind is mailbox.mbox else mailbox.MMDFMessage()
                message.set_from(f"{tokens[2]}@example.org Thu Jan  1 10:00:00 2026")
                message["From"] = "a@example.org"
                message["Subject"] = f"number {number}"
                message.set_payload(f"First line\n\nFrom {token} with love\n")
                box.add(message)
            box.flush()
            box.close()
            with open(path, "rb") as made:
                plant(name, "Python 3.11's mailbox (make.py)", made.read(), [(tokens[0], "line that begins with From"), (tokens[1], "the same in the last message"), (tokens[2], "envelope")])


def apple():
    message = b"From: a@example.org\nSubject: Zerbrennick\n\nBody of Ambrevelt\n"
    trailer = b'<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>remark</key><string>Borvellane</string></dict></plist>\n'
    plant("12.emlx", "a script (make.py), as Apple Mail writes them", b"%-10d\n" % len(message) + message + trailer, [("Zerbrennick", "subject"), ("Ambrevelt", "body"), ("Borvellane", "property list behind the message")])
    half = b"From: a@example.org\nContent-Type: message/partial; id=x; number=1; total=2\n\nFrom: b@example.org\nSubject: Corvandale\n\nDelmarrick and"
    plant("partial.eml", "a script (make.py)", half, [("Corvandale", "headers of a message in pieces"), ("Delmarrick", "body of a message in pieces"), ("Eastvellow", "the other piece", "one part of a message that was sent in several")])


if __name__ == "__main__":
    everything()
    smime()
    boxes()
    apple()
