"""Pages of a search over several kinds of records."""

from hypothesis import given
from hypothesis import strategies as st

from ionworks.local.handlers import search


@given(
    st.lists(st.integers(0, 7), min_size=1, max_size=4),
    st.integers(1, 4),
    st.integers(1, 9),
)
def test_pages_of_a_search_have_each_result_once_and_in_turns(sizes, per_type, limit):
    counts = {f"kind {number}": size for number, size in enumerate(sizes)}
    expected = [
        (kind, place)
        for turn in range(0, max(sizes), per_type)
        for kind, count in counts.items()
        for place in range(turn, min(turn + per_type, count))
    ]
    found = []
    while len(found) < len(expected):
        query = {"per_type": per_type, "limit": limit, "offset": len(found)}
        page = [
            (kind, place)
            for kind, first, count in search._page(counts, query)
            for place in range(first, first + count)
        ]
        assert 0 < len(page) <= limit
        of_kind = [sum(kind == each for each, _ in page) for kind in counts]
        assert max(of_kind) <= per_type
        # A page ends where it is full, or where a kind would have too many in it.
        following = expected[len(found) + len(page) :]
        if len(page) < limit and following:
            assert of_kind[list(counts).index(following[0][0])] == per_type
        found += page
    assert found == expected
    beyond = {"per_type": per_type, "limit": limit, "offset": len(expected)}
    assert list(search._page(counts, beyond)) == []
