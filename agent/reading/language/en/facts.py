"""English days and hours: the words for them, and the ways of naming a day that go beyond a number and a month."""

from __future__ import annotations

MONTHS = """
january jan
february feb
march mar
april apr
may
june jun
july jul
august aug
september sep sept
october oct
november nov
december dec
"""
WEEKDAYS = """
monday mon
tuesday tue tues
wednesday wed weds
thursday thu thur thurs
friday fri
saturday sat
sunday sun
"""
NUMBERS: dict[str, int] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "twenty": 20, "thirty": 30,
}  # fmt: skip
DAYS_AHEAD: dict[str, int] = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "this noon": 0, "tomorrow": 1, "tomorrow's": 1, "tmrw": 1,
    "the day after tomorrow": 2, "a week today": 7, "this day week": 7, "this day next week": 7, "this time next week": 7, "a week from today": 7,
    "within the week": 7, "a week tomorrow": 8, "a fortnight today": 14, "today fortnight": 14, "this day fortnight": 14, "a fortnight tomorrow": 15,
}  # fmt: skip
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
_ORDINAL = r"(?P<ordinal>" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + ")"
_SPAN = r"{number} ?(?:\(\d+\) )?(?P<work>business |working |work |calendar )?(?P<unit>hours?|hrs?|days?|weeks?)"
DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("nth", r"\b(?P<nth>first|second|third|fourth|last) {weekday} (?:of|in) {month}\b"),
    ("day_month", r"\b(?:the )?" + _ORDINAL + r" (?:day )?of {month}\b(?:,? (?P<year>20\d\d))?"),
    ("day_month", r"\b{month} (?:the )?" + _ORDINAL + r"\b(?:,? (?P<year>20\d\d))?"),
    ("day_month", r"\b{month},? the (?P<d>\d{1,2})(?:st|nd|rd|th)?\b(?![:.]\d)"),
    ("weekday", r"\b{weekday},? the " + _ORDINAL + r"\b"),
    ("ordinal", r"\b(?:by|on|until|till|before|is|from|noon on) the " + _ORDINAL + r"\b(?! (?:of|day|week|month|time|one|thing|place|round|interview|stage|step|half|floor|draft|person|to|and|version|year|quarter|offer|job|two|few|candidate))"),
    ("ordinal", r"(?<![\w-])(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?! (?:of |floor|street|st\b|avenue|ave|century|year|grade|birthday|anniversary|place|edition|percentile|and \d|month|week|time|st\.|hour|attempt|man|round|amendment|district|quarter))"),
    ("end", r"\b(?:the )?(?:end|close|last day) of (?P<end>the week|this week|the working week|next week|the month|this month|(?:the month of )?{month})\b"),
    ("end", r"\b(?:before|by) (?P<end>the weekend)\b"),
    ("weekday", r"\b(?<!this )(?<!next )(?<!last )(?<!every )(?P<which>(?:a )?week (?:on |from )?|next week,? (?:on )?|(?:a )?fortnight (?:on |from )){weekday}\b"),
    ("weekday", r"\b{weekday}(?P<after> of next week| in a week| in a week's time| fortnight| in two weeks| of this week)\b"),
    ("within", r"\b(?:not later than |no later than |at most |within(?: a period of)? |inside |good for |open for |valid for )" + _SPAN + r"\b"),
    ("within", r"\b(?:within |in )?" + _SPAN + r" (?:hence|from (?:now|today|this|the date|receipt|receiving|when)|after (?:the date|receipt|receiving|you receive)|to (?:decide|respond|reply|sign|accept|answer|chew|think|consider|come back|get back|let (?:me|us))|of (?:receipt|receiving|this|the date))\b"),
    ("within", r"\b(?:expires? in |within |in |have |has |you get |takes? |give you |you've got |got )" + _SPAN + r"\b(?! (?:a|per|each|of|notice|holiday|leave|off|annual|shift|probation|work|on site|in the office))"),
)  # fmt: skip
SAME: dict[str, str] = {
    "the week": "week", "this week": "week", "the working week": "week", "the weekend": "week", "the month": "month", "this month": "month",
    "week ": "a week on", "week on ": "a week on", "week from ": "a week on", "a week on ": "a week on", "a week from ": "a week on", "a week ": "a week on",
    "next week ": "next", "next week on ": "next", "next week, ": "next", "next week, on ": "next", "fortnight on ": "a fortnight on",
    "fortnight from ": "a fortnight on", "a fortnight on ": "a fortnight on", "a fortnight from ": "a fortnight on",
    " of next week": " next week", " in a week": " week", " in a week's time": " week", " in two weeks": " fortnight",
    **{word: str(number) for number, word in enumerate(_ORDINALS, 1) if number > 4},
}  # fmt: skip
CLOCKS: tuple[tuple[str, int], ...] = (
    (r"\bhalf past {hour}\b", 30), (r"\bhalf {hour}\b(?! (?:a|of|the)\b)", 30), (r"\b(?:a )?quarter past {hour}\b", 15), (r"\b(?:a )?quarter (?:to|of) {hour}\b", -15),
    (r"\bten past {hour}\b", 10), (r"\bten to {hour}\b", -10), (r"\btwenty past {hour}\b", 20), (r"\btwenty to {hour}\b", -20), (r"\bfive past {hour}\b", 5),
    (r"\bfive to {hour}\b", -5), (r"\b{hour_word} (?:thirty)\b", 30), (r"\b{hour_word} o'?clock\b", 0), (r"\b{hour_word}(?= in the (?:morning|afternoon|evening)| sharp\b)", 0),
    (r"\b(?:at|from|for|by|tomorrow's) {hour_word}\b(?! (?:of|to|or|days?|weeks?|people|hours?|minutes?|years?|months?|in [a-z]+|weeks'|other|more|different|thing|reasons?)\b)", 0),
)  # fmt: skip
NOON = r"\b(?:noon|midday)\b"
MORNING = r"morning"
AFTERNOON = r"afternoon|evening|night"
AT = r"at|from|by|about|around|until|till|before|time:?"
FACTS: dict[str, str] = {}
