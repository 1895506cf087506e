"""Mail: endless headers, deep and wide multiparts, lying encodings, mailboxes of nothing."""


def hostile(word):
    most = {"outcomes": ["read", "partly", "over_limit"], "found": True}
    head = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    plain = b"Content-Type: text/plain\r\n\r\n" + word.encode() + b"\r\n"
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(20000))
    yield "mail/deep.eml", head + deep + plain, {"outcomes": ["read", "partly", "over_limit"]}
    wide = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n" + plain + b"--b\r\n\r\nx\r\n" * 100000 + b"--b--\r\n"
    yield "mail/wide.eml", head + wide, most
    nested = plain
    for _ in range(300):
        nested = b"Content-Type: message/rfc822\r\n\r\n" + head + nested
    yield "mail/nested.eml", head + nested, {"outcomes": ["read", "partly", "over_limit"], "inside": ["over_limit", "partly"]}
    yield "mail/header.eml", b"From: a@example.org\r\nX-Long: " + b"x" * (40 << 20) + b"\r\nSubject: x\r\n\r\n" + word.encode(), most
    yield "mail/headers.eml", head + b"".join(b"X-%d: y\r\n" % i for i in range(300000)) + b"\r\n" + word.encode(), most
    yield "mail/fold.eml", head + b"X-Fold: a" + b"\r\n b" * 1000000 + b"\r\n\r\n" + word.encode(), most
    yield "mail/words.eml", head + b"X-W: " + b"=?utf-8?q?a?= " * 200000 + b"\r\n\r\n" + word.encode(), most
    yield "mail/addresses.eml", head + b"Cc: " + b", ".join(b"P <p%d@example.org>" % i for i in range(100000)) + b"\r\n\r\n" + word.encode(), most
    yield "mail/comments.eml", head + b"Cc: " + b"(" * 500000 + b" c@example.org\r\n\r\n" + word.encode(), most
    yield "mail/base64.eml", head + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!" + b"=" * 100000 + b"\r\n", {"outcomes": ["read", "partly", "damaged"]}
    yield "mail/boundary.eml", head + b'Content-Type: multipart/mixed; boundary="' + b"x" * 100000 + b'"\r\n\r\n' + word.encode(), most
    yield "mail/parameters.eml", head + b"Content-Type: text/plain; " + b"; ".join(b"a*%d*=x" % i for i in range(100000)) + b"\r\n\r\n" + word.encode(), most
    yield "mail/partial.eml", head + b'Content-Type: message/partial; id="x"; number=1; total=99\r\n\r\n' + head + plain, most
    yield "mail/from.mbox", b"From a@example.org Thu Jan  1 00:00:00 2026\n\n" * 300000 + b"From b@example.org Thu Jan  1 00:00:00 2026\nSubject: x\n\n" + word.encode() + b"\n", {"outcomes": ["read", "partly", "over_limit"], "found": True}
    yield "mail/uu.eml", head + b"\r\nbegin 644 x\r\n" + b"M" * 5000000 + b"\r\nend\r\n" + word.encode(), {"outcomes": ["read", "partly"], "inside": ["damaged", "unsupported", "partly"]}
    yield "mail/tnef.dat", b"\x78\x9f\x3e\x22\x01\x00" + b"\x01\x0f\x80\x06\x00\xff\xff\xff\x7f" * 1000, {"outcomes": ["damaged", "partly", "read"]}
