"""German: candidacies and offers that end, by either side."""

from __future__ import annotations

from agent.reading.language import Family

FAMILIES: tuple[Family, ...] = (
    Family(
        "RESCIND",
        "the offer is taken back",
        r"""
        (?:{contract}|zusage|einstellungszusage|stellenzusage)(?: \S+){0,14}? (?:zurückziehen|zurückzuziehen|zurückgezogen|zurücknehmen|zurückzunehmen|zurückgenommen|widerrufen|widerrufe|widerruft|aufheben|aufgehoben|stornieren|storniert|annullier\w+|nichtig|nicht (?:mehr |länger )?(?:aufrechterhalten|aufrechtzuerhalten|aufrecht|halten|einhalten|gültig|bestand|erfüllen|einlösen|zustande)|erlischt|erloschen|verfällt|verfallen|abgelaufen)
        (?:ziehen|ziehe|nehmen|nehme) (?:{we} )?(?:\S+ ){0,8}?(?:{contract}|zusage)(?: \S+){0,12}? zurück
        (?<!in deinem )(?<!in ihrem )(?<!im )(?:{contract}|zusage) (?:\w+ ){0,6}?(?:hinfällig|gegenstandslos)
        (?:widerrufen|widerrufe|annullieren|stornieren|treten) (?:wir|ich) (?:\S+ ){0,6}?(?:{contract}|zusage|zurück)
        (?:rücknahme|widerruf|rückzug|aufhebung|stornierung) (?:\S+ ){0,3}?(?:{contract}|zusage|einstellungszusage|stellenzusage)
        (?:können|kann|werden|wird|dürfen) (?:\w+ )?(?:sie|dich) (?:\S+ ){0,8}?(?:nicht|doch nicht|nicht mehr|nicht wie (?:geplant|vereinbart|zugesagt)) (?:\S+ ){0,4}?(?:einstellen|beschäftigen|übernehmen|anstellen)
        (?:von|vom) (?:\S+ ){0,3}?(?:{contract}|einstellung|anstellung)(?: \S+){0,6}? (?:abstand nehmen|zurücktreten|zurückgetreten|abstand zu nehmen)
        (?:einstellung|anstellung|arbeitsaufnahme|start|dienstantritt|eintritt)(?: \S+){0,8}? (?:auf unbestimmte zeit|bis auf weiteres|nicht stattfinden|nicht (?:mehr )?möglich|ausgesetzt|nicht zustande|kommt nicht)
        (?:{contract}|zusage)(?: \S+){0,8}? (?:gilt|gelten|ist|sind)(?: \w+){0,3}? (?:nicht mehr gültig|nicht mehr|als zurückgezogen)
        """,
        free="n",
    ),
    Family(
        "ENDED_ROLE",
        "the role itself is cut or frozen",
        r"""
        (?:{job}|budget|geld|mittel|finanzierung|förderung|projekt|vakanz|drittmittel|stellenbesetzung)(?: \S+){0,10}? (?:gestrichen|entfällt|entfallen|weggefallen|eingefroren|gesperrt|nicht (?:mehr |nach)?(?:besetzt|besetzen|bewilligt|genehmigt|freigegeben|verlängert|geschaffen)|fällt weg|weg(?:ge)?brochen|auf eis|auf eis gelegt|abgelehnt|gekürzt|eingestellt|zurückgestellt)
        (?:entfällt|streichen|gestrichen|fällt) (?:\S+ ){0,5}?(?:{job}|das geld|das budget|die finanzierung|die mittel)
        (?:einstellungsstopp|einstellungssperre|stellenabbau|haushaltssperre|sparmaßnahmen|sparprogramm|insolvenz\w*|umstrukturierung\w*|besetzungssperre|stellenstopp)
        (?:verfahren|ausschreibung|stellenausschreibung|besetzungsverfahren)(?: \S+){0,8}? (?:schließen|geschlossen|beendet|abgebrochen|abbrechen|aufgehoben|eingestellt|zurückgezogen|ohne ergebnis|gestoppt)
        (?:{job})(?: \S+){0,6}? (?:gibt es|existiert) (?:\w+ )?(?:nicht mehr|so nicht mehr)
        """,
        strong=False,
        free="n",
    ),
    Family(
        "REJECT",
        "the candidacy ends from the employer's side",
        r"""
        (?:nicht|nicht mehr|nicht weiter|nicht länger) (?:\S+ ){0,5}?(?:berücksichtig\w+|in betracht|in die engere|weiter(?: ?zu)?verfolg\w+|einbeziehen|weiterkommen|entsprechen können|zum zug\w*|in die nächste|weiter ?im (?:verfahren|prozess|rennen)|im (?:weiteren )?(?:verfahren|prozess|auswahlverfahren|rennen))
        biete[nt]? (?:{we} )?(?:ihnen|dir) (?:\S+ ){0,10}?nicht an(?=[ .,!]|$)
        (?:nicht|keine[nrs]?|kein) (?:\S+ ){0,4}?(?:anbieten|angebot (?:machen|unterbreiten|vorlegen)|unterbreiten|einstellen|vertragsangebot|zusage (?:geben|erteilen|machen))(?! (?:heute|noch|vor))
        (?:nicht|keine\w*) für (?:sie|dich|ihre bewerbung|deine bewerbung) (?:\w+ )?(?:entschieden|ausgefallen|entscheiden)
        (?:entscheidung|wahl)(?: \S+){0,6}? (?:nicht (?:auf|für|zugunsten)|zugunsten|gegen (?:sie|dich)|(?:auf|für) (?:eine|einen|jemand|die|den|eine[nr]) (?:\S+ ){0,3}?(?:{candidate}))
        (?:für|auf) (?:\S+ ){0,4}?(?:{other}) (?:\S+ ){0,3}?(?:{candidate})(?: \S+){0,6}? (?:entschieden|gefallen|entscheiden|festgelegt)
        (?:für|auf) (?:jemand|eine person|einen? (?:interne\w* )?(?:bewerber\w*|kandidat\w*|mitbewerber\w*)|mitbewerber\w*)(?: \S+){0,14}? (?:entschieden|gefallen|entscheiden|festgelegt)
        (?:{candidate})(?: \S+){0,14}? (?:durchgesetzt|den vorzug|vorzug (?:gegeben|erhalten)|den zuschlag|besser (?:passt|passen|geeignet|entspricht|entsprechen)|das rennen gemacht|die nase vorn|näher|zugesagt|angenommen|(?:angebot|vertrag) (?:\S+ ){0,6}?unterschrieben)
        (?:die|eine|der|ein) andere (?:\w+ )?(?:person|kandidat\w*|bewerber\w*)(?: \S+){0,12}? (?:vorn|fester|besser|unterschrieben|zugesagt|stärker|weiter)
        (?:{job}|vakanz|ausschreibung|sie)(?: \S+){0,8}? (?:anderweitig|bereits|inzwischen|mittlerweile|schon|intern|zwischenzeitlich|nun|jetzt)(?: \w+){0,3}? (?:besetzt|vergeben|besetzen|nachbesetzt)
        (?:{job})(?: \S+){0,5}? (?:besetzt|vergeben) (?:ist|haben|wurde|worden)|(?:{job}) ist (?:leider )?(?:weg|vergeben|besetzt)
        (?:ihnen|dir)(?: (?!den|das|unseren|unser|zum|am)\S+){0,7}? (?:absagen|abzusagen|eine absage|keine zusage|keine positive|keinen? (?:positive[nrs]? )?bescheid|absage erteilen)
        (?:leider|bedauern|bedauerlicherweise)(?: \S+){0,6}? (?:eine absage|keine positive|eine negative|ablehnen|abgelehnt|absagen (?:müssen|zu müssen)$)
        (?:absage (?:auf|zu|für) (?:ihre|deine) bewerbung|ihre bewerbung.{0,40}absage$)
        (?:{your}) bewerbung(?: \S+){0,10}? (?:nicht (?:erfolgreich|weiter|berücksichtigt|ausgewählt|zum|überzeugt|in die)|abgelehnt|ablehnen|keinen erfolg|abschlägig|erfolglos)
        (?:weg|wege)(?: \S+){0,4}? (?:nicht gemeinsam|nicht (?:weiter )?zusammen|trennen|nicht weiter)
        (?:nicht|kein) (?:\w+ ){0,2}?(?:der|die|das) (?:richtige|passende|ideale) (?:{candidate}|match|besetzung|rolle)
        (?:passt|passen|reicht|reichen)(?: \S+){0,5}? (?:leider )?nicht (?:ganz |so recht |wirklich |genau |ausreichend )?(?:zu(?:m|r)? |überein|zusammen|für|aus(?=[ .,]|$))
        (?:status|bewerbungsstatus): (?:abgelehnt|absage|nicht berücksichtigt|geschlossen|abgesagt)
        (?:es|das|diesmal|dieses mal|leider)(?: \w+){0,4}? (?:nicht geklappt|nicht gereicht|nicht gereicht hat|nicht klappt|nichts geworden|nichts wird|nichts mit (?:uns|der))
        (?:sehen|sieht|sehe) (?:wir |ich )?(?:\w+ ){0,3}?(?:keine (?:möglichkeit|passende)|nicht die (?:passung|übereinstimmung))
        (?:von einer|auf eine) (?:einstellung|weiteren berücksichtigung|zusammenarbeit) (?:\w+ ){0,2}?(?:absehen|verzichten|abzusehen)
        (?:nicht|nicht mehr) (?:mit (?:ihnen|dir)|mit (?:ihrer|deiner) bewerbung) (?:\w+ ){0,3}?(?:weiter\w*|fortsetzen|fortfahren)
        """,
        free="n",
    ),
    Family(
        "REJECT",
        "it sounds like the end of the candidacy",
        r"""
        (?:für|auf) (?:{your}) (?:\w+ ){0,3}?(?:zukunft|weg|lebensweg|laufbahn|werdegang|suche|jobsuche|stellensuche|karriere)(?: \S+){0,8}? ?(?:alles gute|viel erfolg|erfolg|glück|alles liebe)?
        (?:alles gute|viel erfolg|viel glück)(?: \S+){0,6}? (?:zukunft|suche|jobsuche|stellensuche|bewerbungen|weg)
        (?:talent|bewerber)-?(?:pool|datenbank)|(?:unterlagen|daten|profil)(?: \S+){0,8}? (?:aufbewahren|vormerken|im blick|behalten|speichern|löschen|zurück(?:senden|schicken)?|vernichten|gelöscht)
        (?:entscheidung|wahl)(?: \S+){0,6}? (?:nicht leicht|schwer ?gefallen|schwer|nicht leichtgefallen|knapp)
        (?:vielzahl|große[rn]? (?:anzahl|zahl|resonanz)|sehr viele) (?:\S+ ){0,4}?(?:bewerbungen|bewerber\w*)
        (?:nicht entmutigen|keine wertung|sagt nichts über (?:{your})|enttäusch\w+)
        (?:bewerben sie sich|bewirb dich) (?:\w+ ){0,3}?(?:wieder|erneut|nochmal\w*|auf andere)
        (?:bedaure|bedauern|tut (?:mir|uns) (?:sehr |wirklich )?leid)(?: \S+){0,6}? (?:nicht|keine\w*|kein|mitteilen|absage|mitzuteilen)
        (?:leider|bedauerlicherweise)(?: \S+){0,8}? (?:nicht|keine\w*|kein)
        """,
        strong=False,
        free="n",
    ),
    Family(
        "DECLINE",
        "the user declines the offer",
        r"""
        (?:{contract}|{job}|es|das)(?: \S+){0,8}? (?:nicht|doch nicht|leider nicht) (?:\w+ ){0,3}?(?:annehmen|anzunehmen|angenommen|unterschreiben|unterzeichnen|antreten|anzutreten)
        nehme (?:ich )?(?:\S+ ){0,8}?(?:{contract}|{job}|es|das)(?: \S+){0,6}? nicht an
        (?:{contract}|{job})(?: \S+){0,10}? (?:ablehnen|abzulehnen|abgelehnt|ausschlagen|auszuschlagen|absagen|abzusagen)
        (?:lehne|lehn|schlage) (?:ich )?(?:\S+ ){0,8}?(?:{contract}|{job}|es|das)?(?: \S+){0,6}? (?:ab|aus)(?=[ .,!]|$)
        (?:sage|sag|muss|möchte|will|werde) (?:ich )?(?:ihnen|dir|euch|hiermit|leider|deshalb|daher|schweren herzens)(?: \S+){0,8}? (?:ab|absagen|abzusagen)(?=[ .,!]|$)
        (?:ich )?(?:werde|will|möchte|kann) (?:also |leider |daher |deshalb |doch )?nicht (?:\S+ ){0,4}?(?:zu (?:ihnen|euch)|bei (?:ihnen|euch)|wechseln|anfangen|unterschreiben|zusagen|annehmen|kommen)
        (?:gegen (?:{your} |das |die |den )?(?:\S+ ){0,2}?(?:{contract}|{job}|wechsel))(?: \S+){0,4}? (?:entschieden|entscheiden)
        (?:gegen|für) (?:einen (?:wechsel|verbleib)|eine andere (?:stelle|position|firma|richtung)|ein anderes angebot|das andere angebot|einen anderen (?:arbeitgeber|weg))(?: \S+){0,6}? (?:entschieden|entscheiden)
        (?:bleibe|bleib) (?:ich )?(?:\w+ ){0,3}?(?:bei meinem|in meinem|wo ich bin|bei meiner|beim jetzigen)
        (?:meine )?antwort (?:ist|lautet) (?:\w+ ){0,2}?nein|(?:ist es|es ist|wird es) (?:\w+ ){0,2}?ein nein
        (?:ohne unterschrift|nicht unterschrieben|ununterschrieben)(?: \S+){0,4}? (?:zurück\w*|retour)
        (?:für mich|für uns) (?:\w+ ){0,2}?nicht (?:das richtige|die richtige|der richtige|passend|in frage|infrage)
        muss (?:ich )?(?:\w+ ){0,4}?(?:absagen|nein sagen|passen)(?=[ .,!]|$)
        """,
        side="out",
        free="n",
    ),
    Family(
        "REGRETS_DECLINE",
        "the employer notes that the user says no",
        r"""
        (?:schade|bedauer\w+|traurig|enttäuscht|verständnis|respekt|akzeptier\w+|respektier\w+|leid|verstehen|nachvollzieh\w+)(?: \S+){0,8}? (?:(?:dass |wenn )?(?:sie|du) (?:\S+ ){0,10}?(?:nicht (?:\w+ ){0,3}?\w+|abgelehnt|abgesagt|absagen|absagst|zurückgezogen|zurückziehen|zurückziehst|anders|anderweitig|gegen (?:uns|das|unser|die))|(?:{your}) (?:absage|rückzug|entscheidung|ablehnung))
        (?:vermerkt|notiert|eingetragen|zur kenntnis genommen|registriert|festgehalten)(?: \S+){0,6}? (?:dass )?(?:sie|du) (?:\S+ ){0,10}?(?:nicht|ablehn\w+|zurückzieh\w+|abgesagt|abgelehnt)
        (?:auf (?:{your}) (?:eigenen )?wunsch|wie (?:von ihnen |von dir )?gewünscht|wunschgemäß|ihrem wunsch entsprechend)(?: \S+){0,14}? (?:zurückgezogen|gelöscht|entfernt|geschlossen|genommen|beendet|storniert|herausgenommen)
        (?:{your}) (?:bewerbung|kandidatur|teilnahme)(?: \S+){0,8}? (?:(?:auf (?:{your}) wunsch|wunschgemäß|erfolgreich) (?:\w+ )?)?(?:zurückgezogen|zurückgenommen|herausgenommen|aus dem (?:laufenden )?(?:auswahl)?verfahren)
        (?:sie|du) (?:haben|hast) (?:\S+ ){0,6}?(?:{contract}|bewerbung|{job}) (?:\S+ ){0,3}?(?:abgelehnt|zurückgezogen|ausgeschlagen|abgesagt)
        (?:danke|dank)(?: \S+){0,5}? (?:offenheit|ehrlichkeit|offene[n]? worte?|absage|ehrlichen? worte?|klare[n]? worte?|mitteilung)
        (?:rückzug|absage|rücknahme) (?:\S+ ){0,3}?(?:bestätig\w+|erhalten|zur kenntnis|ihrer bewerbung|deiner bewerbung|angekommen|eingegangen)
        (?:{contract})(?: \S+){0,4}? (?:storniert|vernichtet|gelöscht)
        (?:sollte|falls|wenn)(?: \S+){0,8}? (?:anders überlegen|es sich anders|meinung ändern|doch (?:noch )?anders|(?:nicht klappt|nicht das richtige))
        """,
        strong=False,
        free="n",
    ),
    Family(
        "WITHDRAW",
        "the user ends the candidacy",
        r"""
        (?:bewerbung|kandidatur|unterlagen|teilnahme)(?: \S+){0,12}? (?:zurückziehen|zurückzuziehen|zurückgezogen|zurücknehmen|zurückzunehmen|zurück|beenden|stornieren|löschen)(?=[ .,!]|$)
        (?:ziehe|zieh|nehme) (?:ich )?(?:\S+ ){0,5}?(?:bewerbung|kandidatur|unterlagen|interesse|mich)(?: \S+){0,14}? (?:zurück|raus)
        (?:rückzug|zurückziehung) (?:\S+ ){0,3}?(?:bewerbung|kandidatur)
        (?:streichen|nehmen|nimm|streich|löschen|streicht|nehmt)(?: sie)? (?:mich|meine bewerbung|meinen namen|meine unterlagen)(?: \S+){0,8}? ?(?:von|aus|vom|raus)?
        (?:nicht mehr|nicht länger|nicht weiter) (?:\w+ ){0,3}?(?:zur verfügung|interessiert|interesse|auf der suche|verfolgen|teilnehmen|am verfahren|im verfahren|in betracht|dabei|für (?:sie|euch|die stelle) (?:zur|verfügbar))
        (?:anderweitig|woanders|anderswo|bei einem anderen|bei einer anderen|eine andere|ein anderes|anders)(?: \S+){0,6}? (?:unterschrieben|zugesagt|angenommen|entschieden|orientiert|gefunden|anfangen|angestellt|untergekommen)
        (?:zusage|vertrag|stelle|angebot) (?:\S+ ){0,4}?(?:von anderer|eines anderen|einer anderen|woanders|anderweitig|anderswo)(?: \S+){0,6}? ?(?:angenommen|bekommen|erhalten|unterschrieben)?
        (?:steige|steig|bin|trete) (?:ich )?(?:\w+ ){0,5}?(?:aus dem (?:verfahren|prozess|rennen)|raus|zurück)(?=[ .,!]|$)
        (?:verfahren|prozess|gespräche?|bewerbungsprozess)(?: \S+){0,6}? (?:nicht (?:weiter(?:führen|verfolgen|machen)?|fortsetzen|fortführen)|beenden|an dieser stelle beenden)
        (?:gespräch|interview|termin)(?: \S+){0,8}? (?:nicht (?:\w+ )?(?:wahrnehmen|wahr|brauchen|mehr|benötigen))
        (?:sage|sag|muss|möchte) (?:ich )?(?:\S+ ){0,4}?(?:ihnen|dir|euch|gespräch|interview|termin)(?: \S+){0,6}? (?:ab|absagen|abzusagen)(?=[ .,!]|$)
        (?:gebe|geb) (?:\S+ ){0,4}?(?:platz|termin|slot) (?:\w+ ){0,2}?(?:frei|weiter|ab)
        """,
        side="out",
        free="n",
    ),
    Family(
        "STAYS_OPEN",
        "the candidacy goes on",
        r"""
        (?:weiterhin|nach wie vor|immer noch|noch immer|unverändert|sehr|große[sn]?) (?:\w+ ){0,3}?(?:interesse|interessiert|interesse an)
        (?:{your}|meine[rmn]?) (?:bewerbung|interesse|kandidatur)(?: \S+){0,8}? (?:läuft|bleibt|bestehen|gilt|nichts|ändert|unberührt|weiter|aufrecht|im verfahren)
        (?:neuen?|anderen?|alternativ\w*|ersatz\w*)(?: \w+){0,2}? ?(?:termin\w*|vorschlag|vorschläge|terminvorschlag)
        (?:sobald|wenn) (?:wir|ich|der|die|das)(?: \S+){0,8}? (?:melden|melde|wissen|weiß|beinen|zurück|bekommen sie|rufe|rufen)
        (?:melden|melde|rufe|rufen) (?:wir |ich )?(?:uns|mich|sie|dich) (?:\S+ ){0,6}?(?:neuen|sobald|wenn|wieder|an)
        (?:liegt|hat) (?:\w+ )?(?:nicht an (?:ihnen|dir)|nichts mit (?:ihnen|dir) zu tun)
        (?:am|an) (?:\w+ )?interesse(?: \S+){0,8}? ändert
        """,
        side="any",
        strong=False,
        free="nch",
    ),
    Family(
        "UNDECIDED",
        "the user asks, thanks or haggles, and decides nothing",
        r"""
        (?:bedenkzeit|noch (?:etwas|ein paar tage|ein wenig|bis)(?: \S+){0,4}? ?(?:zeit|tage|überlegen)?|drüber schlafen|darüber schlafen|in ruhe (?:lesen|prüfen|überlegen|anschauen|durchlesen))
        (?:frist|deadline|rückmeldefrist)(?: \S+){0,6}? (?:verlängern|verlängerung|verschieben|aufschieben)
        (?:spielraum|verhandel\w+|nachverhandel\w+|entgegenkommen|luft nach oben|nachbessern|gehaltsvorstellung|mehr gehalt)
        (?:bevor|ehe) ich (?:\S+ ){0,5}?(?:unterschreib\w*|zusag\w*|annehm\w*|entscheid\w*|annehme)
        (?:ein paar|einige|zwei|drei|noch|kurze|eine) (?:\w+ )?(?:fragen?|rückfragen?|punkte|unklarheiten)
        (?:gebe|geb|sage|melde|melden|antworte) (?:ich )?(?:ihnen|dir|euch|mich)(?: \S+){0,6}? (?:bis|am|nächste|spätestens|sobald)(?: \S+){0,4}? ?(?:bescheid|antwort)?
        """,
        side="out",
        strong=False,
        free="ncqh",
    ),
)
