"""The review page in a real browser: seeing, editing, approving, taking back, keeping, putting off, answering."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cli.conftest import Home
from tests.review.desk import Review, wait

pytestmark = pytest.mark.slow


def case(page: Page, employer: str) -> Locator:
    """The case of an employer."""
    return page.locator("article.case", has=page.get_by_role("heading", name=re.compile(employer))).first


def status(home: Home, employer: str) -> str:
    return str(home.draft(employer)["status"])


def test_the_page_tells_what_waits_and_shows_each_letter_whole(page: Page, home: Home) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("3 letters, 1 phone call and 1 question wait for you.")
    draft = home.draft("Tidewell")
    shown = case(page, "Tidewell")
    letter = shown.get_by_role("region", name="The letter as it will be sent")
    for text in (draft["from"], draft["to"][0], "wrote the confirmation of 10 November", draft["subject"]):
        expect(letter).to_contain_text(text)
    assert letter.locator(".body").inner_text() == draft["body"].strip("\n") + "\n"
    expect(letter).to_contain_text("Declines “Interview: Nora Kessler / Analytics Engineer”")
    expect(shown).to_contain_text("Wed 25 Nov, 14:00–15:00, in 5 days")


def test_quoted_words_lead_to_their_message(page: Page) -> None:
    shown = case(page, "Lanternvale")
    quote = shown.locator("blockquote").first.inner_text()
    shown.get_by_role("link", name="Open the message").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The message")
    expect(page.locator("article")).to_contain_text("priya.raman@lanternvale.example")
    assert quote.split(".")[0] in " ".join(page.locator("article .body").inner_text().split())


def test_the_picture_is_told_in_words_and_as_a_table_too(page: Page) -> None:
    picture = page.get_by_role("img", name=re.compile("Offers and interviews over time"))
    expect(picture).to_be_visible()
    desc = picture.locator("desc").first.text_content() or ""
    assert "Harrowpike Instruments" in desc
    assert "interview Wed 25 Nov, 14:00" in desc
    page.get_by_text("The same as a table").click()
    table = page.get_by_role("region", name="Timeline as a table")
    expect(table.get_by_role("row", name=re.compile("Thu 26 Nov the answer is due Brookmere"))).to_be_visible()
    expect(table.get_by_role("row", name=re.compile("Mon 14 Dec first day Harrowpike"))).to_be_visible()


def test_one_click_approves_and_one_takes_it_back(page: Page, home: Home) -> None:
    case(page, "Tidewell").get_by_role("button", name="Approve").click()
    shown = case(page, "Tidewell")
    expect(shown.get_by_role("status")).to_contain_text("Approved")
    expect(shown.locator(".countdown")).to_have_text(re.compile(r"in \d+ seconds"))
    assert status(home, "Tidewell") == "approved"
    shown.get_by_role("button", name="Undo").click()
    expect(case(page, "Tidewell").get_by_role("status")).to_contain_text("Taken back: nothing was sent")
    assert status(home, "Tidewell") == "waiting"


def test_the_letter_leaves_when_the_hold_is_over(
    own_review: Review, own_home: Home, window: Callable[..., Page]
) -> None:
    page = window()
    page.goto(own_review.link)
    case(page, "Tidewell").get_by_role("button", name="Approve").click()
    wait(lambda: status(own_home, "Tidewell") == "sent", "the letter")
    assert len(list((own_home.config.parent / "sent").glob("*.eml"))) == 1
    # The page looks again by itself.
    expect(page.locator("#done")).to_be_visible()
    expect(case(page, "Tidewell").or_(page.locator("article.small", has_text="Tidewell")).first).to_contain_text("sent")
    assert "/?after#letter-" in page.url  # which nobody asked for: it counts as seen by nobody


def test_a_letter_is_edited_in_fields(page: Page, home: Home) -> None:
    case(page, "Tidewell").get_by_role("link", name="Edit").click()
    text = page.get_by_label("Letter", exact=True)
    assert text.input_value() == home.draft("Tidewell")["body"]
    text.fill("Dear Marcus,\n\nI have to withdraw, with many thanks.\n\nNora\n")
    page.get_by_label("Cc").fill("ines.barreto@tidewell.example")
    page.get_by_role("button", name="Save").click()
    shown = case(page, "Tidewell")
    expect(shown.get_by_role("status")).to_contain_text("Changed")
    expect(shown).to_contain_text("you entered it yourself")
    assert home.draft("Tidewell")["body"] == "Dear Marcus,\n\nI have to withdraw, with many thanks.\n\nNora\n"
    assert home.draft("Tidewell")["cc"] == ["ines.barreto@tidewell.example"]
    shown.get_by_text("Another letter").click()
    shown.get_by_role("button", name="As it was before you changed it").click()
    expect(case(page, "Tidewell").get_by_role("status")).to_contain_text("written anew")
    assert not home.draft("Tidewell")["edited"]
    case(page, "Tidewell").get_by_role("button", name="Your own words again").click()
    expect(case(page, "Tidewell").get_by_role("status")).to_contain_text("Your own words to Tidewell")
    assert home.draft("Tidewell")["body"] == "Dear Marcus,\n\nI have to withdraw, with many thanks.\n\nNora\n"
    assert case(page, "Tidewell").get_by_role("button", name="Your own words again").count() == 0


def test_another_letter_in_other_words(page: Page, home: Home) -> None:
    before = home.draft("Tidewell")
    case(page, "Tidewell").get_by_text("Another letter").click()
    case(page, "Tidewell").get_by_role("button", name="Shorter").click()
    expect(case(page, "Tidewell").get_by_role("status")).to_contain_text("written anew")
    now = home.draft("Tidewell")
    assert (now["to"], now["calendar"], now["status"]) == (before["to"], before["calendar"], "waiting")
    assert len(now["body"]) < len(before["body"])
    assert now["digest"] != before["digest"]
    case(page, "Tidewell").get_by_text("Another letter").click()
    case(page, "Tidewell").get_by_role("button", name="Shorter").click()
    expect(case(page, "Tidewell").get_by_role("status")).to_contain_text("reads like that already")
    assert case(page, "Corvane").get_by_text("Another letter").count() == 0


def test_what_cannot_be_is_said_and_what_was_typed_stays(page: Page, home: Home) -> None:
    case(page, "Tidewell").get_by_role("link", name="Edit").click()
    page.get_by_label("To (").fill("not an address")
    page.get_by_label("Subject").fill("My own subject")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="is not a mail address")).to_be_visible()
    assert page.get_by_label("Subject").input_value() == "My own subject"
    assert not home.draft("Tidewell")["edited"]


def test_an_interview_is_kept(page: Page, home: Home) -> None:
    case(page, "Tidewell").get_by_role("button", name="Keep interview").click()
    expect(page.get_by_role("heading", name="Kept and put off")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Kept: the interview with Tidewell Analytics stays")
    assert status(home, "Tidewell") == "kept"


def test_a_letter_is_put_off(page: Page, home: Home) -> None:
    shown = case(page, "Lanternvale")
    shown.locator("summary", has_text="Later").click()
    shown.get_by_role("button", name="In two days").click()
    expect(page.get_by_role("status")).to_contain_text("Bowout asks again Sun 22 Nov, 09:30")
    assert status(home, "Lanternvale") == "snoozed"


def test_a_letter_is_put_off_until_a_time(page: Page, home: Home) -> None:
    shown = case(page, "Lanternvale")
    shown.locator("summary", has_text="Later").click()
    shown.get_by_label("or at").fill("2026-11-23T08:15")
    shown.get_by_role("button", name="Ask then").click()
    expect(page.get_by_role("status")).to_contain_text("Bowout asks again Mon 23 Nov, 08:15")
    assert home.draft("Lanternvale")["snoozed_until"] == "2026-11-23T08:15:00-05:00"


def test_a_question_is_answered_with_a_button(page: Page, home: Home) -> None:
    page.get_by_role("button", name="I turned it down").click()
    expect(page.get_by_role("status")).to_contain_text("Noted")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("question")
    assert home.agent("questions", "--json").data == []


def test_a_call_has_its_own_word(page: Page, home: Home) -> None:
    shown = case(page, "Corvane")
    expect(shown.get_by_role("button", name="Approve")).to_have_count(0)
    expect(shown).to_contain_text("617-555-0142")
    shown.get_by_role("button", name="I called").click()
    expect(page.get_by_role("status")).to_contain_text("Noted: you called Corvane Health")
    assert status(home, "Corvane") == "sent"


def test_not_an_offer_takes_the_letters_away_and_back_brings_them_again(page: Page, home: Home) -> None:
    shown = case(page, "Tidewell")
    shown.locator("summary", has_text="Not right?").click()
    shown.get_by_role("button", name="Not an offer").click()
    expect(page.get_by_role("status")).to_contain_text("is now set aside")
    assert status(home, "Tidewell") == "void"
    page.get_by_role("button", name="Back to what the mail says").first.click()
    expect(page.get_by_role("status")).to_contain_text("is now firm")
    assert status(home, "Tidewell") == "waiting"


def test_all_are_approved_from_one_list_of_exactly_what_goes_out(page: Page, home: Home) -> None:
    page.get_by_role("link", name="Approve all 3").click()
    for draft in home.agent("drafts", "--json").data:
        if draft["kind"] == "call_sheet":
            expect(page.locator("main")).not_to_contain_text(draft["employer"])
        else:
            shown = page.locator("article", has_text=draft["employer"]).first
            expect(shown).to_contain_text(draft["digest"])
            expect(shown.locator(".body")).to_have_text(draft["body"])
    page.get_by_role("checkbox", name=re.compile("Lanternvale")).uncheck()
    page.get_by_role("button", name="Approve what is ticked").click()
    expect(page.get_by_role("status")).to_contain_text("2 letters are approved")
    assert [status(home, name) for name in ("Tidewell", "Brookmere", "Lanternvale")] == [
        "approved",
        "approved",
        "waiting",
    ]


def test_a_letter_that_changed_meanwhile_is_shown_beside_the_old_one(page: Page, home: Home) -> None:
    draft = home.draft("Tidewell")
    home.agent("edit", draft["id"], "--subject", "Changed meanwhile")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        case(page, "Tidewell").get_by_role("button", name="Approve").click()
    assert answer.value.status == 409
    expect(page.get_by_role("region", name="As it was")).to_contain_text(draft["subject"])
    now = page.get_by_role("region", name="As it is now")
    expect(now).to_contain_text("Changed meanwhile")
    assert status(home, "Tidewell") == "waiting"
    now.get_by_role("button", name="Approve").click()
    expect(case(page, "Tidewell").get_by_role("status")).to_contain_text("Approved")


def test_a_list_with_a_letter_that_changed_approves_none(page: Page, home: Home) -> None:
    page.get_by_role("link", name="Approve all 3").click()
    home.agent("edit", home.draft("Tidewell")["id"], "--subject", "Changed meanwhile")
    page.get_by_role("button", name="Approve what is ticked").click()
    expect(page.get_by_role("alert").filter(has_text="Nothing was approved")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Changed meanwhile")
    assert {status(home, name) for name in ("Tidewell", "Brookmere", "Lanternvale")} == {"waiting"}


def test_keys_go_through_the_cases(page: Page, home: Home) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    at = page.evaluate("document.activeElement.querySelector('h3').textContent")
    assert at.startswith("Tidewell")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(case(page, "Tidewell").get_by_role("status")).to_be_focused()
    page.keyboard.press("u")
    expect(case(page, "Tidewell").get_by_role("status")).to_contain_text("Taken back")
    expect(case(page, "Tidewell").get_by_role("status")).to_be_focused()
    assert status(home, "Tidewell") == "waiting"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile("/edit$"))
    page.get_by_label("Letter", exact=True).press("a")
    expect(page).to_have_url(re.compile("/edit$"))


def test_it_all_works_without_scripts(review: Review, home: Home, window: Callable[..., Page]) -> None:
    page = window(java_script_enabled=False)
    page.goto(review.link)
    case(page, "Tidewell").get_by_role("button", name="Approve").click()
    expect(case(page, "Tidewell")).to_contain_text("seconds. Until then you can take it back")
    case(page, "Tidewell").get_by_role("button", name="Undo").click()
    shown = case(page, "Lanternvale")
    shown.locator("summary", has_text="Later").click()
    shown.get_by_role("button", name="In a day").click()
    expect(page.get_by_role("status")).to_contain_text("Bowout asks again")
    page.get_by_role("button", name="Still deciding").click()
    expect(page.get_by_role("status")).to_contain_text("Noted")
    case(page, "Tidewell").get_by_role("link", name="Edit").click()
    page.get_by_label("Subject").fill("In my own words")
    page.get_by_role("button", name="Save").click()
    assert home.draft("Tidewell")["subject"] == "In my own words"
    assert (status(home, "Tidewell"), status(home, "Lanternvale")) == ("waiting", "snoozed")


@pytest.mark.parametrize("width", [360, 1080])
@pytest.mark.parametrize("path", ["/", "/letters", "/history", "/letter/{}/edit"])
def test_no_window_is_too_narrow(page: Page, home: Home, review: Review, width: int, path: str) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(review.origin + path.format(home.draft("Tidewell")["id"]))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for picture in page.locator("svg.timeline").all():
        if picture.is_visible():
            box = picture.bounding_box()
            assert box is not None
            assert box["width"] <= width


def test_no_label_of_a_letter_is_broken_in_two(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    one = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.heads dt')).lineHeight)")
    labels = page.evaluate(
        "[...document.querySelectorAll('.heads dt')].filter((e) => e.checkVisibility()).map((e) => {"
        " const r = document.createRange(); r.selectNodeContents(e); return [e.textContent, r.getBoundingClientRect().height]; })"
    )
    assert "Subject" in {label for label, _ in labels}
    assert [label for label, height in labels if height > 1.5 * one] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_menu_opens_below_and_moves_no_button(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    shown = case(page, "Tidewell")
    buttons = shown.locator(".choices > form > button, .choices > a, .choices > .menu > summary")

    def places() -> list[list[float]]:
        """Left edge, upper edge on the whole page, height."""
        where = "all => all.map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y + scrollY, r.height]; })"
        found: list[list[float]] = buttons.evaluate_all(where)
        return found

    before = places()
    assert len({height for _, _, height in before}) == 1
    for name in ("Later", "Another letter", "Not right?"):
        shown.locator("summary", has_text=name).click()
        assert places() == before
        assert shown.locator(".sheet:visible").count() == 1
        top = shown.locator(".sheet:visible").evaluate("(e) => e.getBoundingClientRect().y + scrollY")
        assert top >= max(y + height for _, y, height in before)


def test_light_and_dark_follow_the_desktop(page: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    assert (light, page.evaluate(ground)) == ("rgb(246, 245, 241)", "rgb(20, 24, 26)")


def test_whatever_takes_the_keys_is_seen_and_named(page: Page) -> None:
    """Every stop of the tab key shows where it is and has a name that a screen reader can say."""
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return [e.tagName, s.outlineStyle, parseFloat(s.outlineWidth),"
            " (e.getAttribute('aria-label') || e.innerText || e.labels?.[0]?.innerText || '').trim()]; })()"
        )
        if stop[0] == "BODY":
            break
        assert stop[1] == "solid", stop
        assert stop[2] >= 2, stop
        assert stop[3], stop


def test_a_screen_reader_is_told_words_and_no_signs(page: Page) -> None:
    case(page, "Corvane").get_by_role("button", name="Keep interview").click()
    expect(page.get_by_role("status")).to_contain_text("Kept")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [
        node["name"]["value"] for node in tree if not node["ignored"] and "Disclosure" in node.get("role", {})["value"]
    ]
    assert any(name.startswith("Later (ask again about Tidewell") for name in names), names
    assert any(name.startswith("Corvane") for name in names), names
    assert [name for name in names if any(sign in name for sign in "▾▸▣")] == []


def test_every_field_has_its_label_and_every_id_is_there_once(page: Page, home: Home) -> None:
    unlabelled = (
        "[...document.querySelectorAll('input:not([type=hidden]), textarea')].filter((f) => !f.labels.length).length"
    )
    twice = "(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.length - new Set(ids).size; })()"
    links = "[...document.querySelectorAll('a[href*=\"#\"]')].filter((a) => a.pathname === location.pathname && !document.getElementById(a.hash.slice(1))).map((a) => a.hash)"
    assert page.evaluate("document.documentElement.lang") == "en"
    for address in (page.url, f"{page.url}letters", f"{page.url}letter/{home.draft('Tidewell')['id']}/edit"):
        page.goto(address)
        assert page.evaluate(unlabelled) == 0
        assert page.evaluate(twice) == 0
        if address == page.url:
            assert [one for one in page.evaluate(links) if one != "#accounts"] == []


def test_the_history_is_there(page: Page, home: Home) -> None:
    home.agent("keep", home.draft("Tidewell")["id"])
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="History").click()
    expect(page.get_by_role("region", name="History").get_by_role("row").nth(1)).to_contain_text("draft kept")


def test_it_shows_the_accounts_and_what_ails_them(
    home: Home, review: Review, window: Callable[..., Page], tmp_path: Path
) -> None:
    page = window()
    page.goto(review.link)
    accounts = page.get_by_role("region", name="Accounts")
    expect(accounts).to_contain_text("35 messages checked, 23 about the job search")
