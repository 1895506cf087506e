#!/bin/sh -e
# Writes dump.sql (sqlite3), settings.ini (Python's configparser), and by hand what servers and directories write.
sqlite3 > dump.sql <<'SQL'
CREATE TABLE Brumelwick (id INTEGER PRIMARY KEY, Quorrenfeld TEXT, doc BLOB DEFAULT 'Zorvelquin');
INSERT INTO Brumelwick VALUES (7130448, 'Blenthorpe''s', x'7b5c7274663120') ;
UPDATE Brumelwick SET doc = CAST('{\rtf1 Crandelwyst}' AS BLOB);
CREATE VIEW v AS SELECT Quorrenfeld AS Drossimer FROM Brumelwick;
.dump
SQL
python3 - <<'PY'
import configparser
c = configparser.ConfigParser()
c["Fenwollaby"] = {"grimthacket": "Hrostlemund", "lines": "one\nJorvantile"}
with open("settings.ini", "w") as f:
    f.write("; by Kelphossom\n")
    c.write(f)
PY
cat > people.ldif <<'LDIF'
version: 1
# Lundrevish
dn: uid=myrthovane,o=example
cn: Norble
 duke
description:: T3N0cml2ZWxsIFpvw6s=
LDIF
cat > people.yaml <<'YAML'
# Pellowick
staff:
  - name: Quistrell
    notes: |
      first
      Rambuthnot
    tags: [Sorvelline, "Tamberquist"]
Ulverdrake: {mail: varnish@wexholme.example}
YAML
cat > access.log <<'LOG'
192.0.2.1 - Yarrowmint [10/Oct/2000:13:55:36 -0700] "GET /Zimbrell?name=Ambrothel%20Bix&q=Corvanish+x HTTP/1.0" 200 23 "http://e.example/?Dulverstock" "Emberlathe/4"
192.0.2.2 - - [10/Oct/2000:13:55:37 -0700] "GET /%46allowmere HTTP/1.0" 200 23 "-" "-"
LOG
