"""The files that people save by mistake, each with what ``check`` says of it: file, line, column and words."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from explorer.cli import main
from tests.content.conftest import CLAIMS, REGION, TOPICS, Folder

PIRIFORMIS = "regions/piriformis.yaml"
NOTE = (
    "the text ends here: YAML takes what follows ' #' for a note; put the text in quotes, or the note on a line of its "
    "own"
)
LINK = "is a link or a picture; say it in words; sources stand in references.yaml, pictures in 'figure'"
UNREAD = "nothing reads this file"
TOXINS = "“toxins” claims: flushes/removes toxins; instead: Leave it out."


class Bad(NamedTuple):
    """A file, what is in it, and every line that is told, after the name of the content folder."""

    name: str
    file: str
    content: str | bytes
    said: tuple[str, ...]


def region(old: str, new: str) -> str:
    """The valid region with its first ``old`` made ``new``."""
    assert old in REGION, f"'{old}' is not in the region: mend this test"
    return REGION.replace(old, new, 1)


def bad_region(name: str, old: str, new: str, *said: str) -> Bad:
    """The valid region with one mistake. ``said`` begins with line and column."""
    return Bad(name, PIRIFORMIS, region(old, new), tuple(f"{PIRIFORMIS}:{line}" for line in said))


def hidden(name: str, sign: str, called: str) -> Bad:
    said = f"14:10: patient.eases: there is an invisible sign: {called} (behind “Mov”); delete it"
    return bad_region(name, "eases: Moving.", f"eases: Mov{sign}ing.", said)


def unread(file: str, hint: str = "", content: str | bytes = "id: x\n") -> Bad:
    return Bad(f"unread_{file}", file, content, (f"{file}:1:1: {UNREAD}{hint}",))


CASES = (
    # signs that nobody sees
    hidden("soft_hyphen", "\u00ad", "U+00AD soft hyphen"),
    hidden("zero_width_space", "\u200b", "U+200B zero width space"),
    hidden("zero_width_joiner", "\u200d", "U+200D zero width joiner"),
    hidden("word_joiner", "\u2060", "U+2060 word joiner"),
    hidden("right_to_left_override", "\u202e", "U+202E right-to-left override"),
    hidden("bidi_isolate", "\u2066", "U+2066 left-to-right isolate"),
    hidden("tag_letter", "\U000e0041", "U+E0041 tag latin capital letter a"),
    hidden("two_of_them", "\u200b\u00ad\u200b", "U+200B zero width space, U+00AD soft hyphen"),
    bad_region("invisible_by_its_number", "eases: Moving.", 'eases: "Mov\\u200bing."',
               "14:10: patient.eases: there is an invisible sign: U+200B zero width space (behind “Mov”); delete it"),
    bad_region("invisible_in_an_id", "[swedish,", "[swe\u200bdish,",
               "29:14: techniques[0]: there is an invisible sign: U+200B zero width space (behind “swe”); delete it"),
    bad_region("invisible_in_a_key", "area:", "ar\u00adea:",
               "1:1: missing field 'area'",
               "4:1: ar ea: there is an invisible sign: U+00AD soft hyphen (behind “ar”); delete it"),
    bad_region("no_break_space_in_an_id", "[soft_ball]", "[soft\u00a0ball]",
               "30:9: tools[0]: 'soft[U+00A0 no-break space]ball' is not an id; its form is ^[a-z][a-z0-9_]*$"),
    bad_region("no_break_space_behind_an_id", "area: buttock", "area: buttock\u00a0",
               "4:7: area: 'buttock[U+00A0 no-break space]' is not allowed; did you mean 'buttock'?"),
    bad_region("cyrillic_letter_in_an_id", "[swedish,", "[sw\u0435dish,",
               "29:14: techniques[0]: 'sw[U+0435 cyrillic small letter ie]dish' is not an id; "
               "its form is ^[a-z][a-z0-9_]*$"),
    # signs that no text has
    Bad("control_characters", PIRIFORMIS, region("Moving.", "Mo\x07ving.\x00").replace("A muscle.", "A\x07", 1), (
        f"{PIRIFORMIS}:11:10: the character U+0007 is not allowed; delete it",
        f"{PIRIFORMIS}:14:18: the character U+0000 is not allowed; delete it",
    )),
    Bad("utf_16", PIRIFORMIS, REGION.encode("utf-16"),
        (f"{PIRIFORMIS}:1:1: the file is not UTF-8 text; save it as UTF-8",)),
    Bad("latin_1", PIRIFORMIS, region("A muscle.", "Ein M\u00fcskel.").encode("latin-1"),
        (f"{PIRIFORMIS}:1:1: the file is not UTF-8 text; save it as UTF-8",)),
    Bad("empty", PIRIFORMIS, "", (f"{PIRIFORMIS}:1:1: the file is empty",)),
    Bad("a_word_document", PIRIFORMIS, b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
        tuple(f"{PIRIFORMIS}:1:{column}: the character U+{sign:04X} is not allowed; delete it"
              for column, sign in ((3, 3), (4, 4), (5, 20), (6, 0), (7, 6), (9, 8)))),
    # words that hide from the rules
    bad_region("claim_with_a_soft_hyphen", "eases: Moving.", "eases: It flushes tox\u00adins.",
               "14:10: patient.eases: there is an invisible sign: U+00AD soft hyphen (behind “It flushes tox”); "
               "delete it",
               f"14:10: patient.eases: {TOXINS}"),
    bad_region("claim_in_cyrillic", "eases: Moving.", "eases: It flushes t\u043e\u0445ins.",
               f"14:10: patient.eases: {TOXINS}"),
    bad_region("claim_in_greek", "eases: Moving.", "eases: It flushes t\u03bfxins.", f"14:10: patient.eases: {TOXINS}"),
    bad_region("claim_in_wide_letters", "eases: Moving.", "eases: It flushes \uff54\uff4f\uff58\uff49\uff4e\uff53.",
               f"14:10: patient.eases: {TOXINS}"),
    bad_region("number_in_wide_digits", "eases: Moving.", "eases: Call \uff11\uff11\uff12 now.",
               "14:10: patient.eases: '112' is the emergency number of some countries only; write {emergency}"),
    # links and pictures of other hosts
    bad_region("link", "eases: Moving.", "eases: See https://example.org/x now.",
               f"14:10: patient.eases: “https://example.org/x” {LINK}"),
    bad_region("link_without_a_scheme", "eases: Moving.", "eases: See //example.org/x now.",
               f"14:10: patient.eases: “//example.org/x” {LINK}"),
    bad_region("www", "eases: Moving.", "eases: See www.example.org now.",
               f"14:10: patient.eases: “www.example.org” {LINK}"),
    bad_region("markdown_picture", "eases: Moving.", 'eases: "![A picture](x.png) shows it."',
               f"14:10: patient.eases: “![A” {LINK}"),
    bad_region("markdown_link", "eases: Moving.", 'eases: "See [this](page) now."',
               f"14:10: patient.eases: “](page)” {LINK}"),
    bad_region("html_picture", "eases: Moving.", "eases: See <img src=x> now.", f"14:10: patient.eases: “<img” {LINK}"),
    bad_region("script", "eases: Moving.", "eases: See <script>x()</script> now.",
               f"14:10: patient.eases: “<script>x()</script>” {LINK}"),
    bad_region("link_in_wide_letters", "eases: Moving.",
               "eases: See \uff48\uff54\uff54\uff50\uff1a\uff0f\uff0fexample.org now.",
               f"14:10: patient.eases: “http://example.org” {LINK}"),
    Bad("link_in_a_quote", "claims.yaml", CLAIMS.replace("heard: Sciatica is", "heard: https://example.org says it is"),
        (f"claims.yaml:4:12: claims[0].heard: “https://example.org” {LINK}",)),
    Bad("link_among_synonyms", "topics.yaml", TOPICS.replace("[leg nerve]", "['//example.org']"),
        (f"topics.yaml:5:16: topics[0].synonyms[0]: “//example.org” {LINK}",)),
    # texts that are cut off
    bad_region("cut_in_a_sentence", "eases: Moving.", "eases: Press ball # 2.", f"14:21: patient.eases: {NOTE}"),
    bad_region("cut_behind_one_word", "plain_name: Deep buttock muscle", "plain_name: Muscle #7",
               f"3:20: plain_name: {NOTE}"),
    bad_region("cut_by_a_tab", "eases: Moving.", "eases: Move it\t#slowly.", f"14:18: patient.eases: {NOTE}"),
    bad_region("cut_in_the_last_line_of_many", "eases: Moving.", "eases: Move it\n    slowly and # gently.",
               f"15:16: patient.eases: {NOTE}"),
    # files that nothing reads
    unread("tools/ball.yaml.txt", "; name it ball.yaml"),
    unread("tools/ball.YAML", "; name it ball.yaml"),
    unread("tools/ball.yml", "; name it ball.yaml"),
    unread("tools/ball.txt", "; name it ball.yaml"),
    unread("tools/ball.yaml.bak", "; name it ball.yaml"),
    unread("tools/.yaml", "; name it as its id, with the ending .yaml"),
    unread("clinic.txt", "; did you mean 'clinic.yaml'?"),
    unread("Clinic.yaml", "; did you mean 'clinic.yaml'?"),
    unread("clinic.yaml.txt", "; did you mean 'clinic.yaml'?"),
    unread("topics (1).yaml", "; did you mean 'topics.yaml'?"),
    unread("handout/words.yml", "; did you mean 'words.yaml'?"),
    unread("handout/plan.typ.txt", "; did you mean 'plan.typ'?"),
    # names that a therapist would use
    bad_region("synonym_of_a_tool", "[soft_ball]", "[tennis_ball]",
               "30:9: tools[0]: unknown tool 'tennis_ball'; did you mean 'soft_ball', called “tennis ball”?"),
    bad_region("synonym_of_a_technique", "[swedish,", "[effleurage,",
               "29:14: techniques[0]: unknown technique 'effleurage'; did you mean 'swedish', called “effleurage”?"),
    # faults of several layers
    bad_region("all_layers_at_once", "eases: Moving.", "eases: It flushes toxins. See //example.org.",
               f"14:10: patient.eases: “//example.org.” {LINK}", f"14:10: patient.eases: {TOXINS}"),
)  # fmt: skip


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_a_bad_file_is_told_with_file_line_and_words(
    folder: Folder, capsys: pytest.CaptureFixture[str], bad: Bad
) -> None:
    folder.write(bad.file, bad.content)
    assert main(["check", str(folder.root), "--today", "2026-11-21"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if not line.endswith(" (remark)")]
    assert told == [f"data/{said}" for said in bad.said]


@pytest.mark.parametrize(
    "file",
    ["tools/._soft_ball.yaml", "._clinic.yaml", "tools/~$soft_ball.yaml", ".DS_Store", "tools/.DS_Store", "Thumbs.db",
     "..data", "tools/.soft_ball.yaml.swp", "README.md", "tools/README.txt"],
)  # fmt: skip
def test_what_systems_and_editors_leave_behind_is_passed_over(
    folder: Folder, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    folder.write(file, b"\x00\x05\x16\x07")
    assert main(["check", str(folder.root), "--today", "2026-11-21"]) == 0
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("line", ["area: buttock # of the seat", "id: piriformis  # never changes"])
def test_a_note_behind_one_word_is_no_fault(folder: Folder, line: str) -> None:
    key = line.partition(":")[0]
    folder.edit(PIRIFORMIS, f"^{key}: .*", line)
    assert folder.problems() == []
