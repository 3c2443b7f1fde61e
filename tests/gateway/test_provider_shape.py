"""Files that describe a provider: what is asked by them, and how answers and calls are read."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import AnswerLostError
from gateway.provider.asking import TroubleError, report_of, request_of
from gateway.provider.hearing import delivery_of, entries_of, inbound_of
from gateway.provider.reading import MalformedError, found_in, time_of
from gateway.provider.shape import Answering, Provider, ShapeError, shipped_shapes
from models.terms.channel import ChannelError, Outbound, Part, Stage
from tests.contracts.channel import BUDI
from tests.gateway.providers import KEY, PLAYED, PlayedAndroid, PlayedTwilio

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ANDROID = PlayedAndroid.account
GENERIC = {
    "name": "generic",
    "account": {"key": "k{to}&=\u00e9", "from": "LOKET", "secret": "a shared secret"},
    "send": {"url": "https://sms.example/send"},
    "inbound": {"sender": "from", "text": "text", "id": "id"},
    "secret": {"header": "X-Secret", "value": "{account.secret}"},
}
SHAPES = [Provider.of({"like": played.like, "account": played.account}, {}) for played in PLAYED]


# The file


def test_every_shape_that_is_brought_along_is_played():
    assert {played.like for played in PLAYED} == set(shipped_shapes())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"like": "nobody"}, "like must be one of"),
        ({"nmae": "x"}, "unknown field `nmae`"),
        ({"send": {"url": "http://sms.example/"}}, "https://"),
        ({"send": {"url": "http://192.168.1.9/"}}, "https://"),
        ({"send": {"url": "http://8.8.8.8/", "plain_http_in_lan": True}}, "https://"),
        ({"send": {"url": "ftp://sms.example/"}}, "https://"),
        ({"send": {"url": "https://u:p@sms.example/"}}, "no password"),
        ({"send": {"url": "https://{to}.example/"}}, "host"),
        ({"send": {"url": "https:///send"}}, "host"),
        ({"send": {"url": "https://[::"}}, "cannot be read"),
        ({"send": {"url": "https://a/", "fields": {"x": "{nothing}"}}}, "{nothing}"),
        ({"send": {"url": "https://a/", "headers": {"X": "{text}"}}}, "header"),
        ({"send": {"url": "https://a/", "method": "DELETE"}}, "Invalid enum value"),
        ({"send": {"url": "https://a/", "window": 0}}, "window"),
        ({"needs": ["sid"]}, "lacks: sid"),
        ({"name": "a/b"}, "name"),
        ({"account": {"key": "a\r\nb", "secret": "a shared secret"}}, "printed"),
        ({"account": {"key": {"env": "NOT_SET"}}}, "NOT_SET"),
        ({"account": "x"}, "Expected"),
        ({"secret": {"value": "short"}}, "letters"),
        ({"secret": {"value": "{account.nothing}"}}, "letters"),
        ({"secret": {"value": "a" * 20, "basic": ["a", "b"]}}, "[secret]"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(change, says):
    with pytest.raises(ShapeError) as caught:
        Provider.of(GENERIC | change, {})

    assert says in str(caught.value)
    assert KEY not in str(caught.value)


def test_webhooks_without_a_secret_are_refused():
    told = {name: value for name, value in GENERIC.items() if name != "secret"}
    with pytest.raises(ShapeError, match="anybody could write in"):
        Provider.of(told, {})


def test_a_phone_in_the_offices_network_may_be_reached_without_tls():
    account = ANDROID | {"host": "192.168.1.9:8080"}
    provider = Provider.of({"like": "android_local", "account": account}, {})

    assert request_of(provider, Outbound(1, BUDI, "halo")).url == "http://192.168.1.9:8080/message"
    with pytest.raises(ShapeError):
        Provider.of({"like": "android_local", "account": account | {"host": "evil.example"}}, {})


def test_a_file_may_change_a_shape_and_take_secrets_from_the_environment(tmp_path):
    file = tmp_path / "provider.toml"
    file.write_text(
        'like = "twilio"\n'
        "[account]\n"
        'sid = "AC1"\ntoken = { env = "TOKEN" }\nfrom = 12345\npublic_url = "https://a.example/"\n'
        "[send]\nwindow = 9\n"
    )
    provider = Provider.load(file, {"TOKEN": KEY})

    assert (
        provider.send.window,
        provider.send.form,
        provider.account["from"],
    ) == (9, "form", "12345")
    assert provider.account["public_url"] == "https://a.example"
    assert KEY not in repr(provider)
    for broken in ("like = ", "x = 1"):
        file.write_text(broken)
        with pytest.raises(ShapeError):
            Provider.load(file, {})
    with pytest.raises(ShapeError, match="cannot be read"):
        Provider.load(tmp_path / "nothing.toml", {})


# What is asked


HOSTILE = 'a&b=c#d%41+{reference}"\\\r\nX-Evil: 1 é€文😀\ud800'


def asked(**send):
    told = GENERIC | {"send": GENERIC["send"] | send}
    return request_of(Provider.of(told, {}), Outbound(7, BUDI, HOSTILE, valid_seconds=7200))


def test_values_are_encoded_and_never_pasted():
    as_json = asked(fields={"to": "{to}", "n": ["{text}", 5, True], "ttl": "{valid_seconds}"})
    as_form = asked(form="form", fields={"text": "{text}", "key": "{account.key}"})
    as_query = asked(
        method="GET", form="none", url="https://a.example/{to}?x=1", query={"text": "{text}"}
    )

    assert json.loads(as_json.body) == {"to": BUDI, "n": [HOSTILE, 5, True], "ttl": 7200}
    assert as_form.body == (
        b"text=a%26b%3Dc%23d%2541%2B%7Breference%7D%22%5C%0D%0AX-Evil%3A+1+"
        b"%C3%A9%E2%82%AC%E6%96%87%F0%9F%98%80%3F&key=k%7Bto%7D%26%3D%C3%A9"
    )
    assert as_query.url.startswith("https://a.example/%2B6281234567890?x=1&text=a%26b%3Dc%23d")
    assert as_query.body is None


def test_a_repeat_is_asked_under_the_same_reference():
    headers = {"Idempotency-Key": "{reference}"}
    first = asked(headers=headers)
    assert first.headers["Idempotency-Key"] == asked(headers=headers).headers["Idempotency-Key"]


def test_what_is_not_told_is_left_out_with_its_table():
    fields = {"to": "{to}", "valid": {"unit": "S", "amount": "{valid_seconds}"}, "x": {"y": {}}}
    told = GENERIC | {"send": {"url": "https://a.example/", "fields": fields}}
    provider = Provider.of(told, {})

    assert json.loads(request_of(provider, Outbound(1, BUDI, "halo")).body) == {
        "to": BUDI,
        "x": {"y": {}},
    }


def test_how_long_a_text_is_valid_stays_within_what_the_provider_takes():
    provider = Provider.of(PlayedTwilio().told, {})
    body = request_of(provider, Outbound(1, BUDI, "halo", valid_seconds=1e9)).body

    assert b"ValidityPeriod=36000" in body


# What is answered


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Stage.SENT),
        (202, Stage.SENT),
        (302, "trouble"),
        (400, "refused"),
        (401, "trouble"),
        (403, "trouble"),
        (404, "trouble"),
        (408, "again"),
        (422, "refused"),
        (429, "again"),
        (500, Stage.UNKNOWN),
        (502, Stage.UNKNOWN),
        (503, "again"),
        (504, Stage.UNKNOWN),
        (100, Stage.UNKNOWN),
    ],
)
def test_an_http_status_says_whether_the_text_left(status, outcome):
    assert outcome_of(Answering(id="id"), status, b'{"id": 7}') == outcome


def outcome_of(answering, status, body):
    try:
        return report_of(answering, status, body, reference="loket-1").stage
    except TroubleError:
        return "trouble"
    except AnswerLostError:
        return Stage.UNKNOWN
    except ChannelError as error:
        return "again" if error.retryable else "refused"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b'{"s": "0"}', Stage.SENT),
        (b'{"s": 0}', Stage.SENT),
        (b'{"s": "1"}', "again"),
        (b'{"s": "2"}', "refused"),
        (b'{"s": "9"}', Stage.UNKNOWN),
        (b'{"t": "0"}', Stage.UNKNOWN),
        (b'{"s": {"x": 1}}', Stage.UNKNOWN),
        (b"<html>", Stage.UNKNOWN),
        (b"", Stage.UNKNOWN),
        (b"[" * 50_000, Stage.UNKNOWN),
    ],
)
def test_a_word_in_the_answer_may_say_it(body, outcome):
    answering = Answering(status="s", words={"0": "sent", "1": "again", "2": "refused"})

    assert outcome_of(answering, 200, body) == outcome


def test_the_id_is_found_by_path_or_by_pattern():
    by_path = Answering(id=["no", "messages.0.id"])
    by_pattern = Answering(id_pattern=r"ID: (\w+)")
    found = [
        report_of(by_path, 200, b'{"messages": [{"id": 123}]}', reference="r"),
        report_of(by_pattern, 200, b"OK ID: a1b2\n", reference="r"),
        report_of(by_path, 200, b"OK", reference="r"),
        report_of(Answering(has_own_id=True), 200, b"OK", reference="r"),
    ]

    assert [report.reference for report in found] == ["123", "a1b2", None, "r"]


def test_a_copy_that_the_provider_knows_is_sent():
    answering = Answering(copy=[409], has_own_id=True)

    report = report_of(answering, 409, b"", reference="r")
    assert (report.stage, report.reference) == (Stage.SENT, "r")


def test_only_a_plain_code_of_the_answer_is_told():
    answering = Answering(code="code")
    for code, told in ((21211, "(21211)"), (f"call {BUDI}", "(HTTP 400)")):
        with pytest.raises(ChannelError) as caught:
            report_of(answering, 400, json.dumps({"code": code}).encode(), reference="r")
        assert told in caught.value.reason
        assert BUDI not in caught.value.reason


# Reading


def hearing_of(**told):
    return Provider.of(GENERIC | {"inbound": GENERIC["inbound"] | told}, {}).inbound


def test_half_a_letter_and_a_nul_are_mended():
    (entry,) = entries_of(hearing_of(), b'{"from":"3636","text":"a\\ud83d\\u0000b","id":"1"}')
    found = inbound_of(hearing_of(), entry, channel="sms", name="generic", now=NOW)

    assert found.text == "a\ufffd\ufffdb"
    assert (found.address, found.external_id) == ("3636", "generic:1")


def test_parts_that_a_provider_does_not_join_are_handed_on():
    hearing = hearing_of(
        part_reference="ref", part_total="total", part_number="part", numbers_lack_plus=True
    )
    entry = {"from": "4915112345678", "text": "a", "id": "1", "ref": "7", "total": "3", "part": 2}
    found = inbound_of(hearing, entry, channel="sms", name="generic", now=NOW)

    assert (found.part, found.address) == (Part(7, 3, 2, 16), "+4915112345678")
    entry["part"] = "9"
    assert inbound_of(hearing, entry, channel="sms", name="g", now=NOW).part is None


@pytest.mark.parametrize(
    ("written", "form", "seconds_ago"),
    [
        ("2026-11-24T08:59:00Z", "iso", 60),
        ("2026-11-24T15:59:00.000+07:00", "iso", 60),
        ("2026-11-24T08:59:00.000+0000", "iso", 60),
        ("2026-11-24 08:59:00", "iso", 60),
        ("2026-11-24 08:59:00", "%Y-%m-%d %H:%M:%S", 60),
        (str(NOW.timestamp() - 60), "unix", 60),
        (str(int(NOW.timestamp() * 1000 - 60_000)), "unix_ms", 60),
        ("2099-01-01T00:00:00Z", "iso", 0),
        ("yesterday", "iso", 0),
        ("1e400", "unix", 0),
        ("nan", "unix", 0),
        ("0001-01-01T00:00:00+23:59", "iso", 0),
        (None, "iso", 0),
    ],
)
def test_times_are_read_or_are_now(written, form, seconds_ago):
    assert time_of(written, form, now=NOW) == NOW - timedelta(seconds=seconds_ago)


def test_a_value_is_found_in_anything():
    document = {"a": [{"b": 1.5}, {"b": None}], "c": True}

    assert [found_in(document, path) for path in ("a.0.b", "a.1.b", "a.7.b", "a.x", "c.d", "")] == [
        "1.5",
        None,
        None,
        None,
        None,
        None,
    ]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.recursive(st.none() | st.text(), st.lists).map(repr))
def test_any_body_is_read_or_malformed(body):
    body = body if isinstance(body, bytes) else body.encode("utf-8", "replace")
    for provider in SHAPES:
        try:
            for entry in entries_of(provider.inbound, body):
                inbound_of(provider.inbound, entry, channel="sms", name="x", now=NOW)
            for entry in entries_of(provider.report, body):
                delivery_of(provider.report, entry, channel="sms", line="x", now=NOW)
        except MalformedError:
            continue
