"""The synthetic estate is what it says: the same from the same seed, its check digits valid, its truth in its files; and evaluate measures right.

TRAWL: the program; without it what needs one is skipped (ctest gives it)."""
import csv
import email
import email.policy
import io
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
import zipfile

BENCHMARKS = pathlib.Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from estate_parts import assembly, identifiers, mail, node, office_open, people, texts  # noqa: E402


def load(name):
    """A program of benchmarks/ as a module; estate.py shares its name with nothing."""
    import importlib.util

    spec = importlib.util.spec_from_file_location(f"{name}_program", BENCHMARKS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ESTATE, EVALUATE = load("estate"), load("evaluate")


def build(folder, objects=60, seed=7):
    """An estate of Python's own making, so that the test needs no other program."""
    with unittest.mock.patch("shutil.which", return_value=None), unittest.mock.patch("sys.stderr", io.StringIO()):
        return ESTATE.build(seed, objects, pathlib.Path(folder))


def bytes_of(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(pathlib.Path(folder).rglob("*"))
        if path.is_file() and os.access(path, os.R_OK) and not path.is_symlink()
    }


class IdentifiersTest(unittest.TestCase):
    def setUp(self):
        self.rng = random.Random(1)

    def test_nhs_numbers_have_their_check_digit(self):
        self.assertEqual(
            sum(int(d) * (10 - i) for i, d in enumerate("9434765919")) % 11, 0
        )  # the known example, by the same sum
        for _ in range(200):
            number = identifiers.nhs_number(self.rng)
            self.assertEqual(sum(int(d) * (10 - i) for i, d in enumerate(number)) % 11, 0)

    def test_luhn_agrees_with_published_test_cards(self):
        for card in ("4111111111111111", "5555555555554444", "378282246310005"):
            self.assertEqual(identifiers.luhn(card[:-1]), card[-1])

    def test_ibans_leave_one_of_97(self):
        for _ in range(200):
            iban = identifiers.iban(self.rng)
            self.assertEqual(int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97, 1)

    def test_every_shape_of_a_phone_number_has_its_digits(self):
        for _ in range(200):
            value = identifiers.phone(self.rng)
            self.assertEqual(len(value), 13)
            for shape in identifiers.phone_shapes(value):
                digits = "".join(c for c in shape.replace("(0)", "") if c.isdigit())
                self.assertEqual(digits.removeprefix("00").removeprefix("44").removeprefix("0"), value[3:], shape)

    def test_addresses_are_written_as_the_detector_writes_them(self):
        self.assertEqual(
            identifiers.canonical_address("Flat 3, 14b St Mary's Rd., York, YO1 7HH"),
            "flat 3 14b st mary's rd york yo1 7hh",
        )


class FilesTest(unittest.TestCase):
    def setUp(self):
        self.rng = random.Random(2)
        self.people = people.make_people(self.rng, 40)

    def test_runs_of_a_docx_make_up_the_whole_text(self):
        document = texts.Document("T", blocks=["National Insurance number: AB123456C"])
        with zipfile.ZipFile(io.BytesIO(office_open.docx(self.rng, document))) as archive:
            xml = archive.read("word/document.xml").decode()
        self.assertIn(
            "National Insurance number: AB123456C", "".join(part.split("<")[0] for part in xml.split('preserve">')[1:])
        )

    def test_messages_are_read_by_pythons_own_parser(self):
        document = texts.Document("Title", blocks=["Siân's number is 07700 900123"])
        raw = mail.message(self.rng, 1, document, self.people[0], [self.people[1]], [("a b.csv", b"x,y\n")])
        message = email.message_from_bytes(raw, policy=email.policy.default)
        self.assertEqual(message["From"].addresses[0].addr_spec, self.people[0].email)
        self.assertIn("Siân's number", message.get_body(("plain",)).get_content())
        self.assertEqual([part.get_filename() for part in message.iter_attachments()], ["a b.csv"])

    def test_lists_hold_what_is_planted_in_them(self):
        maker = assembly.Maker(self.rng, self.people)
        leaf = maker.leaf("csv", rows=5)
        text = leaf.content.decode(
            {"csv (utf-8)": "utf-8"}.get(leaf.format, assembly.plain_formats.ENCODINGS[leaf.format[5:-1]])
        )
        rows = list(csv.reader(io.StringIO(text)))
        self.assertGreaterEqual(len(rows), 6)
        self.assertEqual(len([item for item in leaf.items if item[0] == "person"]), 5)

    def test_hops_are_escaped_as_trawl_prints_them(self):
        self.assertEqual(node.escaped(b"100% done!.txt"), "100%25 done%21.txt")
        self.assertEqual(node.escaped(b"caf\xe9 #1"), "caf%E9 %231")
        self.assertEqual(node.escaped("Siân\u200b".encode()), "Siân%E2%80%8B")


class EstateTest(unittest.TestCase):
    def test_the_same_seed_makes_the_same_bytes_and_another_seed_others(self):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second, tempfile.TemporaryDirectory() as third:
            for folder, seed in ((first, 7), (second, 7), (third, 8)):
                build(folder, seed=seed)
            self.assertEqual(bytes_of(first), bytes_of(second))
            self.assertNotEqual(bytes_of(first), bytes_of(third))

    def test_paths_are_there_once_and_every_value_stands_at_one_of_them(self):
        with tempfile.TemporaryDirectory() as folder:
            estate = build(folder)
            paths = [entry["path"] for entry in estate.objects]
            self.assertEqual(len(paths), len(set(paths)))
            self.assertGreaterEqual(len(paths), 60)
            self.assertLessEqual({entry["path"] for entry in estate.truth + estate.unreadable}, set(paths))
            tops = {path.split("!/")[0] for path in paths}
            self.assertEqual(
                len(tops),
                sum(not path.is_dir() or path.is_symlink() for path in (pathlib.Path(folder) / "share").rglob("*")),
            )


class ComparisonTest(unittest.TestCase):
    class Scan:
        def __init__(self, findings, unread=None, walked=()):
            self.findings = [dict(zip(("part", "kind", "value"), finding)) for finding in findings]
            self.unread, self.walked = unread or {}, dict.fromkeys(walked, 1)

    def test_what_is_missed_and_what_is_false_is_counted_apart(self):
        truth = [{"path": "a", "kind": "email", "value": value, "format": "txt"} for value in ("x@y.org", "z@y.org")]
        scan = self.Scan([("a", "email", "x@y.org"), ("a", "email", "wrong@y.org"), ("b", "email", "x@y.org")])
        tally = EVALUATE.Comparison(truth, [{"path": "a", "format": "txt"}], [], scan).structured()
        self.assertEqual((tally.planted, tally.found, tally.right, tally.wrong), (2, 1, 1, 2))

    def test_what_a_broken_container_still_yields_is_not_judged(self):
        truth = [{"path": "a", "kind": "email", "value": "x@y.org", "format": "txt"}]
        scan = self.Scan([("a", "email", "x@y.org"), ("cut.zip!/b", "email", "other@y.org")])
        self.assertEqual(EVALUATE.Comparison(truth, [], ["cut.zip"], scan).structured().wrong, 0)

    def test_an_unreadable_file_must_end_as_it_was_planted(self):
        expected = [
            {"path": path, "outcomes": ["encrypted"], "why": "", "inside": inside}
            for path, inside in (("right", False), ("read", False), ("lost", False), ("inner", True))
        ]
        scan = self.Scan(
            [], {"right": {"outcome": "encrypted"}, "inner!/x": {"outcome": "encrypted"}}, ["right", "read", "inner"]
        )
        judged = {entry["path"]: (entry["right"], entry["real"]) for entry in EVALUATE.judge_unreadable(expected, scan)}
        self.assertEqual(
            judged,
            {
                "right": (True, ["encrypted"]),
                "read": (False, ["read"]),
                "lost": (False, ["missing"]),
                "inner": (True, ["encrypted", "read"]),
            },
        )


@unittest.skipUnless(os.environ.get("TRAWL"), "TRAWL is not set")
class ScanTest(unittest.TestCase):
    def test_a_scan_of_a_small_estate_accounts_for_everything_and_finds_nearly_all(self):
        with tempfile.TemporaryDirectory() as folder:
            build(folder, 400)
            command = [sys.executable, str(BENCHMARKS / "evaluate.py"), folder, "--trawl", os.environ["TRAWL"]]
            command += ["--misses", "2", "--json", f"{folder}/figures.json"]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            figures = json.loads(pathlib.Path(folder, "figures.json").read_text())
            # One list of people in a format that is read badly weighs more here than among 5,000 objects (docs/checks.md).
            self.assertGreater(figures["structured"]["recall"], 0.95, done.stdout)
            self.assertGreater(figures["structured"]["planted"], 1000)
            failed = [name for name, met in figures["checks"].items() if not met and name != "recall"]
            self.assertEqual(failed, [], done.stdout)


if __name__ == "__main__":
    unittest.main()
