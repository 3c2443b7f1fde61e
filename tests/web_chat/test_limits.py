"""Paces and places: shared by key, forgotten when they have filled up again."""

from web_chat.limits import SWEPT_FROM, Buckets, Places


def test_a_bucket_gives_its_burst_and_then_the_pace(clock):
    bucket = Buckets(clock, per_second=2, burst=3).of("ani")

    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 0.5]
    clock.advance(0.5)
    assert (bucket.take(), bucket.take()) == (0, 0.5)


def test_the_same_key_has_the_same_bucket_and_another_has_its_own(clock):
    buckets = Buckets(clock, per_second=1, burst=1)
    buckets.of("ani").take()

    assert buckets.of("ani").take() > 0
    assert buckets.of("budi").take() == 0


def test_full_buckets_are_forgotten_and_used_ones_are_kept(clock):
    buckets = Buckets(clock, per_second=1, burst=10)
    for n in range(3 * SWEPT_FROM):
        buckets.of(f"passer-by {n}").take()
        clock.advance(1)
    buckets.of("ani").take()
    buckets.of("ani").take()
    for n in range(SWEPT_FROM):
        buckets.of(f"another {n}")

    assert len(buckets._kept) <= SWEPT_FROM + 20
    assert buckets.of("ani").take() == 0
    assert not buckets.of("ani").is_full


def test_places_are_counted_by_address_and_in_all_but_not_those_of_this_machine():
    places = Places(most=5, most_of_one=2)

    assert [places.enter("a") for _ in range(3)] == [True, True, False]
    assert [places.enter(None) for _ in range(4)] == [True, True, True, False]
    places.leave("a")
    assert places.enter("a")
    assert places.taken == 5
