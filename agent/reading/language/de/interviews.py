"""German: interviews arranged, confirmed, moved, called off; tests asked for; applications received; cold contacts."""

from __future__ import annotations

from agent.reading.language import Family

FAMILIES: tuple[Family, ...] = (
    Family(
        "INVITE",
        "an interview is asked for, its time is open",
        r"""
        (?:lade[nt]?|laden) (?:{we} )?(?:sie|dich)(?: \S+){0,14}? ein(?=[ .,!:;]|$)
        (?:lade[nt]?|laden) (?:{we} )?(?:sie|dich) (?:\S+ ){0,6}?(?:zu|zum|auf) (?:\S+ ){0,4}?(?:{meet}|kaffee)
        (?:sie|dich)(?: \S+){0,10}? (?:einladen|einzuladen|kennenlernen|kennenzulernen|kennen zu lernen|kennen lernen|sprechen|treffen|sehen|unterhalten|austauschen)(?=[ .,!:;?]|$)
        (?:mit (?:ihnen|dir))(?: \S+){0,8}? (?:sprechen|telefonieren|unterhalten|austauschen|reden|vereinbaren|ins gespräch|kennenlernen)
        einladung (?:zu[mr]?|für) (?:\S+ ){0,4}?(?:{meet})
        (?:wann|welche[rsnm]?|an welchen tagen)(?: \S+){0,10}? (?:passt|passen|zeit|können|könnten|könntest|kannst|recht|am besten|möglich|in frage|infrage|in betracht)
        (?:haben|hätten|hast|hättest|finden|fänden) (?:sie|du)(?: \S+){0,10}? (?:zeit|lust|luft|gelegenheit|ein halbes stündchen|kurz zeit)
        (?:teilen|nennen|schicken|geben|schreiben|sagen|sagens|sag|gib|nenn|schick|schreib|teile?|melden|melde)(?: sie| mir| uns| dich)?(?: \S+){0,8}? (?:termin\w*|wann|verfügbarkeit\w*|uhrzeit\w*|zeitfenster|welche[rsn]?|tage[n]?|zeiten)
        (?:wähle|wählen|buche|buchen|such|suche|suchen|reservier\w*|trag|trage|tragen|vereinbare|vereinbaren)(?: sie| dir| sich| dich)?(?: \S+){0,10}? (?:termin\w*|slot|zeitfenster|gespräch\w*|halbes stündchen|zeit|zeitpunkt|uhrzeit)
        (?:termin|slot|zeitfenster)(?: \S+){0,6}? (?:buchen|auswählen|aussuchen|wählen|reservieren|vereinbaren|finden|abstimmen|auszuwählen|auszusuchen)
        (?:calendly|doodle|terminvorschl(?:ag|äge)|terminumfrage|buchungslink|folgende[nr]? (?:termine?|zeitfenster|zeiten))
        (?:können|könnten|kannst|könntest|möchten|mögen|magst|würden) (?:sie|du)(?: \S+){0,10}? (?:vorbeikommen|vorbeischaun|vorbeischauen|vorbei|kommen|zum gespräch|telefonieren|besuchen)
        (?:kommen sie|komm|schauen sie|schau) (?:doch |einfach |gerne? |mal )*(?:\S+ ){0,6}?(?:vorbei|auf einen kaffee|zum \w*gespräch|zum schnuppern|zum probearbeiten)
        (?:als )?nächste[rn]? schritt(?: \S+){0,8}? (?:{meet}|kennenlernen)
        (?:engere[rn]? (?:wahl|auswahl|kreis)|nächste[n]? runde|zweite[n]? runde|runde zwei)
        (?:passt|würde|ginge|wäre|geht) (?:es |das )?(?:ihnen|dir)(?: \S+){0,10}?\?
        (?:lass uns|lassen sie uns|wollen wir)(?: \S+){0,6}? (?:sprechen|telefonieren|quatschen|treffen|reden|austauschen)
        """,
        strong=True,
        free="q",
    ),
    Family(
        "SCHEDULE",
        "an interview at a fixed time",
        r"""
        (?:{meet})(?: \S+){0,12}? (?:findet|stattfinden|statt|ist|sind|bestätigt|bestätigen|bestätige|fest|eingetragen|notiert|gebucht|vereinbart|geplant|terminiert|steht|fixiert|angesetzt|vorgemerkt)
        (?:bestätigen|bestätige|bestätigung|bestätigt|terminbestätigung|erinnerung|erinnern|einladung|eingeladen|eingetragen|vorgemerkt|reserviert|gebucht|notiert|hier die details|ladung|geladen)(?: \S+){0,8}? (?:{meet}|{day})
        (?:laden|lade|lädt) (?:{we} )?(?:sie|dich)(?: \S+){0,6}? (?:{meet})(?: \S+){0,3}? (?:ein:|ein am|am|für|ein)
        (?:erwarten|erwarte|erwartet|treffen|sehen|freuen|freue|freut|begrüßen|empfangen|rufe|rufen|ruft|spreche[n]?)(?: \S+){0,8}? (?:{day}|um \d)
        (?:termin|gespräch)(?: \S+){0,8}? (?:nehme ich|passt|wahr|steht|sehr gern|komme ich)
        (?:nehme|nehm|bestätige) (?:ich )?(?:\S+ ){0,10}?(?:termin|wahr)
        halten (?:wir )?(?:\S+ ){0,10}?fest(?=[ .,!]|$)
        (?:passt|klappt|geht|ist) (?:mir |für mich |bei mir )?(?:\w+ ){0,2}?(?:gut|prima|super|perfekt|bestens|wunderbar|recht|in ordnung)
        (?:bin|werde|komme)(?: ich)?(?: \w+){0,3}? (?:pünktlich|da sein|dort|vor ort|bei ihnen|bei euch|da)(?=[ .,!]|$)
        (?:bis|dann bis) (?:{day}|dann|dahin)
        (?:wie (?:besprochen|vereinbart|telefonisch (?:besprochen|vereinbart))|zugesagt|terminzusage)
        (?:sie wurden|du wurdest)(?: \S+){0,4}? (?:eingeladen|termin)
        (?:besprechungs-id|passcode|teams-besprechung|zoom-link|meeting-id|einwahl\w*|einladung:|zur besprechung)
        (?:am gespräch|teilnehmen werden|gesprächspartner\w*)(?: \S+){0,8}? ?(?:teil|sind|nehmen)?
        auf (?:ein|das|unser|den) (?:\w+ )?(?:{meet})
        (?:{your}) (?:{meet})
        """,
        side="any",
        strong=False,
        free="h",
    ),
    Family(
        "RESCHEDULE",
        "an interview is moved, or asked to be moved",
        r"""
        (?:{meet}|{day}|ihn|es|uns|das)(?: \S+){0,14}? (?:{moved})(?=[ .,!?:;]|$)
        (?:verschieben|verschiebe|verlegen|verlege|schieben|tauschen|verschiebt|verlegt) (?:{we} )?(?:\S+ ){0,6}?(?:{meet}|ihn|{day})
        (?:terminverschiebung|terminänderung|verschoben|neuer termin|neuer zeitpunkt|neue uhrzeit|geänderter termin|verlegung|aktualisiert|termin geändert)(?= |:|$|[.,!])
        (?:{meet})(?: \S+){0,10}? (?:statt|anstatt|anstelle)(?: \S+){0,3}? (?:{day}|um \d)
        (?:statt|anstatt|anstelle)(?: des| der| am| wie geplant| wie vereinbart| von| vom)?(?: \S+){0,2}? (?:{day}|um \d|\d{1,2} uhr|\d{1,2}[:.]\d\d)
        (?:anderen|neuen|späteren|früheren|alternativ\w*|ersatz\w*) (?:\w*termin|tag|uhrzeit|zeitpunkt|slot)
        (?:eine stunde|einen tag|eine woche|zwei stunden|\d+ minuten) (?:später|früher|nach hinten|nach vorne)
        (?:können|könnten|kann|ginge|wäre es|würde|lässt|ließe|geht)(?: \S+){0,10}? (?:einen? ander\w+|ein ander(?:es|mal)|auf einen (?:ander|spät|früh)\w+|eine woche|einen tag|später|früher|umbuchen|verlegen|verschieben|schieben|neuen termin)(?: \S+){0,8}?
        (?:nicht|leider nicht|doch nicht) (?:\w+ ){0,3}?(?:schaffen|schaffe|wahrnehmen|kommen|dabei sein|möglich)(?: \S+){0,12}? (?:verschieben|anderen|neuen|später|stattdessen|alternativ\w*)
        (?:findet|finden)(?: \S+){0,5}? (?:nun|jetzt|stattdessen|erst) (?:\S+ ){0,4}?(?:am|um) (?:\S+ ){0,6}?statt
        (?:bisher|bisheriger termin|alter termin|ursprünglich\w*|alt):?
        (?:etwas|was) (?:\w+ )?dazwischen ?gekommen
        """,
        side="any",
        strong=True,
        free="qnh",
    ),
    Family(
        "CANCEL",
        "an interview is called off",
        r"""
        (?:{meet}|{day})(?: \S+){0,14}? (?:{cancelled})(?=[ .,!:;]|$)
        (?:abgesagt|absage|storniert|gestrichen|stornierung)(?: des| der| für|:)? ?(?:\S+ ){0,4}?(?:{meet})
        (?:müssen|muss|sage|sagen|möchte|möchten) (?:{we} )?(?:\S+ ){0,6}?(?:{meet}|{day})(?: \S+){0,10}? (?:ab|absagen|abzusagen|streichen)(?=[ .,!]|$)(?! (?:\d|sofort|\w+ uhr))
        (?:{meet}|{day})(?: \S+){0,10}? (?:nicht (?:\w+ )?(?:stattfinden|statt|wie geplant|halten|möglich)|entfällt|entfallen|hinfällig)
        (?:fällt|fallen) (?:\S+ ){0,6}?(?:{meet})? ?(?:aus|flach|weg)(?=[ .,!]|$)
        (?:brauchen|müssen|brauchst|musst) (?:sie |du )?(?:\w+ )?nicht (?:zu )?(?:kommen|anreisen|erscheinen)
        (?:kommen sie|komm|reisen sie) (?:bitte )?(?:\w+ )?nicht
        termin wurde (?:\S+ ){0,4}?(?:abgesagt|storniert|gelöscht)
        (?:kann|können|könnte)(?: ich| wir)?(?: \S+){0,6}? (?:{meet}|{day})(?: \S+){0,6}? nicht (?:\w+ ){0,2}?(?:wahrnehmen|einhalten|kommen)
        """,
        side="any",
        strong=False,
        free="nch",
    ),
    Family(
        "ASSESS",
        "a test, a task or a questionnaire is asked for",
        r"""
        (?:bearbeiten|bearbeite|lösen|löse|absolvieren|absolviere|ausfüllen|füllen|fülle|beantworten|beantworte|durchführen|abschließen|abschließt|erstellen|vorbereiten|einreichen|machen|mach|nehmen)(?: \S+){0,12}? (?:[\w-]*tests?|[\w-]*aufgaben?|\w*fallstudie\w*|fragebogen|[\w-]*testverfahren|challenge|case|case study|assessments?|fragen|übung|probetext|übersetzung|probeübersetzung)
        (?:[\w-]*tests?|[\w-]*testverfahren|[\w-]*aufgabe|\w*fallstudie|fragebogen|coding[- ]challenge|case study|arbeitsprobe|probeaufgabe|probeübersetzung|probetext|online[- ]?assessment|videointerview)(?: \S+){0,14}? (?:bearbeiten|lösen|absolvieren|ausfüllen|ausgefüllt|beantworten|durchzuführen|durchführen|abschließen|abschließt|freigeschaltet|einreichen|einzureichen|zurück\w*|zugeschickt|bereit|abgeben|erstellen|schicken|teilnehmen|zu bearbeiten|zu lösen|hochladen)
        (?:online[- ]?(?:test\w*|assessment|eignungstest)|eignungstest|einstellungstest|persönlichkeitstest|sprachtest|programmieraufgabe|probeaufgabe|arbeitsprobe|hausaufgabe|coding[- ]?(?:challenge|aufgabe|test)|fallstudie|testaufgabe|fachaufgabe|leistungstest|fachtest|testverfahren)
        (?:zeitversetzte\w*|aufgezeichnete\w*|asynchrone\w*) (?:\w*interview|video\w*|antworten)
        (?:nehmen|nimm|zeichnen|zeichne)(?: sie| du| dich| sich)?(?: \S+){0,10}? (?:\w*video\w*|antworten|kamera)(?: \S+){0,4}? auf
        (?:freigeschaltet bis|bearbeitungszeit|zugang|testlink|link zum test|zugangscode|dauer rund|dauer ca)(?=[ :.]|$)
        (?:sprechen|sprich) (?:sie )?(?:\S+ ){0,5}?(?:in die kamera|per video)
        """,
        strong=False,
        free="cqh",
    ),
    Family(
        "ACK",
        "the application has arrived or is being looked at",
        r"""
        (?:dank|danke|danken|bedanken|dankeschön)(?: \S+){0,8}? (?:bewerbung|bewerbungsunterlagen|initiativbewerbung|interesse an|zusendung|unterlagen)
        (?:{your}|die) (?:\w*bewerbung|\w*bewerbungsunterlagen|unterlagen|online-bewerbung)(?: \S+){0,10}? (?:eingegangen|erhalten|angekommen|eingetroffen|geprüft|prüfen|sichten|gesichtet|in bearbeitung|weitergeleitet|vorliegen|bearbeitet|da|bei uns)(?=[ .,!]|$)
        (?:eingang|eingangsbestätigung|erhalt)(?: \S+){0,4}? (?:bewerbung|bewerbungsunterlagen|unterlagen)|eingangsbestätigung|bewerbungseingang
        (?:erhalten|prüfen|sichten|bearbeiten|lesen) (?:wir |ich )?(?:\S+ ){0,6}?(?:bewerbung\w*|unterlagen|profil)
        (?:prüfung|sichtung|bearbeitung|durchsicht)(?: \S+){0,4}? (?:bewerbung\w*|unterlagen)(?: \S+){0,8}? ?(?:zeit|woche|wochen|tage|geduld)?
        (?:bitten|bitte)(?: \S+){0,4}? (?:um (?:\w+ ){0,2}?geduld|gedulden)|zwischenbescheid|etwas geduld
        (?:melden|melde) (?:wir |ich )?(?:uns|mich) (?:\S+ ){0,8}?(?:bei ihnen|bei dir|zurück|unaufgefordert|sobald|in den nächsten|innerhalb)
        (?:auswahlverfahren|auswahl)(?: \S+){0,6}? (?:noch nicht abgeschlossen|läuft|dauert|andauert)
        bewerbungsstatus: (?:eingegangen|in prüfung|in bearbeitung)|status: (?:eingegangen|in prüfung|in bearbeitung)
        """,
        strong=False,
        free="ch",
    ),
    Family(
        "APPLY",
        "the user applies",
        r"""
        (?:bewerbe|bewerb) (?:ich )?mich(?: \S+){0,6}? (?:um|auf|als|für|bei|initiativ)
        (?:möchte|will|würde) (?:ich )?mich(?: \S+){0,10}? (?:bewerben|vorstellen)
        (?:anbei|im anhang|beigefügt|in der anlage|finden sie|schicke|sende|übersende)(?: \S+){0,6}? (?:meine[rnm]? )(?:\w*bewerbung\w*|lebenslauf|unterlagen|zeugnisse|portfolio|motivationsschreiben|cv)
        (?:stellenanzeige|ausschreibung|stellenausschreibung|inserat)(?: \S+){0,8}? (?:gelesen|gesehen|entdeckt|aufmerksam|gefunden)
        (?:stand|neuigkeiten|rückmeldung|zwischenstand)(?: \S+){0,6}? (?:bewerbung|bewerbungsverfahren|verfahren)
        (?:hiermit )?bewerbung (?:als|um|für|auf)(?= )
        """,
        side="out",
        strong=True,
        free="q",
    ),
    Family(
        "OUTREACH",
        "a cold contact: there is no candidacy yet",
        r"""
        (?:ihr|dein|ihrem|deinem|ihres|deines) (?:\S+ )?(?:profil|werdegang|lebenslauf|github\S*|xing-profil|linkedin-profil|hintergrund)(?: \S+){0,8}? (?:gestoßen|gestossen|aufmerksam|aufgefallen|gefunden|entdeckt|passt|gelesen|gesehen|spannend|interessant|ins auge|neugierig)
        (?:auf|über) (?:ihr|dein|ihrem|deinem) (?:\S+ )?(?:\w*profil|werdegang|github\S*|vortrag)(?: \S+){0,6}? ?(?:gestoßen|gestossen|aufmerksam)?
        (?:bin|sind) (?:ich |wir )?(?:\S+ ){0,8}?(?:auf (?:sie|dich) (?:aufmerksam|gestoßen)|über (?:sie|dich) gestolpert)
        (?:suche|suchen|sucht|sind auf der suche|besetzen|besetze)(?: \S+){0,12}? (?:verstärkung|\w*in \(m|\(m|m/w/d|w/m/d|für (?:meinen|unseren|einen|eine) (?:\w+ )?(?:kunden|mandanten|mandantin)|spezialist\w*|entwickler\w*|ingenieur\w*)
        (?:mein|meines|meinen|unser|unseres|unseren|ein|einen|eines|für einen) (?:\w+ )?(?:kunde|kunden|mandant|mandanten|auftraggeber\w*|klient\w*)
        (?:offen für|offen sein für|wechselwillig|wechselbereit|über einen wechsel|neue herausforderung\w*|berufliche veränderung|veränderungsbereit|wechselgedanken|veränderung nachdenk\w+)
        (?:interesse geweckt|neugierig geworden|klingt das|wäre das (?:was|etwas)|interessiert (?:sie|dich|ihnen)|könnte das|spricht (?:sie|dich) das|hätten sie interesse|hättest du interesse|lust auf|haben sie interesse|hast du interesse)
        (?:ungefragt|aus heiterem himmel|initiativ an|direkt anzusprechen|direktansprache|unverbindlich\w*|vertraulich\w* (?:gespräch|austausch|telefonat)|diskret)
        (?:bewerben sie sich|bewirb dich|jetzt bewerben|bewerbt euch|bewerbungen bitte|freuen uns auf ihre bewerbung|schicken sie mir ihren lebenslauf|schick mir deinen lebenslauf|aktuellen lebenslauf)
        (?:spannende|interessante|passende|attraktive|neue) (?:position|vakanz|stelle|aufgabe|herausforderung|rolle|opportunity|chance|möglichkeit)
        (?:personalberat\w+|headhunter\w*|active sourcing|executive search)
        (?:falls|wenn) (?:das |die stelle |es )?(?:nicht|nichts) für (?:sie|dich)(?: \S+){0,8}? ?(?:kennen|kennst|weiterleiten|empfehlen)?
        """,
        strong=False,
        free="qcnh",
    ),
)
