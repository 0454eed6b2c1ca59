"""No list of the demo office is cut at the width of an office screen."""

ALSO = ("/meisters/courses/people/", "/meisters/publication/consents/")


def test_no_list_is_wider_than_its_frame(desk_of):
    desk = desk_of("tanto")
    links = desk.page.locator("nav a[href^='/']").evaluate_all(
        "links => links.map(one => one.getAttribute('href'))"
    )
    asked = sorted({*links, *ALSO})
    assert len(asked) > 25
    cut = {}
    for address in asked:
        desk.go(address)
        cut[address] = desk.cut_tables
    assert {address: tables for address, tables in cut.items() if tables} == {}
