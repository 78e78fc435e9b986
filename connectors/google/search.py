"""Searches: what Gmail is asked for so that offers and interviews are read before the rest of the mailbox.

Each search is one group of alternatives in Gmail's own search language (https://support.google.com/mail/answer/7190): a
word, a "phrase", or an operator. Strong ones seldom meet other mail; weak ones fill what room is left. Nothing depends on
them but the order of reading: what no search finds is read with the rest.
"""

from __future__ import annotations

from typing import Final

OFFERS: Final = (
    '"offer letter"', '"job offer"', '"employment offer"', '"offer of employment"', '"employment agreement"',
    '"employment contract"', '"contract of employment"', '"letter of appointment"', '"pleased to offer"',
    '"delighted to offer"', '"happy to offer"', '"excited to offer"', '"thrilled to offer"', '"offer you the"', '"an offer"',
    '"the offer"', '"your offer"', '"conditional offer"', '"unconditional offer"', '"formal offer"', '"written offer"',
    '"verbal offer"', '"right to work"', '"pre-employment"', '"your start date"', "subject:offer",
)  # fmt: skip
OFFERS_ELSEWHERE: Final = (
    "Arbeitsvertrag", "Anstellungsvertrag", "Stellenangebot", "Vertragsangebot", "Vertragsentwurf", "Stellenzusage",
    '"promesse d\'embauche"', '"proposition d\'embauche"', '"contrat de travail"',
    '"oferta laboral"', '"carta oferta"', '"contrato de trabajo"',
    '"proposta di assunzione"', '"lettera di assunzione"', '"contratto di lavoro"',
    '"proposta de trabalho"', '"proposta de emprego"', '"contrato de trabalho"', '"carta proposta"',
    "arbeidsovereenkomst", "arbeidscontract", '"umowa o pracę"', '"umowę o pracę"',
    "anställningsavtal", "anställningserbjudande", "arbeidskontrakt", "jobbtilbud", "ansættelseskontrakt", "jobtilbud",
)  # fmt: skip
INTERVIEWS: Final = (
    "subject:interview", "subject:interviews", '"your interview"', '"interview with"', '"an interview"', '"the interview"',
    '"first interview"', '"second interview"', '"final interview"', '"interview for"', '"interview on"', '"interview at"',
    '"to interview"', '"interview panel"', '"technical interview"', '"interview process"', '"phone screen"',
    '"final round"', '"next round"', '"hiring manager"', "interviewer", "interviewers",
)  # fmt: skip
INTERVIEWS_ELSEWHERE: Final = (
    "Vorstellungsgespräch", "Bewerbungsgespräch", "Zweitgespräch", "Kennenlerngespräch", "Probearbeiten",
    '"entretien d\'embauche"', "subject:entretien", '"un entretien"', '"votre entretien"', "subject:entrevue", '"une entrevue"',
    "subject:entrevista", '"una entrevista"', '"uma entrevista"', '"tu entrevista"', '"sua entrevista"',
    "subject:colloquio", '"un colloquio"', "sollicitatiegesprek", "kennismakingsgesprek",
    '"rozmowa kwalifikacyjna"', '"rozmowę kwalifikacyjną"', "subject:intervju", "jobbintervju", "anställningsintervju",
    "jobbsamtal", "jobsamtale",
)  # fmt: skip
INVITATIONS: Final = ("filename:ics", "filename:invite.ics")
SENDERS: Final = tuple(
    f"from:{name}"
    for name in (
        "greenhouse.io", "greenhouse-mail.io", "lever.co", "ashbyhq.com", "myworkday.com", "workday.com", "icims.com",
        "smartrecruiters.com", "workable.com", "workablemail.com", "teamtailor-mail.com", "teamtailor.com", "bamboohr.com",
        "jobvite.com", "jazzhr.com", "applytojob.com", "recruitee.com", "personio.de", "personio.com", "breezy.hr",
        "rippling.com", "join.com", "gupy.io", "taleo.net", "successfactors.com", "successfactors.eu", "goodtime.io",
        "modernloop.io", "calendly.com", "paradox.ai", "hirevue.com", "hackerrank.com", "codility.com", "codesignal.com",
        "hr", "recruiting", "recruitment", "recruiter", "hiring", "onboarding", "personalabteilung", "bewerbung",
        "recrutement", "rrhh", "rekrutacja", "rekrytering",
    )
)  # fmt: skip
APPLICATIONS: Final = (
    '"your application"', '"thank you for applying"', '"thanks for applying"', '"your candidacy"', '"regret to inform"',
    '"background check"', '"reference check"', '"start date"', '"your references"', '"talent acquisition"', "recruiter",
    "recruiting", "recruitment", "shortlisted", "subject:candidate", "from:careers", "from:jobs", "from:talent", "from:people",
)  # fmt: skip
APPLICATIONS_ELSEWHERE: Final = (
    "Bewerbung", "Zusage", "Personalabteilung", "candidature", "embauche", "entretien", "recrutement", "candidatura",
    "reclutamiento", "entrevista", "vacante", "assunzione", "colloquio", "recrutamento", "sollicitatie", "vacature",
    "rekrutacja", "rekrutacji", "ansökan", "rekrytering", "søknad", "ansøgning",
)  # fmt: skip
SIGNATURES: Final = tuple(
    f"from:{domain}"
    for domain in (
        "docusign.net", "hellosign.com", "dropboxsign.com", "adobesign.com", "echosign.com", "pandadoc.net", "pandadoc.com",
        "signnow.com", "yousign.com", "skribble.com", "scrive.com", "checkr.com", "hireright.com", "sterlingcheck.com",
        "fadv.com", "certn.co", "goodhire.com",
    )
)  # fmt: skip
WORDS: Final = (
    "interview", "offer", "contract", "role", "position", "job", "salary", "onboarding", "panel", "vacancy", "screening",
    "Angebot", "Vertrag", "Gespräch", "Stelle", "contrat", "poste", "contrato", "puesto", "oferta", "contratto", "proposta",
    "umowa", "avtal", "kontrakt", "gesprek",
)  # fmt: skip

STRONG: Final = (OFFERS, OFFERS_ELSEWHERE, INTERVIEWS, INTERVIEWS_ELSEWHERE, INVITATIONS, SENDERS)
WEAK: Final = (APPLICATIONS, APPLICATIONS_ELSEWHERE, SIGNATURES)

MAIL: Final = "-in:trash -in:drafts -in:chats"
"""What is read at all, spam included (which must be asked for besides)."""
SENT: Final = "in:sent -in:trash"
NO_ADS: Final = "-category:promotions"
BY_PEOPLE: Final = "-category:promotions -category:social -category:updates -category:forums"


def strong(within: str) -> list[str]:
    """Searches for what is most likely an offer or an interview, within a stretch of mail."""
    return [_any_of(group, NO_ADS, within) for group in STRONG]


def weak(within: str) -> list[str]:
    """Searches for what may be about a job."""
    return [_any_of(group, NO_ADS, within) for group in WEAK]


def words(within: str) -> str:
    """A search for single words, which count only in what a person wrote."""
    return _any_of(WORDS, BY_PEOPLE, within)


def _any_of(alternatives: tuple[str, ...], *others: str) -> str:
    return " ".join((f"{{{' '.join(alternatives)}}}", *others))


def stretch(since: float | None, before: float | None = None, where: str = MAIL) -> str:
    """Mail received in a stretch of time (seconds since 1970)."""
    after = f" after:{int(since)}" if since is not None else ""
    until = f" before:{int(before)}" if before is not None else ""
    return where + after + until
