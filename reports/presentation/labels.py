"""What the presentation itself says: the words its scripts ask for."""

from __future__ import annotations

from locales import Words


def labels(words: Words) -> dict[str, str]:
    """The words of the presentation by the names that the scripts use."""
    return {
        "next": words.gettext("Next"),
        "previous": words.gettext("Previous"),
        "first": words.gettext("First screen"),
        "last": words.gettext("Last screen"),
        "overview": words.gettext("All screens"),
        "blank": words.gettext("Blank screen"),
        "ask": words.gettext("Question from the audience"),
        "ask_hint": words.gettext("Metric or district: Chinese, English or pinyin"),
        "more_found": words.gettext("There are more; a longer word finds fewer."),
        "nothing": words.gettext("Nothing found. Try a shorter word."),
        "language": words.gettext("Chinese or English"),
        "theme": words.gettext("Light or dark"),
        "large": words.gettext("Large text"),
        "full": words.gettext("Full screen"),
        "keys": words.gettext("Keys"),
        "details": words.gettext("Evidence and notes"),
        "further": words.gettext("Further notes: {n}, under Evidence (key E)."),
        "table": words.gettext("Table or chart"),
        "save": words.gettext("Take along as one file"),
        "home": words.gettext("Other running orders"),
        "close": words.gettext("Close"),
        "jump": words.gettext("Screen number, then Enter"),
        "back": words.gettext("back to screen {n}"),
        "of": words.gettext("{n} of {total}"),
        "source": words.gettext("Sources: {sources}"),
        "card": words.gettext("Show the source of this figure"),
        "open": words.gettext("Open the document"),
        "all_evidence": words.gettext("Everything about this figure"),
        "page": words.gettext("Open its page in the dashboard"),
        "figures": words.gettext("Figures on this screen"),
        "sort": words.gettext("Sort by {column}"),
        "lost": words.gettext("No connection; this screen stays, and all others are here."),
        "fresh": words.gettext("New data have been taken up."),
        "saving": words.gettext("The file is being made …"),
        "saved": words.gettext("The file has been saved."),
        "failed": words.gettext("That did not work. Please try again."),
        "busy": words.gettext("The server is busy just now. This goes on by itself in a moment."),
        "pages": words.gettext("Rows {first} to {last} of {total}"),
        "bar_overview": words.gettext("All"),
        "bar_ask": words.gettext("Ask"),
        "bar_details": words.gettext("Evidence"),
        "bar_table": words.gettext("Table view"),
        "bar_blank": words.gettext("Blank"),
        "bar_theme": words.gettext("Light / dark"),
        "bar_large": words.gettext("Large text"),
        "bar_full": words.gettext("Full screen"),
        "bar_save": words.gettext("Take along"),
        "bar_home": words.gettext("Others"),
        "bar_keys": "?",
    }


def beginning(words: Words) -> dict[str, str]:
    """The words of the page on which a running order is chosen."""
    return {
        "open_pages": words.gettext("The pages I have open"),
        "none_open": words.gettext(
            "No page with a chart is open in this browser. Open Compare or Trends in another tab."
        ),
        "failed": words.gettext("That did not work. Please try again."),
        "busy": words.gettext("The server is busy just now. This goes on by itself in a moment."),
        "no_room": words.gettext(
            "The draft is too long for a link, and this browser does not let the page keep it. "
            "Allow site data for this address, or leave the private window."
        ),
    }


def while_waiting(words: Words) -> dict[str, str]:
    """The words of a document whose screens are still being made."""
    return {
        "preparing": words.gettext(
            "The screens are being prepared. Long presentations take up to half a minute."
        ),
        "busy": words.gettext("Many presentations are being prepared just now. This one follows by itself."),
        "failed": words.gettext("That did not work. Please try again."),
        "gone": words.gettext("The draft was kept for that window only. Please open its file again."),
        "again": words.gettext("Try again"),
        "home": words.gettext("Other running orders"),
    }


def of_wall(words: Words) -> dict[str, str]:
    """What the big screen says besides."""
    return {
        "residents": words.gettext("residents, census of 2020"),
        "no_headline": words.gettext(
            "No official, exact, whole-district figure on law-based government in our sources yet."
        ),
        "of_kinds": words.gettext("of {total} kinds"),
        "compared": words.gettext("What can be compared today"),
        "turning": words.gettext("{first} to {last} of {total}"),
        "hold": words.gettext("Hold"),
        "go_on": words.gettext("Go on"),
        "leave": words.gettext("Leave the big screen"),
        "no_map": words.gettext("No outlines of districts are at hand."),
    }
