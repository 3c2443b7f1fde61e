"""Names on numbered lines: within their length, and no two alike."""

import pytest

from dialogs.engine.shortening import shortened
from dialogs.engine.wording import SHORT_LENGTH


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Rp92.000 Busi iridium", "Rp16.000 Busi"], ["Rp92.000 Busi iridium", "Rp16.000 Busi"]),
        (
            ["Rp58.000 Oli mesin 10W-40 matic 0,8 L", "Rp49.500 Oli mesin 20W-50 bebek 0,8 L"],
            ["Rp58.000 10W-40 matic", "Rp49.500 20W-50 bebek"],
        ),
        (
            ["Rp220.000 Rear tyre 90/90-14 tubeless", "Rp185.000 Front tyre 80/90-14 tubeless"],
            ["Rp220.000 Rear 90/90-14", "Rp185.000 Front 80/90-14"],
        ),
        (
            ["2 x Kampas rem depan (cakram)", "3 x Kampas rem belakang (tromol)"],
            ["2 x depan (cakram)", "3 x belakang (tromol)"],
        ),
        (
            ["Rp9.000 Busi", "Rp16.000 Busi iridium untuk motor besar"],
            ["Rp9.000 Busi", "Rp16.000 iridium untuk"],
        ),
        (["Akta kelahiran anak di luar nikah"], ["Akta kelahiran anak di"]),
        (["x" * 60], ["x" * SHORT_LENGTH]),
        ([], []),
    ],
)
def test_what_all_names_share_is_left_out_where_one_is_too_long(names, told):
    assert told == shortened(names)


def test_names_that_would_read_alike_are_told_apart():
    names = [f"Kampas rem depan cakram tipe motor besar {kind}" for kind in ("A1", "B2")]

    told = shortened([*names, "Aki"])

    assert len(set(told)) == 3
    assert all(len(each) <= SHORT_LENGTH for each in told)
