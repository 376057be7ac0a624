"""Lists: filters, order and pages, all in the database."""

from datetime import timedelta

import pytest


def names(page):
    return [item["name"] for item in page["items"]]


NAMES = ["Alpha_1", "alphaX1", "beta 50%", 'quo"te, comma', "Älpha", "eq.odd"]


@pytest.fixture
def specifications(lab):
    for name in NAMES:
        lab.specification(name, form_factor=name[0])
    return lab


TEXT_FILTERS = [
    ("Alpha_1", ["Alpha_1"]),
    ("eq.Alpha_1", ["Alpha_1"]),
    ("eq.alpha_1", []),
    ("eq.eq.odd", ["eq.odd"]),
    ("ilike.%ALPHA%", ["Alpha_1", "alphaX1"]),
    ("ilike.%älpha%", ["Älpha"]),
    ("ilike.%alpha_1%", ["Alpha_1"]),
    (r"ilike.%alpha\_1%", ["Alpha_1"]),
    (r"ilike.%50\%%", ["beta 50%"]),
    ("ilike.alpha", []),
    ("ilike.%", NAMES),
    ('in.(Alpha_1,"quo\\"te, comma")', ["Alpha_1", 'quo"te, comma']),
    ("in.()", []),
    ("gte.q", ['quo"te, comma', "Älpha"]),
    ("lt.a", ["Alpha_1"]),
    ("like.x", []),
]


def test_text_filters(specifications):
    for wanted, found in TEXT_FILTERS:
        page = specifications.get("/cell_specifications", name=wanted)
        assert sorted(names(page)) == sorted(found), wanted
        assert page["total"] == page["count"] == len(found)


def test_filters_are_combined(specifications):
    page = specifications.get(
        "/cell_specifications",
        name="ilike.%1%",
        form_factor="eq.a",
        created_by_email="ilike.%LOCAL@%",
    )
    assert names(page) == ["alphaX1"]


def test_time_filters(lab, clock):
    for name in "abc":
        lab.specification(name)
        clock.advance(days=1)
    path = "/cell_specifications"
    made = {s["name"]: s["created_at"] for s in lab.get(path)["items"]}
    assert names(lab.get(path, created_at_gt=made["a"])) == ["b", "c"]
    assert names(lab.get(path, created_at_lt=made["c"])) == ["a", "b"]
    assert names(lab.get(path, created_at_gt="2026-01-02", created_at_lt="2026-01-03")) == ["b"]
    east = "2026-01-02T12:00:00+14:00"  # 22:00 of the day before, in UTC
    assert names(lab.get(path, created_at_gt=east)) == ["b", "c"]


def test_order_and_pages(specifications):
    path = "/cell_specifications"
    assert names(specifications.get(path)) == NAMES
    ascending = names(specifications.get(path, order_by="name"))
    assert ascending == sorted(NAMES)
    assert names(specifications.get(path, order_by="name", order="desc")) == ascending[::-1]
    pages = [specifications.get(path, order_by="name", limit=4, offset=n) for n in (0, 4, 8)]
    assert [page["count"] for page in pages] == [4, 2, 0]
    assert {page["total"] for page in pages} == {len(NAMES)}
    assert [name for page in pages for name in names(page)] == ascending
    assert names(specifications.get(path, offset=10**30)) == []
    assert names(specifications.get(path, offset=10**4000)) == []


def test_pages_do_not_overlap_when_all_is_equal(lab, clock):
    clock.step = timedelta(0)
    for number in range(10):
        lab.specification(f"s{number}")
    pages = [lab.get("/cell_specifications", limit=3, offset=n) for n in range(0, 10, 3)]
    assert sorted(name for page in pages for name in names(page)) == [f"s{n}" for n in range(10)]


def test_full_lists_carry_components(lab):
    lab.specification("A", anode={"material": {"name": "Graphite"}})
    bare, full = (
        lab.get("/cell_specifications", full=full)["items"][0] for full in ("false", "true")
    )
    assert "anode" not in bare
    assert full["anode"]["material"]["name"] == "Graphite"
    assert bare["anode_id"] == full["anode"]["id"]


@pytest.fixture
def measured(lab):
    """Two cells of different make, with three measurements."""
    graphite = lab.specification(
        "Graphite cell",
        anode={"material": {"name": "Graphite"}},
        cathode={"material": {"name": "NMC811"}},
    )
    silicon = lab.specification("Silicon cell", anode={"material": {"name": "Silicon"}})
    first, second = lab.cell(graphite, "G1"), lab.cell(silicon, "S1")
    rows = [
        (first, "formation", "2026-03-01T00:00:00Z", "Biologic", "first", ["RPT", "cold"]),
        (first, "ageing", "2026-03-05T00:00:00Z", "Arbin", None, ["rpt"]),
        (second, "rate test", None, None, "second", []),
    ]
    for cell, name, start, cycler, notes, tags in rows:
        lab.measurement(
            cell,
            name,
            wait=False,
            start_time=start,
            test_setup={"cycler": cycler} if cycler else None,
            notes=notes,
            tags=tags,
            protocol={"name": f"protocol of {name}"},
        )
    lab.specifications = {"graphite": graphite, "silicon": silicon}
    lab.cells = {"first": first, "second": second}
    return lab


