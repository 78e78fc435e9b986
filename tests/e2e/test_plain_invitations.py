"""Invitations as they are written every day, in the languages that letters are written in."""

from __future__ import annotations

from tests.e2e.world import World, them

INVITATIONS = (
    ("Sanne Vos <s.vos@molenwerk.example>", "Uitnodiging", "2026-11-26T14:00",
     "Beste Ines,\n\nWe nodigen je graag uit voor een sollicitatiegesprek op donderdag 26 november om 14.00 uur bij ons op kantoor."
     "\n\nMet vriendelijke groet,\nSanne Vos\nHR, Molenwerk BV"),
    ("Claire Morel <c.morel@aulne-mesure.example>", "Votre candidature", "2026-11-24T10:00",
     "Madame,\n\nSuite à votre candidature au poste de technicienne de laboratoire, nous souhaitons vous rencontrer le mardi 24"
     " novembre à 10h dans nos locaux.\n\nBien cordialement,\nClaire Morel\nAulne Mesure"),
    ("Laura Gil <laura.gil@faro-tecnica.example>", "Entrevista", "2026-11-25T09:30",
     "Hola Ines:\n\nGracias por tu candidatura al puesto de técnica de laboratorio. Queremos conocerte en persona el miércoles 25 de"
     " noviembre a las 9:30.\n\nLaura Gil\nFaro Técnica"),
    ("Giulia Ferri <g.ferri@mulino-misure.example>", "Colloquio", "2026-11-27T11:00",
     "Gentile Ines,\n\nsiamo lieti di invitarla a un colloquio venerdì 27 novembre alle ore 11:00 presso la nostra sede per la"
     " posizione di tecnica.\n\nCordiali saluti,\nGiulia Ferri\nMulino Misure"),
    ("Rita Melo <r.melo@serra-otica.example>", "Entrevista", "2026-11-30T10:00",
     "Olá Ines,\n\nObrigada pela sua candidatura a técnica de laboratório. Queremos conhecê-la pessoalmente na segunda-feira, 30 de"
     " novembro, às 10h.\n\nRita Melo\nSerra Ótica"),
    ("Anna Berg <a.berg@tansel-pumpen.example>", "Einladung zum Vorstellungsgespräch", "2026-12-01T13:00",
     "Guten Tag Frau Calloway,\n\ngerne laden wir Sie zu einem Vorstellungsgespräch am Dienstag, 1. Dezember, um 13 Uhr in unser Büro"
     " ein.\n\nMit freundlichen Grüßen\nAnna Berg\nTansel Pumpen"),
)  # fmt: skip


def test_a_plain_invitation_is_an_interview(world: World) -> None:
    """A Dutch one was read as one at .43, and nothing followed."""
    for sender, subject, _, text in INVITATIONS:
        world.tell(them(sender, subject, "2026-11-12T10:00+01:00", text))
    found = sorted(interview["start"][:16] for interview in world.sync()["interviews"])
    assert found == sorted(start for _, _, start, _ in INVITATIONS)
