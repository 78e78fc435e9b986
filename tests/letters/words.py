"""What the tests look for in each language: how mail greets, words for another job, for an apology, for tu and vous.

A language's line is written with its templates. All patterns are searched for without regard to case, unless they say.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One language."""

    close: str
    """A salutation with which mail calls the user by the first name, and by tu where there is one."""
    distant: str
    """One that does not."""
    quote_close: str = ""
    """Words of theirs that show the close form of address; "" where the language has one form."""
    quote_distant: str = ""
    other: str = ""
    """Another job, offer or employer is spoken of."""
    accepted: str = ""
    """The user says to have accepted something: never in an `expedite`."""
    sorry: str = ""
    """An apology."""
    familiar: str = ""
    """Words (case as written) that only the close form of address has."""
    polite: str = ""
    """Words (case as written) that only the polite one has."""
    lower: bool = False
    """The first line after the salutation begins with a small letter."""


WORDS = {
    "en": Words(
        close="Hi Sam,",
        distant="Dear Ms Lee,",
        other=r"another (?:position|role|offer|employer)|elsewhere|the other position|an offer from",
        accepted=r"\b(?:have|since) accepted",
        sorry=r"\bsorry\b|apolog|\bregret|forgive",
    ),
    "de": Words(
        close="Hallo Sam,",
        distant="Sehr geehrte Frau Lee,",
        quote_close="Wir freuen uns auf dich.",
        quote_distant="Wir freuen uns auf Sie.",
        other=r"andere[ns]? (?:stelle|position|angebot|arbeitgeber)|anderweitig (?:zugesagt|entschieden)|anderswo",
        accepted=r"(?:angenommen|zugesagt)\b",
        sorry=r"tut mir leid|entschuldig|verständnis|bedau[er]|verzeih",
        familiar=r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*|[Ee]uch|[Ee]uer\w*|[Ee]ure\w*|gib|lass)\b",
        polite=r"\b(?:Ihnen|Ihr|Ihre[mnrs]?)\b|[a-zäöüß,;] Sie\b",
        lower=True,
    ),
    "fr": Words(
        close="Salut Sam,",
        distant="Madame,",
        quote_close="Nous avons hâte de te rencontrer.",
        quote_distant="Nous avons hâte de vous rencontrer.",
        other=r"autre (?:poste|offre|employeur|proposition|emploi)|ailleurs",
        accepted=r"(?:j’ai|j'ai|ayant|avoir) (?:\w+ )?accepté",
        sorry=r"désolé|excus|regrett|pardon",
        familiar=r"\b(?:[Tt]u|[Tt]e|[Tt]oi|[Tt]on|[Tt]a|[Tt]es)\b|\b[Tt]['’]",
        polite=r"\b(?:[Vv]euillez|[Vv]ous êtes|[Pp]ouvez-vous|[Pp]ourriez-vous)\b",
    ),
    "es": Words(
        close="Hola, Sam:",
        distant="Estimada Sra. Lee:",
        quote_close="Tenemos muchas ganas de conocerte a ti.",
        quote_distant="Esperamos a usted en nuestras oficinas.",
        other=r"otr[ao] (?:puesto|oferta|empresa|trabajo|posición|propuesta|proyecto)|en otro (?:lugar|sitio)",
        accepted=r"\b(?:he|tras haber) (?:\w+ )?aceptado|\bacepté",
        sorry=r"\blo siento|\bsiento\b|lament|disculp|perdon|perdón",
        familiar=r"\b(?:[Tt]ú|[Tt]e|[Tt]i|[Cc]ontigo|[Tt]u|[Tt]us|[Oo]s|[Vv]uestr\w+)\b",
        polite=r"\b(?:[Uu]sted(?:es)?|[Ll]es?|[Ss]us?)\b",
    ),
    "pt": Words(
        close="Olá, Sam,",
        distant="Exma. Sra. Lee,",
        quote_close="Gostávamos muito de te conhecer.",
        quote_distant="Aguardamos a vossa presença.",
        other=r"outr[ao] (?:cargo|vaga|oferta|proposta|empresa|posição|emprego|função|oportunidade)|noutr[ao]\b",
        accepted=r"\b(?:aceitei|ter aceitado|ter aceite|tendo aceitado|decidi aceitar)\b",
        sorry=r"\blament|desculp|sinto muito|perdão|perdoe",
        familiar=r"\b(?:[Tt]u|[Tt]e|[Tt]i|[Cc]ontigo|[Tt]eus?|[Tt]uas?)\b",
        polite=r"\b(?:[Vv]ocês?|[Oo]s? senhor(?:es)?|[Aa]s? senhoras?|[Vv]oss[ao]s?|[Cc]onsigo)\b",
    ),
    "it": Words(
        close="Ciao Sam,",
        distant="Gentile Sig.ra Lee,",
        quote_close="Non vediamo l'ora di conoscerti, e ti aspettiamo.",
        quote_distant="Siamo lieti di incontrarLa nella Sua prossima visita.",
        other=r"altr[ao] (?:posizione|offerta|azienda|lavoro|ruolo|proposta|incarico|impiego)|altrove",
        accepted=r"\b(?:ho|aver|avendo|avevo) (?:\w+ )?accettato",
        sorry=r"\bmi (?:di)?spiace\b|scus|rammaric|perdon",
        familiar=r"\b(?:[Tt]u|[Tt]i|[Tt]e|[Tt]uo|[Tt]ua|[Tt]uoi|[Tt]ue|[Ff]ammi)\b",
        polite=r"(?<=[a-zàèéìòù,;] )(?:Lei|La|Le|Suo|Sua|Suoi|Sue)\b|\b(?:La (?:prego|avviso)|Le (?:chiedo|scrivo|auguro)|[Mm]i faccia)\b",
        lower=True,
    ),
    "nl": Words(
        close="Hoi Sam,",
        distant="Geachte mevrouw Lee,",
        quote_close="We kijken ernaar uit je te ontmoeten.",
        quote_distant="Wij kijken ernaar uit u te ontmoeten.",
        other=r"andere (?:baan|functie|aanbieding|werkgever|positie)|ander (?:aanbod|werk)|elders",
        accepted=r"\b(?:heb|inmiddels|heb ik|hebben)\b[^.]{0,60}\b(?:aangenomen|aanvaard|geaccepteerd)\b",
        sorry=r"\bspijt\b|sorry|excuses|excuseer|verontschuldig|vervelend|betreur|kwalijk|vergeef",
        familiar=r"\b(?:[Jj]e|[Jj]ij|[Jj]ou|[Jj]ouw|[Jj]ullie)\b",
        polite=r"\b(?:[Uu]|[Uu]w)\b",
    ),
}
