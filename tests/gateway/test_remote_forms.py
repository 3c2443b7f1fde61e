"""What a gateway elsewhere says arrives as it was said, half letters too."""

from dataclasses import replace

import pytest

from gateway.remote import forms
from gateway.remote.forms import FormError
from models.terms.channel import Inbound, Part
from tests.conftest import SetClock

WHOLE = Inbound("sms", "+6281234567890", "halo", SetClock().now(), "key-1")
PART = replace(WHOLE, part=Part(7, 2, 1))


@pytest.mark.parametrize("text", ["halo", "", '"a\ud83d', "\ude00b", "文件 😀", "\\ud83d"])
def test_the_text_of_a_part_arrives_as_it_came(text):
    part = replace(PART, text=text)

    assert forms.from_bytes(forms.to_bytes(part), Inbound) == part


def test_a_whole_text_stands_as_it_is():
    assert b'"text":"halo"' in forms.to_bytes(WHOLE)
    assert forms.from_bytes(forms.to_bytes(WHOLE), Inbound) == WHOLE


@pytest.mark.parametrize("text", ["halo", "7", "[" * 100_000, ""])
def test_a_part_without_a_text_is_no_form(text):
    told = forms.to_bytes(replace(WHOLE, text=text)).replace(
        b'"part":null', b'"part":{"reference":7,"total":2,"number":1,"width":8}'
    )

    with pytest.raises(FormError):
        forms.from_bytes(told, Inbound)
