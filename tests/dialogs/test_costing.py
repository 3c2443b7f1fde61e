"""Who asks what a service costs or how long it takes, and who asks for something else."""

import pytest

from dialogs.costing import fee_or_time, fee_or_time_of_it
from tests.dialogs.test_sentences import _heard


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("berapa biaya bikin kk", "kk"),
        ("bikin ktp gratis gak?", "ktp"),
        ("akta lahir bayar brp ya", "akta_lahir"),
        ("urus kia kena berapa duit", "kia"),
        ("kk brp hari jadinya", "kk"),
        ("is making an ID card free?", "ktp"),
        ("how much is a birth certificate", "akta_lahir"),
        ("how many days for a family card", "kk"),
        ("kk saya kok lama, udah berapa hari", None),
        ("antri ktp berapa lama", None),
        ("syarat dan biaya kk", None),
        ("berapa harga aki", None),
        ("bayar ga?", None),
        ("apakah besok kosong buat ktp, is it free tomorrow", None),
        ("", None),
        ("biaya " * 500, None),
    ],
)
def test_a_fee_is_asked_of_a_service_that_is_named(text, service):
    assert fee_or_time(_heard(text)) == (service and {"service": service})


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("BAYAR GA?", True),
        ("BERAPA LAMA JADINYA?", True),
        ("KAPAN JADI", True),
        ("IS IT FREE", True),
        ("YA", False),
        ("SUDAH BAYAR", False),
        ("", False),
    ],
)
def test_while_it_is_spoken_of_it_need_not_be_named(text, is_asked):
    assert (fee_or_time_of_it(text) == {}) is is_asked
