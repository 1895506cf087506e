#!/usr/bin/env python3
"""Makes contacts and calendars in their versions (RFC 6350, 2426, vCard 2.1; RFC 5545)."""
import base64
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def plant(name, lines, places):
    with open(os.path.join(HERE, name), "wb") as out:
        out.write("\r\n".join([*lines, ""]).encode())
    with open(os.path.join(HERE, name + ".places"), "w", encoding="utf-8") as out:
        out.write("# made by: a script (make.py)\n")
        for token, place in places:
            out.write(f"{token}\t{place}\tfound\n")


note = base64.b64encode("Über Fendrelock".encode()).decode()
plant(
    "old.vcf",
    [
        "BEGIN:VCARD", "VERSION:2.1", "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Ardwellow;Zo=EB", "FN:Zoe Brindlewark",
        "NOTE;ENCODING=QUOTED-PRINTABLE:a long one Crom=", "vellane here", "TEL;HOME;VOICE:+44 7700 900123", "EMAIL;INTERNET:dalmerick@example.org",
        "ADR;WORK:;;1 Elstrabow Road;Leeds;;LS1 1AA;UK", "PHOTO;ENCODING=BASE64;TYPE=TEXT:", " " + note[:10], " " + note[10:], "", "END:VCARD",
    ],
    [
        ("Ardwellow", "name, quoted-printable in ISO 8859-1"), ("Brindlewark", "name as shown"), ("Cromvellane", "note over a soft line end"),
        ("dalmerick", "address of mail"), ("Elstrabow", "postal address"), ("Fendrelock", "value in base64, over lines"),
    ],
)
plant(
    "new.vcf",
    [
        "BEGIN:VCARD", "VERSION:4.0", "FN:Jo Garvenholt", "item1.ADR;LABEL=\"2 Hestrevick Lane, York\":;;2 Lane;York;;;", "item1.X-ABLabel:_$!<Iskendale>!$_",
        "NOTE:folded Jord", " remmick\\, and more", "RELATED;VALUE=text:Kelvestrane", "CATEGORIES:friends,Lombrevick", "END:VCARD",
        "BEGIN:VCARD", "VERSION:3.0", "FN:Second Mardwennel", "NICKNAME:Norvestick", "PHOTO:data:text/plain;base64," + base64.b64encode(b"Oswendrake").decode(), "END:VCARD",
    ],
    [
        ("Garvenholt", "name"), ("Hestrevick", "label of an address, a parameter"), ("Iskendale", "label of a program"), ("Jordremmick", "word over a fold"),
        ("Kelvestrane", "relation"), ("Lombrevick", "category"), ("Mardwennel", "second card of the file"), ("Norvestick", "nickname"), ("Oswendrake", "data: URI"),
    ],
)
plant(
    "diary.ics",
    [
        "BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Diary of Pelvastrick", "BEGIN:VEVENT", "UID:1@qualmerick.example.org",
        "ORGANIZER;CN=\"Rendwallow, Jo\":mailto:sarvellane@example.org", "ATTENDEE;CN=Tolvennick;ROLE=CHAIR:mailto:t@example.org", "SUMMARY:Talk with Ulstrabane",
        "LOCATION:Room of Vornwellick", "DESCRIPTION:about Wex", " tremmow\\nand so on", "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=\"Yastrebell.txt\":" + base64.b64encode(b"Zanvelock").decode(),
        "BEGIN:VALARM", "DESCRIPTION:ring Aldremoy", "END:VALARM", "END:VEVENT", "BEGIN:VTODO", "SUMMARY:pay Bastrevell", "END:VTODO",
        "BEGIN:VJOURNAL", "DESCRIPTION:met Corstwen", "END:VJOURNAL", "END:VCALENDAR",
    ],
    [
        ("Pelvastrick", "name of the calendar"), ("qualmerick", "identifier"), ("Rendwallow", "name of the organiser, a parameter"), ("sarvellane", "address of the organiser"),
        ("Tolvennick", "name of one invited"), ("Ulstrabane", "summary"), ("Vornwellick", "place"), ("Wextremmow", "word over a fold"), ("Yastrebell", "name of an attachment"),
        ("Zanvelock", "attachment in base64"), ("Aldremoy", "alarm"), ("Bastrevell", "task"), ("Corstwen", "journal"),
    ],
)
