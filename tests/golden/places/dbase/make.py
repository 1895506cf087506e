#!/usr/bin/python3
"""Writes people.dbf with people.dbt (dBase III) and staff.dbf with staff.fpt (Visual FoxPro) by python3-dbf."""
import datetime
import sys

import dbf

out = sys.argv[1] if len(sys.argv) > 1 else "."
people = dbf.Table(out + "/people.dbf", "name C(30); born D; pay N(12,2); ok L; notes M", codepage="cp850", dbf_type="db3")
people.open(dbf.READ_WRITE)
people.append(("Zorvelquin", datetime.date(1970, 5, 31), 7130448.25, True, "Blenthorpe"))
people.append(("Drossimer Zo\u00eb", None, None, None, "x " * 600 + "Crandelwyst"))
people.append(("Fenwollaby", None, 1, False, ""))
dbf.delete(people[2])
people.close()
staff = dbf.Table(out + "/staff.dbf", "name C(30); seen T; pay Y; age I; height B; notes M", codepage="cp1252", dbf_type="vfp")
staff.open(dbf.READ_WRITE)
staff.append(("Grimthacket Zo\u00eb", datetime.datetime(1980, 1, 2, 13, 14, 15), 12.5, 8230447, 1.75, "Hrostlemund"))
staff.append(("Jorvantile", None, None, None, None, "y " * 600 + "Kelphossom"))
staff.close()
# contacts.dbf and contacts.dbt: soffice --headless --infilter="CSV:44,34,76,1" --convert-to dbf contacts.csv (LibreOffice 7.4)
