"""Text formats: deep, wide, entity bombs, endless lines."""


def hostile(word):
    read = {"outcomes": ["read"], "found": True}
    most = {"outcomes": ["read", "partly", "damaged", "over_limit"], "found": True}
    yield "empty/zero", b"", {"outcomes": ["read"]}
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    yield "xml/laughs.xml", f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e11;<y>{word}</y></x>'.encode(), most
    yield "xml/quadratic.xml", f'<!DOCTYPE x [<!ENTITY a "{"a" * 100000}">]><x>{"&a;" * 20000}<y>{word}</y></x>'.encode(), most
    yield "xml/external.xml", f'<!DOCTYPE x [<!ENTITY p SYSTEM "file:///etc/passwd">]><x>&p;<y>{word}</y></x>'.encode(), most
    yield "xml/deep.xml", (b"<a>" * 1000000) + word.encode() + b"</a>" * 1000000, most
    yield "xml/unclosed.xml", b"<?xml version='1.0'?>" + b"<a b='" * 100000 + word.encode(), {"outcomes": ["partly", "damaged"]}
    yield "xml/attributes.xml", b"<a " + b" ".join(b"x%d='1'" % i for i in range(200000)) + b">" + word.encode() + b"</a>", most
    yield "json/deep.json", b"[" * 1000000 + b'"' + word.encode() + b'"' + b"]" * 1000000, most
    yield "json/open.json", b'{"a":' * 300000 + b'"' + word.encode() + b'"', most
    yield "json/keys.json", b"{" + b",".join(b'"k%d":%d' % (i, i) for i in range(300000)) + b',"z":"' + word.encode() + b'"}', most
    yield "json/lone.json", ('{"a":"\\ud800 \\udc00 ' + word + '"}').encode(), most
    yield "html/deep.html", b"<html><body>" + b"<div>" * 300000 + word.encode(), most
    yield "html/tables.html", b"<html>" + b"<table><tr><td>" * 50000 + word.encode(), most
    yield "html/tags.html", b"<html><body>" + b"<" * 1000000 + word.encode() + b"</body>", {"outcomes": ["read", "partly"]}
    yield "html/script.html", b"<html><script>" + b"var x='</'+'script>';" * 50000 + b"</script><p>" + word.encode(), most
    yield "html/entity.html", b"<html><p>&#x" + b"f" * 1000000 + b"; " + word.encode(), most
    yield "html/data.html", b"<html><img src='data:text/html;base64," + b"QUFB" * 500000 + b"'><p>" + word.encode(), most
    yield "csv/wide.csv", b",".join(b"c%d" % i for i in range(100000)) + b"\n" + b",".join([b"1"] * 99999 + [word.encode()]) + b"\n", most
    yield "csv/quote.csv", b'a,b\n"' + b"x,\n" * 500000 + word.encode(), most
    yield "text/line.txt", b"x" * (30 << 20) + b" " + word.encode(), read
    yield "text/marks.txt", ("e" + "\u0301" * 2000000 + " " + word).encode(), most
    yield "text/bidi.txt", ("\u202e" * 100000 + " " + word).encode(), most
    yield "text/nul.txt", b"a\0b" * 10000 + b" " + word.encode() + b"\n", {"outcomes": ["read", "unsupported", "partly"]}
    yield "text/utf16.txt", b"\xff\xfe" + ("\ud83d" * 1000 + " " + word).encode("utf-16-le", "surrogatepass"), most
    yield "text/digits.txt", b"1234567890" * 1000000 + b" " + word.encode(), most
    yield "text/ats.txt", b"a@" * 2000000 + b" " + word.encode(), most
    yield "text/capitals.txt", b"Ab " * 2000000 + word.encode(), most
    yield "vcard/fold.vcf", b"BEGIN:VCARD\r\nNOTE:" + b"x\r\n " * 500000 + b" " + word.encode() + b"\r\nEND:VCARD\r\n", most
    yield "rtf/deep.rtf", b"{\\rtf1 " + b"{" * 1000000 + word.encode() + b"}" * 1000000 + b"}", most
    yield "rtf/open.rtf", b"{\\rtf1 " + b"{\\*\\x " * 300000 + b"} " + word.encode(), {"outcomes": ["read", "partly", "damaged"]}
    yield "rtf/bin.rtf", b"{\\rtf1 \\bin2147483647 " + word.encode() + b"}", {"outcomes": ["read", "partly", "damaged"]}
    yield "rtf/hex.rtf", b"{\\rtf1 " + b"\\'" * 500000 + b" " + word.encode() + b"}", most
    yield "rtf/object.rtf", b"{\\rtf1{\\object{\\*\\objdata " + b"d0cf11e0a1b11ae1" * 20000 + b"}} " + word.encode() + b"}", most
