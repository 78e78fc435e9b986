"""Amounts of money in somebody's words, left out before the words are stored: what a job pays is nobody's business here. Pure."""

from __future__ import annotations

import re

AMOUNT = "[amount]"

_SIGNS = "€$£¥₹₽₺₩₪₫₴"
_CODES = (
    "usd|eur|gbp|chf|cad|aud|nzd|jpy|inr|sek|nok|dkk|pln|czk|huf|ron|brl|mxn|zar|sgd|hkd|cny|rmb|aed"
    "|euros?|dollars?|pounds?|francs?|franken|kron(?:or|er)|zł|zlotych|złotych|reais|rupees|lakhs?|lpa|fr\\.|rs\\.?"
)
_NUMBER = r"\d{1,12}(?:[ \u00a0\u202f'’.,]\d{2,3}(?!\d)){0,5}(?:[.,]\d{1,2}(?!\d))?"
_LARGE = r"(?:\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3}(?!\d)){1,5}|(?!(?:19|20)\d\d(?!\d))\d{4,12})(?:[.,]\d{1,2}(?!\d))?"
"""A number as pay is written; a year is none."""
_TAIL = r"(?:,[-–—])?(?:\s?(?:k|tsd\.?|mio\.?|m|mn|thousand|million|mille|mila)(?!\w))?"
_PAY = (
    r"salar\w*|pay|paid|compensation|base|bonus|stipend\w*|wages?|remuneration|ote|sign-?on|equity|allowance|package"
    r"|\w*gehalts?|\w*vergütung|brutto\w*|netto\w*|salaire|rémunération|sueldo|retribuci[oó]n|salário|remuneração"
    r"|retribuzione|ral|salaris|loon|\w*lön|wynagrodzeni\w*|tarif"
)
_SPAN = (
    r"hour|hr|h|day|week|month|year|yr|annum|stunde|tag|monat|jahr|heure|jour|mois|an|hora|día|mes|año|ano|ora|mese|anno"
    r"|uur|maand|jaar"
)
_TO = r"\s?(?:-|–|—|to|and|bis|und|à|a|y|e|tot|do)\s?"
_MONEY = rf"(?:(?:(?:us|a|c|r|hk)?[{_SIGNS}]|(?<!\w)(?:{_CODES}))\s?)"
_MONEY_AFTER = rf"(?:\s?(?:[{_SIGNS}]|(?:{_CODES})(?!\w)))"

_AMOUNT = re.compile(
    rf"{_MONEY}{_NUMBER}{_TAIL}(?:{_TO}{_MONEY}?{_NUMBER}{_TAIL})?{_MONEY_AFTER}?"
    rf"|(?<![\w.,]){_NUMBER}{_TAIL}(?:{_TO}{_NUMBER}{_TAIL})?{_MONEY_AFTER}"
    rf"|(?<![\w.,])(?:{_NUMBER}{_TO})?{_NUMBER}\s?k(?!\w)"
    rf"|(?<![\w.,:/])(?:{_NUMBER}{_TO})?{_NUMBER}\s?(?:/|per |an |a |pro |p\.\s?|par |por |al |all'|im )\s?(?:{_SPAN})(?!\w)"
    r"|(?<![\w.,+/()-])(?<!\d )[1-9]\d{0,2}(?:[.,'’]\d{3}(?!\d)){1,2}(?:[.,]\d{1,2}(?!\d))?(?!\w|[.,/-]\d| \d)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"(?P<before>\b(?:{_PAY})\b[^\d\n]{{0,40}}?)(?:{_LARGE}(?:{_TO}{_LARGE})?|\d{{1,3}}(?:[.,]\d{{1,2}})?\s?%)"
    rf"|(?<![\w.,]){_LARGE}(?P<after>\s(?:\w+\s)?(?:gross|brutto|netto|net|brut|bruts|annually|yearly|monthly|jährlich|monatlich|p\.\s?a\.))",
    re.IGNORECASE,
)


def without_amounts(text: str) -> str:
    """The text with "[amount]" wherever it tells of money: by a currency, by a span of time, beside a word for pay, or
    in thousands set apart ("95,000"), whatever it counts."""
    if not any(map(str.isdigit, text)):
        return text
    text = _AMOUNT.sub(AMOUNT, text)
    return _SPOKEN.sub(lambda m: f"{m['before'] or ''}{AMOUNT}{m['after'] or ''}", text)