def test_measurements_of_a_project_have_their_parents(measured):
    project = measured.get("/users/me")["default_project_id"]
    path = f"/cell_measurements/by-project/{project}"
    for query, found in (
        ({}, {"formation", "ageing", "rate test"}),
        ({"spec_anode": "ilike.%graph%"}, {"formation", "ageing"}),
        ({"spec_anode": "Silicon"}, {"rate test"}),
        ({"spec_cathode": "in.(NMC811,LFP)"}, {"formation", "ageing"}),
        ({"spec_cathode": "Silicon"}, set()),
        ({"spec_id": measured.specifications["silicon"]}, {"rate test"}),
        ({"cell_instance_id": measured.cells["first"]}, {"formation", "ageing"}),
    ):
        page = measured.get(path, **query)
        assert set(names(page)) == found, query
        for item in page["items"]:
            assert item["instance"]["id"] == item["cell_instance_id"]
            assert item["specification"]["id"] == item["instance"]["cell_specification_id"]
    for order_by, ascending in (
        ("cycler", ["ageing", "formation", "rate test"]),
        ("notes", ["formation", "rate test", "ageing"]),
    ):
        assert names(measured.get(path, order_by=order_by, order="asc")) == ascending


def test_measurements_of_a_cell_and_across_cells(measured):
    cell = f"/cell_instances/{measured.cells['first']}/cell_measurements"
    assert names(measured.get(cell)) == ["formation", "ageing"]
    assert names(measured.get(cell, tags_all=["RPT", "Cold"])) == ["formation"]
    assert names(measured.get(cell, tags_any=["rpt", "none"])) == ["formation", "ageing"]
    path = "/cell_measurements"
    newest_first = ["rate test", "ageing", "formation"]
    assert names(measured.get(path)) == newest_first
    silicon = measured.specifications["silicon"]
    assert names(measured.get(path, cell_specification_id=silicon)) == ["rate test"]
    for text, found in (
        ("COLD", ["formation"]),
        ("second", ["rate test"]),
        ("protocol of a", ["ageing"]),
        ("%", []),
    ):
        assert names(measured.get(path, q=text)) == found


def test_tags(measured):
    tags = measured.get("/cell_measurements/tags")
    assert tags["items"] == [
        {"tag": "RPT", "usage_count": 2},
        {"tag": "cold", "usage_count": 1},
    ]
    assert measured.get("/cell_measurements/tags", q="OL", limit=1)["total"] == 1
    identifiers = [m["id"] for m in measured.get("/cell_measurements")["items"]]
    change = {"measurement_ids": identifiers, "add": [" Cold ", "new"], "remove": ["rPT"]}
    bulk = "/cell_measurements/tags/bulk"
    assert measured.post(bulk, change) == {"updated_count": 3}
    assert measured.post(bulk, change) == {"updated_count": 0}
    for record in measured.get("/cell_measurements")["items"]:
        assert record["tags"] == ["cold", "new"]
    assert measured.post(bulk, {"measurement_ids": identifiers}) == {"updated_count": 0}
    unknown = {**change, "measurement_ids": [identifiers[0], "nope"], "add": ["late"]}
    measured.refused(404, "POST", bulk, json=unknown)
    assert "late" not in measured.get(f"/cell_measurements/{identifiers[0]}")["tags"]
    too_many = {**change, "add": [f"tag {n}" for n in range(50)]}
    measured.refused(400, "POST", bulk, json=too_many)
    record = measured.patch(f"/cell_measurements/{identifiers[0]}", {"tags": ["b", "A", "a "]})
    assert record["tags"] == ["A", "b"]


def test_whatever_narrows_a_list_of_a_project_narrows_its_total(measured):
    project = measured.get("/users/me")["default_project_id"]
    across, full = "/cell_measurements", f"/cell_measurements/by-project/{project}"
    for path, query, found in (
        (across, {"q": "cold"}, 1),
        (across, {"tags_any": ["rpt"]}, 2),
        (across, {"tags_all": ["rpt", "cold"]}, 1),
        (full, {"spec_anode": "Silicon"}, 1),
        (full, {"spec_cathode": "NMC811"}, 2),
        (full, {"spec_name": "Silicon cell"}, 1),
        (full, {"instance_name": "G1"}, 2),
    ):
        page = measured.get(path, **query)
        assert (page["total"], len(page["items"])) == (found, found), query


def test_a_list_of_a_project_has_nothing_of_another_one(measured):
    other = measured.project()
    silicon, first = measured.specifications["silicon"], measured.cells["first"]
    for path, query in (
        ("/cell_measurements", {"project_id": other, "cell_specification_id": silicon}),
        ("/cell_measurements", {"project_id": other, "tags_any": ["rpt"]}),
        ("/cell_measurements", {"project_id": other, "tags_all": ["rpt", "cold"]}),
        (f"/cell_measurements/by-project/{other}", {"cell_instance_id": first}),
        (f"/cell_measurements/by-project/{other}", {"spec_id": silicon}),
    ):
        page = measured.get(path, **query)
        assert (page["total"], page["items"]) == (0, []), query


def test_what_has_no_value_comes_last_in_either_order(measured):
    project = measured.get("/users/me")["default_project_id"]
    path = f"/cell_measurements/by-project/{project}"
    for order, found in (
        ("asc", ["formation", "rate test", "ageing"]),
        ("desc", ["rate test", "formation", "ageing"]),
    ):
        assert names(measured.get(path, order_by="notes", order=order)) == found


def test_a_page_of_tags_states_how_many_there_are(measured):
    page = measured.get("/cell_measurements/tags", limit=1)
    assert (page["count"], page["total"]) == (1, 2)
