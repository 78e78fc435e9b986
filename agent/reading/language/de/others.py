"""German: somebody else's candidacy, and offers and interviews that are no jobs."""

from __future__ import annotations

from agent.reading.language import Family

FAMILIES: tuple[Family, ...] = (
    Family(
        "THEIRS",
        "it is about somebody else's candidacy",
        r"""
        (?:fachinterviewer\w*|interviewer(?:in)?|bewertungsbogen|interviewleitfaden|beobachterbogen|beobachter(?:in)?|auswahlkommission eingeplant|interviewpanel|debrief\w*|nachbesprechung)
        (?:gespräch|interview|vorstellungsgespräch|bewerbungsgespräch) mit (?:herrn|frau|hr\.|fr\.|der kandidatin|dem kandidaten|dem bewerber|der bewerberin)(?: \S+){0,12}? (?:eingeplant|dein team|ihr team|du bist dabei|teilnehmen|bewert\w+|dabei)
        (?:kandidat(?:in)?|bewerber(?:in)?): \w+
        (?:du bist|sie sind) (?:als )?(?:\w*interviewer(?:in)?|hiring manager|fachbereich)
        (?:sie|dich|du) (?:\S+ ){0,4}?als referenz(?:geber\w*|person)? (?:genannt|angegeben|benannt)|(?:bitte um|anfrage|um eine) (?:\w+ )?referenz(?:auskunft)? (?:über|für|zu)|referenzanfrage
        (?:deine[nm]?|ihre[nm]?) (?:neue[nmr]? )(?:mitarbeiter\w*|teammitglied)
        (?:liebe|hallo|an alle) (?:kolleg\w+|team|alle|mitarbeiter\w*)|mitarbeiterinformation|jahresgespräch|mitarbeitergespräch|zielvereinbarung\w*|personalgespräch
        (?:ich hab den job|ich habe den job|ich hab die stelle|rate mal|stell dir vor|drück mir die daumen|die haben mir|mein neuer job)
        (?:mitarbeiter werben mitarbeiter|empfehlungsprämie|empfehlungsprogramm)
        (?:hat|haben) (?:\S+ ){0,4}?unser angebot angenommen
        """,
        side="any",
        strong=False,
        free="qcnh",
    ),
    Family(
        "NEWS",
        "it writes about jobs in general",
        r"""
        (?:liebe leser\w*|in dieser ausgabe|diese woche|umfrage|studie|laut einer|experten|ratgeber|muster(?:schreiben|vorlage|brief)?|vorlage|so (?:verhandeln|gelingt|schreiben)|tipps (?:für|zur|zum)|\d+ (?:tipps|fragen|fehler|gründe))
        (?:gehaltsverhandlung|bewerbungstipps|vorstellungsgespräch meistern|die besten)
        """,
        side="any",
        strong=False,
        free="qcnh",
    ),
)

DOMAINS: dict[str, str] = {
    "property": r"wohnung\w*|mietvertrag\w*|vermieter\w*|mieter\w*|kaltmiete|warmmiete|besichtigung\w*|immobilie\w*|makler\w*|exposé|grundstück\w*|notar\w*|kaufvertrag|baufinanzierung|selbstauskunft|quadratmeter|schlüsselübergabe|hausverwaltung",
    "finance": r"kredit(?:e|en|s|antrag|rate|angebot|karte|vertrag|zusage|rahmen|summe|betrag)?|\w{3,}kredit(?:e|s)?|darlehen\w*|\w*zinssatz|zinsen|girokonto|bausparvertrag|sparkonto|kreditkarte|tilgung|bonität\w*|depot|geldanlage|effektiver jahreszins",
    "shop": r"rabatt\w*|gutschein\w*|warenkorb|bestellung\w*|versandkosten\w*|sonderangebot\w*|nur noch heute|newsletter|abo\b|abonnement|rechnung|lieferung|paket\b|sale\b|vertragsverlängerung|mobilfunk\w*|datenvolumen|handyvertrag|dsl|stromanbieter|stromtarif|tarifwechsel|inspektion",
    "study": r"studienplatz\w*|studiengang|studium|immatrikul\w+|einschreibung|semester\w*|hochschulstart|zulassung\w*|zulassungsbescheid|studierende|schulplatz|einschulung|kitaplatz|betreuungsvertrag|elternabend|stipendi\w+|masterstudiengang|losverfahren",
    "consulate": r"visumsantrag|konsulat|botschaft|visumtermin|ausländerbehörde",
    "practice": r"bewerbungstraining|probeinterview|übungsgespräch|bewerbungscoach\w*|interviewtraining|karriereberatung|rollenspiel|mock",
    "study_subjects": r"studienteilnehm\w+|nutzerinterview\w*|user[- ]?research|aufwandsentschädigung|usability\w*|probanden|befragung|marktforschung|forschungsprojekt interview",
    "press": r"redaktion|journalist\w*|podcast|radio(?:sender|interview|beitrag)?|sendung|zeitung|hörfunk|autorisier\w+|zitate|reportage",
    "benefits": r"jobcenter|arbeitsagentur|agentur für arbeit|arbeitslosengeld|bürgergeld|vermittlungsvorschlag|eingliederungsvereinbarung|rechtsfolgenbelehrung|ams\b",
    "private": r"geburtstag\w*|hochzeit\w*|verein|training|mannschaft|kegeln|chor|grillen|kindergeburtstag|date\b|familienfeier",
    "travel": r"flug\w*|hotelzimmer|buchungsnummer|reise\w*unterlagen|check-in|doppelzimmer|bahncard|übernachtung",
    "health": r"patient\w*|rezept\b|arzttermin|sprechstunde|überweisung|zahnreinigung|krankenhausaufenthalt|vorsorgeuntersuchung|terminerinnerung praxis|physiotherapie\w*termin",
    "sales": r"produktdemo|demo-termin|testversion|unsere lösung|unsere plattform|vertriebs-?team|wartungsvertrag|leistungsverzeichnis|angebot nr|auftragsbestätigung|kostenvoranschlag",
    "volunteer": r"ehrenamt\w*|unentgeltlich|freiwillige helfer",
    "insurance": r"versicherungspolice|versicherungsnummer|beitragsanpassung|schadensmeldung|versicherungsschutz|haftpflicht\w*|beitragsrechnung|kfz-versicherung",
    "prize": r"gewinnspiel|gewinner\w*|hauptpreis|verlosung",
    "event": r"jobmesse|karrieremesse|webinar\w*|tickets?|anmeldebestätigung|veranstaltung\w*",
    "newsletter": r"in dieser ausgabe|newsletter|online lesen|im browser|abbestellen|leserbrief\w*|ausgabe \d+",
    "alert": r"jobalarm|job-?alert|neue jobs|neue stellenangebote|passende jobs|\d+ (?:neue )?(?:jobs|stellen\w*)|suchauftrag|jobempfehlung\w*|stellenmarkt|jobagent",
    "account": r"passwort|registrierung|konto bestätigen|e-mail-adresse bestätigen|bewerberkonto|bewerbung fortsetzen|entwurf gespeichert|noch nicht abgeschickt",
    "staff": r"jahresgespräch|mitarbeitergespräch|zielvereinbarung\w*|betriebsversammlung|liebe kolleg\w+|mitarbeiterinformation|betriebsausflug|zeiterfassung|entgeltabrechnung|urlaubsantrag",
}  # fmt: skip
"""Other business, and the words that belong to it. Two of one kind outweigh a few words about jobs."""
