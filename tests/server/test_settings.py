"""Settings: what beats what, and what an operator reads when one cannot be used."""

import pytest

from server.secret import office_secret
from server.settings import SettingsError, load_settings

KEY = "k" * 40


def load(tmp_path, environment=None, toml="", **given):
    file = tmp_path / "loket.toml"
    file.write_text(toml)
    return load_settings(environment or {}, file=file, given=given)


def test_the_command_line_beats_the_environment_beats_the_file_beats_the_default(tmp_path):
    settings = load(
        tmp_path,
        {"LOKET_PORT": "2", "LOKET_HOST": "::1"},
        'port = 1\nhost = "localhost"\nlanguage = "en"',
        port=3,
    )

    assert (settings.port, settings.host, settings.language) == (3, "::1", "en")
    assert settings.timezone == "Asia/Jakarta"


@pytest.mark.parametrize(
    ("environment", "toml", "said"),
    [
        ({"LOKET_PROT": "1"}, "", "Did you mean port?"),
        ({}, "modem = 1", "Did you mean modems?"),
        ({"LOKET_PORT": "many"}, "", "whole number"),
        ({"LOKET_PORT": "70000"}, "", "0 to 65535"),
        ({"LOKET_LANGUAGE": "fr"}, "", "one of id, en"),
        ({"LOKET_TIMEZONE": "Mars/Base"}, "", "not known"),
        ({"LOKET_SECRET_KEY": "short"}, "", "at least 32"),
        ({"LOKET_LOG_LEVEL": "loud"}, "", "one of"),
        ({"LOKET_REDIS_URL": "localhost:6379"}, "", "redis://host:port"),
        ({}, "port = [", "cannot be read"),
        ({}, "modems = 7", "list"),
        ({"LOKET_PROXIES": "foo"}, "", "network address"),
        ({"LOKET_VISITOR_MESSAGES_PER_SECOND": "-1"}, "", "0 (no limit)"),
        ({"LOKET_SOCKETS_MOST": "0"}, "", "at least 1"),
        ({"LOKET_SMS_NUMBER": "hello"}, "", "no telephone number"),
        ({"LOKET_MODEMS": "socket://x"}, "", "socket://host:port"),
        ({"LOKET_MODEMS": "imei:12345"}, "", "15 digits"),
        ({"LOKET_SIM_PIN": "12"}, "", "4 to 8 digits"),
        ({"LOKET_SIM_PIN": "1234;"}, "", "4 to 8 digits"),
        ({"LOKET_SMS_SERVICE_CENTRE": '+62";AT'}, "", "no telephone number"),
        ({"LOKET_GATEWAY_KEY": "short"}, "", "at least 32"),
        ({"LOKET_GATEWAY_KEY": "\u00e9" * 40}, "", "plain"),
        ({"LOKET_GATEWAY_KEY": KEY, "LOKET_MODEMS": "/dev/ttyUSB0"}, "", "office_url"),
        ({"LOKET_OFFICE_URL": "https://office"}, "", "gateway_key must be set"),
        *(
            ({"LOKET_GATEWAY_KEY": KEY, "LOKET_OFFICE_URL": url}, "", "https://host:port")
            for url in (
                "http://office:8080",
                "office:8080",
                "https://",
                "https://user:word@office",
                "https://office?x=1",
                "https://office:many",
                "ftp://localhost",
            )
        ),
        ({"LOKET_EMBED_SITES": "https://a.example, *"}, "", "embed_sites names *;"),
        ({}, 'embed_sites = ["https://a.example/page"]', "a site is https://name"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(tmp_path, environment, toml, said):
    with pytest.raises(SettingsError) as error:
        load(tmp_path, environment, toml)

    assert said in str(error.value)
    assert "\n" not in str(error.value).strip()


def test_modems_are_a_list_also_in_the_environment(tmp_path):
    settings = load(tmp_path, {"LOKET_MODEMS": "/dev/ttyUSB0, socket://10.0.0.2:7000,"})

    assert settings.modems == ("/dev/ttyUSB0", "socket://10.0.0.2:7000")


@pytest.mark.parametrize(
    "url",
    ["https://office", "https://office:8080/loket", "http://127.0.0.1:8080", "http://[::1]:8080"],
)
def test_an_office_elsewhere_is_reached_by_tls_and_one_here_in_clear(tmp_path, url):
    environment = {"LOKET_OFFICE_URL": url, "LOKET_GATEWAY_KEY": KEY, "LOKET_MODEMS": "/dev/x"}
    settings = load(tmp_path, environment)

    assert settings.office_url == url
    assert KEY not in f"{settings.shown()} {settings!r}"


def test_secrets_are_not_shown(tmp_path):
    address = "postgres://loket:geheim@db/loket"
    secrets = {"LOKET_SECRET_KEY": "s" * 40, "LOKET_SIM_PIN": "4711"}
    settings = load(tmp_path, {**secrets, "LOKET_DATABASE_URL": address})

    assert settings.shown()["secret_key"] == "********"
    assert settings.shown()["sim_pin"] == "********"
    assert "geheim" not in str(settings.shown())
    assert "ssss" not in repr(settings)
    assert "4711" not in repr(settings)


def test_a_secret_is_made_once_and_readable_by_us_alone(tmp_path):
    settings = load(tmp_path, {"LOKET_DATABASE_URL": f"sqlite://{tmp_path}/data/x.sqlite3"})
    first, second = office_secret(settings), office_secret(settings)

    assert first == second
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o077 == 0
    (tmp_path / "data" / "secret.key").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        office_secret(settings)
