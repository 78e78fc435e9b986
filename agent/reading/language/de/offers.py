"""German: offers made, promised, written, confirmed, accepted."""

from __future__ import annotations

from agent.reading.language import Family

FAMILIES: tuple[Family, ...] = (
    Family(
        "OFFER",
        "the job is offered",
        r"""
        (?:biete[nt]?|offeriere[nt]?) (?:{we} )?(?:ihnen|dir) (?:\S+ ){0,10}?(?:{job})(?: \S+){0,12}? an(?=[ .,!;]|$)
        (?:biete[nt]?|offeriere[nt]?) (?:{we} )?(?:ihnen|dir) (?:\w+ ){0,4}?(?:{gladly} )?(?:die|den|einen|eine|das|unsere) (?:\S+ ){0,4}?(?:{job})
        (?:ihnen|dir) (?:\S+ ){0,6}?(?:die|den|das|eine|einen|unsere|unseren|folgende) (?:\S+ ){0,14}?(?:{offered})
        (?:{job}|{contract}) (?:\S+ ){0,8}?(?:ihnen|dir) (?:\S+ ){0,5}?(?:{offered})
        (?:ihnen|dir) (?:\S+ ){0,5}?(?:ein|unser|folgendes|das) (?:\S+ ){0,4}?(?:\w*angebot|offerte)(?: \S+){0,6}? (?:machen|unterbreiten|zu machen|vorlegen|zukommen lassen)(?! können wir)
        (?:mache|machen|unterbreite|unterbreiten) (?:{we} )?(?:ihnen|dir) (?:\S+ ){0,4}?(?:ein|unser|folgendes|das) (?:\S+ ){0,3}?\w*angebot
        (?:wir|uns|ich|mich|vorstand|team|kommission|gremium|geschäftsführung|leitung)(?: \S+){0,5}? für (?:sie|dich)(?: als [^,.]{3,60}?)? (?:entschieden|ausgesprochen)
        (?:entscheidung|wahl)(?: \S+){0,6}? (?:auf|für) (?:sie|dich)(?: als \S+)?(?: gefallen|$|[.,!;])
        (?:{job}|\w*platz)(?: \S+){0,8}? (?:gehört|ist) (?:ihnen|dir|ihre|deine[r]?)
        (?:sie|du) (?:haben|hast|bekommen|bekommst|kriegst|kriegen) (?:\w+ )?(?:die|den) (?:\S+ ){0,2}?(?:{job})
        (?:{we}|sie) (?:nehmen|nimmt|wollen|will|brauchen) (?:es )?(?:unbedingt )?(?:mit )?(?:sie|dich|ihnen|dir)(?: \w+){0,4}? ?(?:machen|haben|an bord|im team|als|versuchen|wagen|einstellen|nehmen|$|[.!])
        (?:möchte|will|würde|wollen|möchten|würden)[nt]? (?:{we} )?(?:sie|dich|ihnen|mit ihnen|mit dir) (?:\S+ ){0,10}?(?:einstellen|anstellen|gewinnen|an bord|beschäftigen|begrüßen|begrüssen|im team haben|verstärken|zusammenarbeiten|ins team holen|zu uns holen|übernehmen|haben)(?! können)
        (?:freue[n]?|freut) (?:{we} )?(?:uns|mich|es uns)(?: \w+){0,3}? (?:sie|dich|ihnen|dir) (?:\S+ ){0,14}?(?:einstellen|einzustellen|gewinnen|an bord|begrüßen|begrüssen|willkommen zu heißen)(?: zu (?:können|dürfen))?
        (?:erteile[nt]?|geben|gebe) (?:{we} )?(?:ihnen|dir) (?:\S+ ){0,5}?(?:zusage|einstellungszusage|stellenzusage)
        (?:verbindliche|feste|schriftliche|offizielle|vorbehaltliche|bedingte) (?:\w*zusage|stellenzusage)(?: für| als|$|[.,!:])
        (?:sagen|sage) (?:wir|ich) (?:ihnen|dir) (?:\S+ ){0,6}?zu(?=[ .,!]|$)
        (?:zusage|jobzusage|stellenzusage|einstellungszusage) (?:für|als|über|zu[r]?) (?:\S+ ){0,5}?(?:{job}|als)
        (?:beschlossen|entschieden|vor)(?: \S+){0,3}? (?:sie|dich) (?:\S+ ){0,10}?(?:zu wählen|einzustellen|anzustellen|zu ernennen|zu berufen|zu beschäftigen|zu übernehmen)
        (?:wurden|wurdest|sind|bist) (?:\S+ ){0,4}?(?:für|als) (?:\S+ ){0,6}?(?:ausgewählt|eingestellt|gewählt|angenommen)
        (?:sie kommen|du kommst) zu uns (?:als|ins|an|in die)
        {our} (?:schriftliche[sn]? |offizielle[sn]? |verbindliche[sn]? )(?:\w*angebot|offerte|zusage)
        hiermit (?:\S+ ){0,3}?(?:unser|das|ein) (?:\S+ ){0,2}?\w*angebot
        (?:{our}|ein) (?:\S+ )?(?:\w*vertragsangebot|stellenangebot|jobangebot|angebot) (?:für (?:sie|dich)|an (?:sie|dich)|für die (?:\S+ ){0,4}?(?:{job}))
        (?:deine|ihre) (?:zusage|einstellungszusage) (?:von uns|als|für)
        (?:es|das|die antwort) ist (?:\w+ ){0,2}?ein (?:\w+ )?ja(?=[ .,!]|$)
        willst du (?:\S+ ){0,3}?(?:bei uns (?:anfangen|einsteigen)|zu uns kommen|die stelle)
        """,
    ),
    Family(
        "WANTED",
        "they have chosen the user",
        r"""
        (?:sie|du|ihr profil|dein profil|ihre präsentation) (?:\w+ ){0,3}?(?:{we} )?(?:\S+ ){0,6}?überzeugt
        (?:sie|du) (?:sind|bist) (?:\S+ ){0,3}?(?:unser\w* (?:wunschkandidat\w*|favorit\w*|erste wahl)|die richtige|der richtige|erste wahl|dabei)
        wunschkandidat(?:in|en)?|erste wahl|favoritin? für
        (?:freigabe|grünes licht) (?:\S+ ){0,5}?(?:erteilt|gegeben|bekommen|erhalten)
        (?:passt|passen) (?:\w+ ){0,2}?(?:perfekt|genau|wunderbar|hervorragend|super|prima) zu uns
        (?:herzlichen|herzliche) glückwunsch|wir gratulieren|gratulation|gratuliere
        (?:gute|tolle|erfreuliche|schöne|positive) (?:nachricht|nachrichten|neuigkeiten)
        einstimmig
        (?:wollen|möchten|würden) (?:wir |ich )?(?:\w+ ){0,2}?mit (?:ihnen|dir) (?:\w+ ){0,3}?(?:arbeiten|machen|zusammenarbeiten|weitermachen|den weg)
        (?:brauchen|müssen) (?:wir |ich )?(?:\w+ )?niemanden (?:mehr|anderen) (?:sehen|suchen|anschauen)
        """,
        strong=False,
    ),
    Family(
        "PROMISE",
        "the offer in writing is still to come",
        r"""
        (?:{letter})(?: \S+){0,8}? (?:folgt|folgen|kommt|kommen|geht|gehen|schicken|senden|erhalten sie|erhältst du|bekommen sie|bekommst du|nachreichen|zugeschickt|zugesandt|zugehen|vorbereitet|erstellt|aufsetzen|aufgesetzt|in arbeit|halten sie|hältst du|vorbereiten|unterwegs)(?! (?:beigefügt|beiliegend|anbei|heute mit der post|im anhang|als anlage))
        (?:schicke|schicken|sende|senden|mache|machen|setze[n]?|setzt|bereite[nt]?|erstelle[nt]?|stelle[nt]?|lasse[n]?|maile[n]?|bringe[n]?|übersende[n]?|fertige[nt]?|tüte[nt]?)(?: \S+){0,8}? (?:{letter})(?! (?:im anhang|anbei|beigefügt))(?: \S+){0,4}? ?(?:auf|vor|zu|fertig|raus|los|zukommen|in den nächsten tagen|$)?
        (?:in den nächsten tagen|nächste woche|kommende woche|morgen|demnächst|in kürze|zeitnah|noch diese woche|ende (?:der )?woche|anfang (?:der )?(?:nächsten|kommenden) woche|die tage)(?: \S+){0,8}? (?:{letter})
        (?:erhalten|erhältst|bekommen|bekommst|kriegst|halten|hältst|haben|hast) (?:sie|du)? ?(?:\S+ ){0,4}?(?:{letter})(?: \S+){0,6}? (?:in den nächsten|nächste|kommende|morgen|demnächst|in kürze|zeitnah|diese woche|ende|anfang|ab mitte|bis spätestens|per post|voraussichtlich|in den händen|in händen)
        (?:{letter})(?: \S+){0,4}? (?:voraussichtlich|vermutlich|in kürze|zeitnah|demnächst|in den nächsten tagen|ab mitte|nächste woche|kommende woche)
        (?:alles (?:weitere|andere)|den rest|details|einzelheiten|das schriftliche|konditionen)(?: \S+){0,6}? (?:folgt|folgen|schriftlich|per post|abstimmen|stimmt|klärt|setzt|vertrag)
        (?:schriftlich|schwarz auf weiß)(?: \S+){0,6}? (?:folgt|folgen|kommt|bestätigen|geben|schicken|nachreichen|bekommen)
        (?:personalabteilung|steuerbüro|personalbüro|hr|sekretariat|zentrale|lohnbüro)(?: \S+){0,6}? (?:melde[nt]|schickt|sendet|setzt|bereitet|meldet sich|kommt (?:\w+ )?auf (?:sie|dich) zu)
        (?:dauert|braucht)(?: \S+){0,5}? (?:woche|wochen|tage|paar tage)
        (?:kündige|kündigen sie|kündigung|gekündigt)(?: \S+){0,8}? erst
        """,
        free="h",
    ),
    Family(
        "LETTER",
        "the offer lies in a letter, a form or a portal",
        r"""
        (?:anbei|beigefügt|beiliegend|im anhang|in der anlage|als anlage|angehängt|hier|hiermit|beigelegt|angefügt|unten|wie (?:telefonisch )?(?:besprochen|angekündigt|versprochen|vereinbart))(?: \S+){0,14}? (?:{contract})
        (?:{contract})(?: \S+){0,8}? (?:anbei|beigefügt|im anhang|in der anlage|als anlage|angehängt|beiliegend|liegt bei|bereit|beigelegt|zur unterschrift|zur unterzeichnung|zum unterschreiben|unterschriftsreif|in doppelter ausfertigung|in zweifacher ausfertigung|mit der post|zu ihrer durchsicht|im portal|online)
        (?:erhalten|erhältst|bekommen|bekommst|finden|findest|übersende[n]?|schicke[n]?|sende[n]?|lege[n]?) (?:sie|du|wir|ich|ihnen|dir)(?: \S+){0,8}? (?:{our}|{your}|den|das|die|einen)? ?(?:\S+ ){0,4}?(?:{contract})
        (?:{your}) (?:\w*arbeitsvertrag|\w*anstellungsvertrag|\w*dienstvertrag|vertragsangebot|jobangebot|stellenangebot|ausbildungsvertrag)(?: (?:bei|als|von|zum|zur|mit|liegt|ist)|$)
        (?:unterschreiben|unterzeichnen|signieren|gegenzeichnen|ansehen|prüfen|einsehen|abrufen|annehmen)(?: sie)?(?: \S+){0,6}? (?:{contract})
        (?:signieren|unterschreiben|unterzeichnen|prüfen und signieren):
        (?:annehmen|zusagen) oder (?:ablehnen|absagen)|ja oder nein|ein ja noch ein nein
        (?:vertragsentwurf|vertrag|angebot|unterlagen)(?: \S+){0,8}? (?:liegt|liegen)(?: \S+){0,5}? (?:bei ihnen|vor|bei dir|bereit|ihnen vor|dir vor)
        (?:überarbeitete[rns]?|angepasste[rns]?|neue[rns]?|korrigierte[rns]?|geänderte[rns]?|aktualisierte[rns]?) (?:{contract})
        endfassung|eckdaten|(?:hier|nachfolgend|unten)(?: \w+){0,3}? (?:alles gesammelt|die konditionen|die eckpunkte|zusammengefasst)
        (?:halten|reservieren)(?: \S+){0,8}? (?:{job})(?: \S+){0,6}? (?:frei|offen)
        """,
        strong=False,
        free="hq",
    ),
    Family(
        "ANSWER_BY",
        "an answer to the offer is asked for",
        r"""
        (?:bescheid|rückmeldung|antwort|entscheidung|zusage|ja oder nein|rückantwort|nachricht)(?: \S+){0,6}? (?:bis|ob sie|ob du|annehmen|innerhalb|binnen)
        (?:bis)(?: \S+){0,6}? (?:bescheid|rückmeldung|antwort|entscheidung|zusage|zurück\w*|unterschrieben\w*|unterzeichne\w*|zusenden|zurücksenden|gegengezeichnet\w*|annehmen|melden|mitzuteilen|wissen|entscheiden|zu antworten)
        (?:unterschrieben\w*|unterzeichnet\w*|gegengezeichnet\w*|signiert\w*)(?: \S+){0,8}? (?:zurück|retour|zurücksenden|zurückschicken|zurückzusenden|zukommen|zu senden|an uns|bis)
        (?:senden|schicken|geben|sende|schick|schicke|gib|retournieren|reichen|mailen)(?: sie| du)?(?: \S+){0,10}? (?:unterschrieben\w*|unterzeichnet\w*|gegengezeichnet\w*|signiert\w*|exemplar|ausfertigung|zurück)
        (?:unterschreiben|unterzeichnen|signieren|bestätigen|bestätige|unterschreib|entscheide|entscheiden|antworten|antworte|melden|melde) (?:sie |du )?(?:dich |sich |uns )?(?:\S+ ){0,8}?(?:bis|innerhalb|binnen)
        (?:ob (?:das |es |sie |du |ihr )(?:\S+ ){0,8}?(?:passt|annehmen|annimmst|zusagen|zusagst|einverstanden|kommen|kommst|möchten|willst|wollen))
        (?:angebot|umschlag|link|dokument|zusage|frist|offerte)(?: \S+){0,6}? (?:gültig|gilt|läuft ab|verfällt|endet|befristet|gebunden|erlischt|halten wir|aufrecht)
        (?:halten|reservieren)(?: \S+){0,10}? (?:frei|offen|für (?:sie|dich))
        (?:mit der )?bitte um (?:\S+ ){0,5}?(?:unterfertigung|unterzeichnung|unterschrift|rücksendung|retournierung|gegenzeichnung)
        (?:hören wir nichts|ohne (?:\w+ )?(?:rückmeldung|antwort)|sollten wir nichts)
        (?:falls|wenn|sofern) (?:sie|du) (?:\w+ )?(?:einverstanden|das angebot annehm\w+|zusag\w+|annehm\w+)
        (?:freuen|freue) (?:uns|mich|wir uns|ich mich)(?: \S+){0,4}? (?:auf|über|wenn) (?:{your} )?(?:\w+ )?(?:zusage|unterschrift|ja|positive (?:antwort|rückmeldung)|unterschriebene\w*)
        """,
        strong=False,
        free="qc",
    ),
    Family(
        "FINAL",
        "the offer is final",
        r"""
        (?:zusage|angebot|vertrag|einstellung|anstellung)(?: \S+){0,6}? (?:ist|sind|wird|damit|nun|jetzt|somit)(?: \w+){0,3}? (?:unbedingt|verbindlich|endgültig|final|fix|wirksam|rechtskräftig|ohne vorbehalt)
        (?:endgültige|unbedingte|verbindliche|finale) (?:zusage|einstellungszusage|angebot)(?! (?:kann|können|noch))
        (?:vorbehalt|vorbehalte|bedingung|bedingungen|auflagen?)(?: \S+){0,6}? (?:entfällt|entfallen|weggefallen|aufgehoben|hinfällig|erfüllt|erledigt|vom tisch|ausgeräumt|weg)
        (?:ihrer|deiner|der|einer|dem) (?:\S+ )?(?:einstellung|start|anstellung|arbeitsbeginn|eintritt|arbeitsaufnahme|beginn|dienstantritt)(?: \S+){0,10}? (?:steht|stehen) (?:\w+ ){0,3}?(?:nichts|keine hindernisse)(?: mehr)?
        (?:steht|stehen) (?:\w+ ){0,3}?(?:nichts|keine hindernisse) mehr(?: im weg| entgegen)?
        (?:können|kannst|dürfen|darfst) (?:sie |du )?(?:\w+ ){0,3}?(?:beruhigt |jetzt |nun |ruhig |guten gewissens |also )?(?:\w+ ){0,2}?kündigen
        (?:alle|sämtliche|beide) (?:\S+ ){0,4}?(?:voraussetzungen|bedingungen|punkte|unterlagen|prüfungen|nachweise|vorbehalte)(?: \S+){0,8}? (?:erfüllt|erledigt|abgeschlossen|vollständig|vor|geklärt|bestanden)
        (?:voraussetzungen|bedingungen|formalitäten)(?: \S+){0,4}? (?:sind|alle|nun)(?: \w+){0,3}? (?:erfüllt|erledigt|abgeschlossen)
        offene punkte: (?:keine|0)
        letzte[rn]? (?:haken|punkt|hürde|schritt|vorbehalt|formalität|baustein|bedingung)(?: \S+){0,8}? (?:gesetzt|erledigt|genommen|abgehakt|weg|da|vom tisch|erfüllt|geschafft)
        """,
        strong=True,
        free="hn",
    ),
    Family(
        "FINAL",
        "nothing is left open",
        r"""
        (?:alles|beides)(?: \w+){0,4}? (?:vollständig|erledigt|da|durch|in ordnung|geklärt|komplett|unter dach und fach|abgehakt|beisammen)
        (?:nichts|keine)(?: \w+){0,4}? (?:mehr )?(?:offen|aus|fehlt|ausstehend\w*)
        (?:damit|somit|nun|jetzt) (?:\w+ ){0,4}?(?:komplett|fix|offiziell|in trockenen tüchern|amtlich|vollständig)
        """,
        strong=False,
        free="nh",
    ),
    Family(
        "CONDITION",
        "the offer depends on something",
        r"""
        vorbehaltlich\w*|unter (?:dem |de[mr] üblichen )?vorbehalt|unter der (?:voraussetzung|bedingung)|vorausgesetzt
        (?:bedingte|vorläufige|vorbehaltliche) (?:\w*zusage|einstellungszusage|angebot)
        (?:abhängig von|hängt (?:\w+ ){0,3}?(?:von|an|davon)|steht (?:\w+ ){0,3}?unter)
        (?:erst wenn|sobald|sofern|bevor|solange|bis)(?: \S+){0,10}? (?:vorliegt|vorliegen|zugestimmt|zustimmung|eingegangen|erledigt|abgeschlossen|bestanden|geprüft|unterschreiben|ausgefertigt)
        (?:zustimmung|freigabe|beteiligung|anhörung) (?:des|der|durch|unseres|unserer)(?: \w+){0,2}? (?:betriebsrat\w*|personalrat\w*|gremi\w*|vorstand\w*|aufsichtsrat\w*|geschäftsführung|mitarbeitervertretung)
        """,
        strong=False,
        free="nc",
    ),
    Family(
        "ACCEPT",
        "the user accepts the offer",
        r"""
        (?:nehme|nimm) (?:ich )?(?:\S+ ){0,10}?(?:{contract}|{job}|es|das|sie|ihn|hiermit|gern\w*|sehr gern\w*)(?: \S+){0,10}? an(?=[ .,!;:]|$)
        (?:{contract}|{job}|das|es)(?: \S+){0,8}? (?:nehme ich|möchte ich|will ich|werde ich)(?: \S+){0,6}? (?:an|annehmen)(?=[ .,!;:]|$)
        (?:möchte|will|werde|kann|darf|freue mich)(?: \S+){0,10}? (?:{contract}|{job}|es|das)(?: \S+){0,8}? (?:annehmen|anzunehmen|antreten|anzutreten)
        (?:sage|sag) (?:ich )?(?:ihnen |dir |euch |hiermit |gerne? |sehr gerne? |verbindlich |mit freude |definitiv |also |von herzen |für die stelle )*zu(?=[ .,!;]|$)
        (?:zusage|annahme) (?:\S+ ){0,3}?(?:bestätige|erteile|zu geben|schriftlich|zu ihrem angebot|für die stelle|ihres angebots|des angebots)
        (?:hiermit|gerne|gern) (?:\S+ ){0,3}?meine (?:verbindliche |feste )?zusage|(?:hier|das) ist meine zusage|meine zusage haben sie|meine zusage hast du
        (?:unterschriebene[nrs]?|unterzeichnete[nrs]?|unterfertigte[nrs]?|gegengezeichnete[nrs]?|signierte[nrs]?) (?:\S+ ){0,3}?(?:{contract}|unterlagen|dokumente?)
        (?:{contract})(?: \S+){0,16}? (?:unterschrieben|unterzeichnet|unterfertigt|gegengezeichnet|signiert)(?! (?:zurück|werden muss|habe ich noch))
        (?:unterschrieben|unterzeichnet|unterfertigt|signiert) (?:hab|habe|ist) (?:ich )?(?:\S+ ){0,5}?
        (?:habe|hab) (?:ich )?(?:\S+ ){0,8}?(?:unterschrieben|unterzeichnet|signiert)(?! (?:bei|woanders|anderswo))
        (?:anbei|beiliegend|im anhang|beigefügt)(?: \S+){0,6}? (?:unterschrieben\w*|unterzeichnet\w*|unterfertigt\w*|retour)
        (?:ich )?(?:bin|wäre) (?:mit (?:allem|den konditionen|dem vertrag|dem angebot) )?einverstanden(?! wäre)
        """,
        side="out",
        free="h",
    ),
    Family(
        "ACCEPT",
        "the user says yes, it seems to the offer",
        r"""
        (?:^|: )ja[!,.](?: \w+)?
        ^(?:ja|klar|abgemacht|sehr gerne?|gerne|natürlich|einverstanden|deal)(?=[ .,!]|$)
        (?:ich |und )?(?:komme|komm) (?:ich )?(?:sehr |wirklich |unheimlich )?(?:gerne? )?zu (?:ihnen|euch|dir)
        (?:ich )?bin (?:\w+ ){0,2}?dabei
        (?:fange|fang|starte|beginne) (?:ich )?(?:\w+ ){0,3}?(?:am|zum|bei (?:ihnen|euch))
        (?:trete|tritt)(?: ich)?(?: \S+){0,14}? an(?=[ .,!]|$)
        (?:dann )?bis zum \d
        (?:freue|freu) (?:ich )?mich (?:\w+ ){0,4}?(?:auf (?:den (?:start|einstieg|ersten)|die (?:zusammenarbeit|neue|aufgabe|stelle|arbeit)|meinen ersten|das team)|teil (?:des|ihres|eures)|bei (?:ihnen|euch) (?:anzufangen|zu starten))
        (?:habe|hab) (?:\w+ ){0,4}?gekündigt|kündigung (?:\w+ ){0,4}?(?:eingereicht|abgegeben|geschrieben)|mein(?:e)? (?:\w+ )?(?:chefin?|arbeitgeber) weiß
        das passt (?:so )?(?:alles )?(?:für mich|prima|perfekt)
        """,
        side="out",
        strong=False,
        free="h",
    ),
    Family(
        "THANKS_ACCEPT",
        "the employer notes the user's acceptance",
        r"""
        (?:danke|dank|bedanke[n]?|dankeschön)(?: \S+){0,5}? (?:{your}) (?:\w+ ){0,2}?(?:zusage|annahme|unterschrift|unterschriebene\w*|unterzeichnete\w*|entscheidung für)(?! (?:zum (?:termin|gespräch|interview)|für (?:den|das) (?:termin|gespräch|interview|vorstellungs\w+)))
        (?:danke|dank|bedanke[n]?)(?: \S+){0,6}? (?:den |die |das )?(?:unterschriebene[nrs]?|unterzeichnete[nrs]?|gegengezeichnete[nrs]?|zurückgesandte[nrs]?|rücksendung)
        (?:{your}) (?:\w+ ){0,2}?(?:unterschriebene\w*|unterzeichnete\w*|gegengezeichnete\w*|vertragszusage|vertragsannahme) (?:\S+ ){0,8}?(?:eingegangen|erhalten|angekommen|da|vor|eingetroffen|bekommen|dankend)
        (?:{contract}|umschlag|unterlagen)(?: \S+){0,10}? (?:unterschrieben|unterzeichnet|signiert|gegengezeichnet)(?: \S+){0,4}? (?:eingegangen|erhalten|angekommen|da|vor|eingetroffen|zurück(?:bekommen|erhalten|gekommen)|bekommen|vollständig)
        (?:{contract}|umschlag|unterlagen) (?:ist|sind|kam|kamen|liegt|liegen)(?: \S+){0,6}? (?:unterschrieben|unterzeichnet|signiert|gegengezeichnet)(?: \S+){0,4}? zurück
        (?:{contract}|umschlag)(?: \S+){0,10}? (?:vollständig|alles) (?:\S+ ){0,4}?(?:unterschrieben|unterzeichnet)
        (?:unterschriebene[nrs]?|unterzeichnete[nrs]?|gegengezeichnete[nrs]?) (?:\w*vertrag|exemplar|unterlagen|\w*vertragsexemplar)(?: \S+){0,6}? (?:eingegangen|erhalten|angekommen|ist da|liegt (?:uns )?vor|eingetroffen|bekommen|dankend)
        (?:freut|freuen|freue|schön|toll|super|großartig|klasse)(?: \S+){0,6}? (?:dass |wie schön, dass )(?:sie|du) (?:\S+ ){0,6}?(?:zugesagt|angenommen|unterschrieben|entschieden|zu uns (?:kommen|kommst)|an bord|dabei (?:sind|bist)|zusagen|zusagst|annehmen|annimmst|unserem team)
        (?:sie|du) (?:haben|hast) (?:\S+ ){0,6}?(?:angebot|vertrag|stelle) (?:\S+ ){0,3}?(?:angenommen|unterschrieben|unterzeichnet)
        (?:herzlich )?willkommen (?:\w+ )?(?:an bord|im team|bei (?!uns (?:im|auf))|im haus|in unserem team|in der|im kollegium|bei uns)
        (?:alle|sämtliche) (?:beteiligten|parteien|unterzeichner)(?: \S+){0,12}? (?:signiert|unterschrieben|unterzeichnet|abgeschlossen)
        (?:zusage|annahme|unterschrift)(?: \S+){0,6}? (?:haben wir (?:\w+ )?(?:erhalten|notiert|vermerkt)|ist (?:\w+ )?(?:eingegangen|angekommen|erfasst|vermerkt))
        (?:beidseitig|von beiden seiten)(?: \S+){0,4}? ?(?:unterschrieben\w*|unterzeichnet\w*|zurück|exemplar|ausfertigung)
        (?:dann ist es (?:also )?amtlich|offiziell teil|ab (?:sofort|jetzt) (?:\w+ )?(?:teil|im team|kollegin|kollege))
        (?:nachdem|da|weil|nun, da) (?:sie|du) (?:\S+ ){0,5}?(?:zugesagt|unterschrieben|angenommen)
        """,
        free="h",
    ),
    Family(
        "ONBOARD",
        "mail for somebody about to start",
        r"""
        onboarding\w*|willkommensmappe|einarbeitung\w*|einarbeitungsplan|willkommenspaket|einstellungstag
        (?:{your}|den|der|am|deinen|erste[rnm]?|ihrem) (?:ersten? )(?:arbeits)?(?:tag|woche)|erste[rn]? arbeitstag
        (?:{your}) (?:start|einstieg|dienstantritt|arbeitsbeginn|eintritt|arbeitsplatz|schreibtisch|arbeitsaufnahme)(?:en|s)?
        (?:bankverbindung|krankenkasse|sozialversicherungsnummer|steuer-?id|personalbogen|personalfragebogen|lohnsteuer\w*|notfallkontakt|mitgliedsbescheinigung|werksausweis|mitarbeiterausweis|dienstausweis|laptop|notebook|zugangsdaten|dienstkleidung|arbeitskleidung|schlüssel|parkausweis|t-shirt-größe|pat(?:e|in)|buddy|mentor\w*)
        (?:erwarten|begrüßen|begrüssen) (?:wir )?(?:sie|dich) (?:\S+ ){0,8}?(?:als (?:neue[nrs]?|unsere[nrs]?)|an ihrem|an deinem|zum ersten|zu ihrem)
        (?:neue[nrs]? )(?:kolleg\w+|mitarbeiter\w*|teammitglied)
        (?:bevor|bis) (?:du|sie) (?:\w+ ){0,2}?(?:bei uns )?(?:anfängst|anfangen|startest|starten|beginnst|beginnen)
        """,
        strong=False,
        free="hnc",
    ),
    Family(
        "OFFER_CONTEXT",
        "an offer or a contract of the user's is spoken of",
        r"""
        (?:{your}|{our}|das|den|dem|die|der|vom|zum|im) (?:\S+ ){0,2}?(?:\w*arbeitsvertrag(?:s|es)?|\w*anstellungsvertrag(?:s|es)?|\w*dienstvertrag(?:s|es)?|ausbildungsvertrag(?:s|es)?|vertragsangebot(?:s|es)?|vertragsentwurf|vertragsunterlagen|jobangebot(?:s|es)?|einstellungszusage|stellenzusage)
        (?:{your}|ihnen|dir|unser(?:e[nmrs]?)?|das|dem|vom) (?:\S+ ){0,3}?(?:angebot(?:s|es)?|vertrag(?:s|es)?|offerte|zusage)(?! (?:für (?:betriebliche|unsere mitarbeiter)|auf unserer|an weiter))
        (?:ihrer|deiner|ihre|deine|der geplanten|zur) (?:einstellung|anstellung|arbeitsaufnahme|einstellungszusage)
        (?:bedingte|vorbehaltliche|schriftliche|erteilte|mündliche) (?:\w+ )?(?:zusage|einstellungszusage)
        (?:{your}|ihrem|deinem|dem|den) (?:geplanten )?(?:eintrittstermin|dienstantritt|arbeitsbeginn|eintritt|start(?:en)?|stellenantritt|ersten arbeitstag)
        (?:start|einstieg|beginn) als \w+ am
        (?:ihnen|dir) (?:\S+ ){0,5}?(?:zugesagt\w*|angeboten\w*|versprochen\w*)
        """,
        side="any",
        strong=False,
        free="ncqh",
    ),
)
