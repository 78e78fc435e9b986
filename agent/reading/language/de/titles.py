"""German: how a job's title stands in a line. Nouns are capitalised, so a title ends where a small word follows."""

from __future__ import annotations

_NOT = (
    r"(?!(?:Anlage|Anhang|PDF|Nächste|Erste|Zweite|Letzte|Dank|Referenz|Bewerber|Kandidat|Mitarbeiter(?:in)?\b(?! [A-Z])|Kolleg|Sie\b|Ihnen\b|Ihr|Familie|Beispiel|Team\b|Teil\b|Arbeitgeber|Download|Vorbereitung|Gast|Antwort|"
    r"Fachinterview|Ersatz|Ergebnis|Termin|Gespräch|Wunsch|Favorit|Grund|Option|Alternativ|Unternehmen|Firma|Ganze|Frist|Zeichen|Start|Unterstützung|Verstärkung|Neue|Stelle|Position|Anstellung|Vertrag|Angebot|Bewerbung|Einladung|"
    r"Vorschlag|Nachweis|Kopie|Link|Video|Eintritt|Beginn|Die\b|Der\b|Das\b|Herr|Frau|Wir\b|Absage|Zusage|Nr\b|Nummer|Vom\b|Von\b|Gehalt|Mein|Dein|Unser|Vielen))"
)
TITLE = (
    _NOT + r"[A-ZÄÖÜ][\wäöüß&/-]*(?:[:*]innen|[:*]in|/-?in)?"
    r"(?: (?:für |und |& )?(?!(?:Sie|Ihnen|Ihr|Wir|Die|Der|Das|GmbH|AG|Bitte|Donnerstag|Montag|Dienstag|Mittwoch|Freitag)\b)[A-ZÄÖÜ][\wäöüß&-]*){0,3}(?: \([A-ZÄÖÜ][\wäöüß-]+\))?"
)
_NEW = r"(?:(?:neue[rnms]?|unsere[rnms]?|unser|eine[rnms]?|ein|der|die|das|künftige[rn]?) )*"
LED: tuple[tuple[str, float], ...] = (
    (rf"(?P<title>{TITLE}) ?\((?:[mwdfxi]|gn|div)(?: ?[/|,] ?(?:[mwdfxi]|gn|div)\.?)+\)", 1.6),
    (rf"\b(?i:stelle|position|tätigkeit|funktion|rolle|beschäftigung|anstellung|einstellung|bewerbung|platz|ausbildung) (?:als|zum|zur|der|des|eines|einer|um die Stelle als|auf die Stelle als) {_NEW}(?P<title>{TITLE})", 1.4),
    (rf"\b(?:Stelle|Position|Funktion|Bewerbung|Bewerbungsgespräch|Anstellung|Start) (?:\()?(?P<title>{TITLE})", 0.7),
    (rf"\bals {_NEW}(?P<title>{TITLE})", 1.0),
    (rf"^(?:Position|Stelle|Funktion|Tätigkeit|Einsatz)\s?: ?(?P<title>{TITLE})", 2.5),
    (r"\bdie (?P<title>Leitung [A-ZÄÖÜ][\wäöüß-]+)", 1.0),
    (rf"(?P<title>\b{_NOT}(?=[A-ZÄÖÜ])[\wäöüß-]*(?i:ingenieur|entwickler|leiter|berater|techniker|referent|assistent|sachbearbeiter|konstrukteur|zeichner|administrator|planer|elektroniker|mechaniker|kaufmann|monteur|"
     r"pfleger|erzieher|disponent|controller|einkäufer|redakteur|verkäufer|lehrer|begleiter|vorbereiter|prüfer|rezeptionist|koordinator|doktorand)(?:in|[:*/]-?in)?\b(?: [A-ZÄÖÜ][\wäöüß-]{3,}){0,2}|"
     rf"\b{_NOT}(?=[A-ZÄÖÜ])[\wäöüß-]*(?i:kauffrau|fachkraft|leitung|assistenz|koordination|fachangestellte[r]?)\b)", 0.5),
)  # fmt: skip
"""A pattern on the line as written, and how surely its title is the post in question."""
