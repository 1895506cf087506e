#!/usr/bin/env python3
"""Writes extractors/html_entities.inc: the named character references of HTML (WHATWG HTML, 13.5) in byte order."""
import html.entities

print("// Named character references: WHATWG HTML, 13.5. Written by packaging/html-entities.py.")
for name, text in sorted(html.entities.html5.items(), key=lambda item: item[0].encode()):
    octets = "".join(f"\\{byte:03o}" for byte in text.encode())
    print(f'{{"{name}", "{octets}"}},')
