#!/usr/bin/env python3
"""Makes a page with every place of HTML where text can hide, and one in UTF-16."""
import base64
import os

HERE = os.path.dirname(os.path.abspath(__file__))
picture = base64.b64encode(b"a text file, Hestrondale").decode()
hidden_mail = "".join(f"&#{ord(c)};" for c in "grelvanni@example.org")

PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Ardenquist</title>
<meta name="author" content="Brelvanter"><meta property="og:title" content="Corvessine">
<script type="application/ld+json">{{"@type":"Person","name":"Drelhavock"}}</script>
<script>var user = "Elb\\u0072umandre"; // Fordequill
</script>
<style>p {{ color: red }}</style>
<noscript>Without scripts: Galdremonte</noscript></head>
<body data-owner="Iversallow"><h1>Jo<b>ssel</b>vine</h1>
<p>num<i>ber</i> 077<b>00</b> 900123, Kel&shy;vin<wbr>ster, caf&eacute Lumbr&amp;essick</p>
<p style="display:none">Morvendale</p><p hidden>Nestrowick</p>
<!-- Olverdine --><!--[if mso]><p>Parquenelle</p><![endif]-->
<template><p>Questerlow</p></template>
<a href="mailto:{hidden_mail}?subject=Ruxtonell" title="Sambrivelle">write</a>
<img src="data:text/plain;base64,{picture}" alt="Tolquessan">
<iframe srcdoc="&lt;p&gt;Umberlaine&lt;/p&gt;"></iframe>
<form><input type="hidden" value="Vestromille"><input placeholder="Wolvestane"><textarea>Xelvandour</textarea>
<select><option value="1">Yorvestine</option></select><button aria-label="Zumbrelle">x</button></form>
<table><tr><th>Amberlock</th><th>Note</th></tr><tr><td>Brovestall</td><td>x</td></tr></table>
<details><summary>more</summary>Clavendish</details>
<svg><title>Dunverrick</title><text>Evendrosse</text></svg>
<object data="x">Falvenrook</object><p>unclosed <b>Gimbrelow
<plaintext>Hardevane
"""
PLACES = [
    ("Ardenquist", "title"), ("Brelvanter", "author"), ("Corvessine", "property of the page"), ("Drelhavock", "JSON-LD"),
    ("Elbrumandre", "string of a script, with an escape"), ("Fordequill", "remark in a script"), ("Galdremonte", "text for browsers without scripts"),
    ("Iversallow", "data- attribute"), ("Josselvine", "heading with marks inside of the word"), ("Kel\u00advinster", "word with a soft hyphen, which stays for the detectors to pass over, and a break"),
    ("café Lumbr&essick", "entities without and with semicolon"), ("Morvendale", "not displayed, by style"), ("Nestrowick", "hidden"), ("Olverdine", "comment"),
    ("Parquenelle", "conditional comment"), ("Questerlow", "template"), ("grelvanni@example.org", "address in numbered entities"), ("Ruxtonell", "subject in a link"),
    ("Sambrivelle", "title of a link"), ("Hestrondale", "data: URI"), ("Tolquessan", "alternative text"), ("Umberlaine", "document in an attribute"),
    ("Vestromille", "hidden field"), ("Wolvestane", "placeholder"), ("Xelvandour", "text area"), ("Yorvestine", "option"), ("Zumbrelle", "label for screen readers"),
    ("Amberlock", "header of a column"), ("Brovestall", "cell"), ("Clavendish", "folded section"), ("Dunverrick", "title of a drawing"), ("Evendrosse", "text of a drawing"),
    ("Falvenrook", "fallback of an object"), ("Gimbrelow", "text in marks that are not closed"), ("Hardevane", "behind <plaintext>"),
]


def plant(name, content, places):
    with open(os.path.join(HERE, name), "wb") as out:
        out.write(content)
    with open(os.path.join(HERE, name + ".places"), "w", encoding="utf-8") as out:
        out.write("# made by: a script (make.py)\n")
        out.writelines(f"{token}\t{place}\tfound\n" for token, place in places)


plant("page.html", PAGE.encode(), PLACES)
plant("wide.html", "<html><body>Ilvermarsh</body></html>".encode("utf-16"), [("Ilvermarsh", "text in UTF-16")])
frames = "<html><frameset><frame src='https://example.org/Jundrevale'><noframes>Kestromund</noframes></frameset></html>"
plant("frames.html", frames.encode(), [("Jundrevale", "address of a frame"), ("Kestromund", "text for browsers without frames")])
archive = (
    "From: <Saved by Blink>\r\nSubject: Lorvestane\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/Mardevick\r\n\r\n"
    "<p>Nol=\r\nvenshire</p>\r\n--b\r\nContent-Type: text/css\r\nContent-Location: cid:x\r\n\r\n/* Orvensall */\r\n--b--\r\n"
)
plant("saved.mhtml", archive.encode(), [("Lorvestane", "title of a saved page"), ("Mardevick", "where it was"), ("Nolvenshire", "its text"), ("Orvensall", "remark in its style sheet")])
