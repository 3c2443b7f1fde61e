"""Lines of a modem: cut from bytes, and told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway import at
from gateway.at import CME, LONGEST_LINE, PROMPT, LineParser, Result, Stored


def lines_of(*pieces, prompt=False):
    parser = LineParser()
    parser.expects_prompt = prompt
    return [line for piece in pieces for line in parser.feed(piece)]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        (b"\r\nOK\r\n", ["OK"]),
        (b"\r\n+CSQ: 21,99\r\n\r\nOK\r\n", ["+CSQ: 21,99", "OK"]),
        (b"OK\rOK\nOK\r\r\n", ["OK", "OK", "OK"]),
        (b"\0\r\n  Wavecom \r\n", ["Wavecom"]),
        (b"\r\nhalf", []),
        (b"\xff\xfe\r\nOK\r\n", ["\ufffd\ufffd", "OK"]),
    ],
)
def test_lines_are_cut(written, lines):
    assert lines_of(written) == lines
    assert lines_of(*(bytes((octet,)) for octet in written)) == lines


@pytest.mark.parametrize("written", [b"\r\n> ", b"\r\n>", b"> ", b"AT+CMGS=20\r\r\n> "])
def test_a_prompt_needs_no_newline(written):
    assert lines_of(written, prompt=True)[-1] == PROMPT
    pieces = (bytes((octet,)) for octet in written)
    assert lines_of(*pieces, prompt=True)[-1] == PROMPT


def test_a_prompt_is_one_only_when_it_is_expected():
    assert lines_of(b"\r\n> x\r\n") == ["> x"]


def test_what_follows_a_prompt_is_a_line_of_its_own():
    assert lines_of(b"\r\n> 0011\x1a\r\n+CMGS: 5\r\n", prompt=True) == [
        PROMPT,
        "0011\x1a",
        "+CMGS: 5",
    ]


def test_a_line_without_end_is_thrown_away():
    parser = LineParser()
    for _ in range(100):
        assert parser.feed(b"x" * 1000) == []

    assert len(parser._line) <= LONGEST_LINE
    assert parser.feed(b"\r\nOK\r\n") == ["OK"]


@given(st.lists(st.binary(max_size=300), max_size=20), st.booleans())
def test_no_bytes_break_the_parser(pieces, prompt):
    whole = lines_of(b"".join(pieces), prompt=prompt)
    if not prompt:
        assert lines_of(*pieces) == whole
    for line in whole:
        at.final_of(line)
        at.unasked_of(line)
        at.numbers_of(line)


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("OK", Result(is_ok=True)),
        ("ERROR", Result(is_ok=False, reason="ERROR")),
        ("COMMAND NOT SUPPORT", Result(is_ok=False, reason="COMMAND NOT SUPPORT")),
        ("+CMS ERROR: 500", Result(is_ok=False, code=500, reason="+CMS ERROR: 500")),
        ("+CME ERROR: 14", Result(is_ok=False, code=CME + 14, reason="+CME ERROR: 14")),
        ("+CMS ERROR: SIM busy", Result(is_ok=False, reason="+CMS ERROR")),
        ("+CME ERROR: SIM busy", Result(is_ok=False, code=CME + 14, reason="+CME ERROR")),
        ("+CME ERROR: who knows", Result(is_ok=False, reason="+CME ERROR")),
        ("+CSQ: 1,2", None),
        ("OKAY", None),
    ],
)
def test_results_end_an_answer(line, result):
    assert at.final_of(line) == result


@pytest.mark.parametrize(
    ("line", "unasked"),
    [
        ('+CMTI: "SM",3', Stored("SM", 3)),
        ('+CMTI: "ME", 12', Stored("ME", 12)),
        ('+CMTI: "SM",1,"MMS PUSH",2,1', Stored("SM", 1)),
        ('+CDSI: "SR",1', Stored("SR", 1)),
        ("+CMT: ,24", at.Announced()),
        ("+CDS: 25", at.Announced()),
        ("+CMTI: nonsense", None),
        ('+CMTI: "SM",999999', None),
        ("RING", None),
    ],
)
def test_what_must_not_be_missed_is_known_anywhere(line, unasked):
    assert at.unasked_of(line) == unasked


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("+CSQ: 21,99", (21, 99)),
        ("+CMGL: 1,0,,23", (1, 0, 23)),
        ('+CPMS: "SM",3,50,"SM",3,50', (3, 50, 3, 50)),
        ("+CMGS: 12", (12,)),
        ("no colon", ()),
        ("+CSQ: 9999999999999", ()),
    ],
)
def test_numbers_stand_between_commas(line, numbers):
    assert at.numbers_of(line) == numbers
