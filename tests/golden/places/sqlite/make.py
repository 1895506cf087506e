#!/usr/bin/env python3
"""Writes contacts.sqlite and contacts.sqlite-wal: a token in each place of a SQLite database where text can be."""
import os
import shutil
import sqlite3
import sys

out = sys.argv[1] if len(sys.argv) > 1 else "."
path = os.path.join(out, "contacts.sqlite")
for name in (path, path + "-wal", path + "-shm"):
    if os.path.exists(name):
        os.remove(name)
db = sqlite3.connect(path)
db.executescript('''
PRAGMA page_size=1024;
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INT, weight REAL, photo BLOB, note TEXT /* Hrostlemund */
  DEFAULT 'Vembrisole');
CREATE TABLE codes (code TEXT PRIMARY KEY, meaning TEXT) WITHOUT ROWID;
CREATE TABLE "odd ""name""" ("a column" TEXT);
CREATE TABLE Quessandril (x);
CREATE INDEX by_name ON people (name);
CREATE VIEW adults AS SELECT name AS Ombrefaine FROM people WHERE age > 17;
CREATE TRIGGER t AFTER INSERT ON codes BEGIN SELECT 'Skalvenorth'; END;
CREATE VIRTUAL TABLE letters USING fts5(subject, body);
CREATE VIRTUAL TABLE memos USING fts4(author, "memo text");
INSERT INTO people VALUES (7, 'Zorvelquin', 7130448, 61.25, NULL, NULL);
INSERT INTO people (name) VALUES ('with the default value');
INSERT INTO codes VALUES ('Blenthorpe', 'a key that is not a row number');
INSERT INTO "odd ""name""" VALUES ('Crandelwyst');
INSERT INTO letters VALUES ('Drossimer', 'Elquavanter');
INSERT INTO memos VALUES ('Fenwollaby', 'Grimthacket');
PRAGMA journal_mode=WAL;
''')
db.execute("INSERT INTO people (name, photo) VALUES (?, ?)", ("blobs", b"Jorvantile in bytes"))
db.execute("INSERT INTO people (name, photo) VALUES (?, ?)", ("a file", b"{\\rtf1 Kelphossom}"))
db.execute("INSERT INTO people (name, note) VALUES (?, ?)", ("long", "x " * 3000 + "Lundrevish"))
db.execute("ANALYZE")
db.commit()
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
db.execute("INSERT INTO codes VALUES ('Myrthovane', 'only in the log')")
db.execute("INSERT INTO people (name, note) VALUES ('Norbleduke', ?)", ("y " * 2000 + "Ostrivell",))
db.commit()
shutil.copy(path + "-wal", path + ".log")
shutil.copy(path, path + ".main")
db.close()
os.replace(path + ".main", path)
os.replace(path + ".log", path + "-wal")
