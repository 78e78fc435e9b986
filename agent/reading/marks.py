"""Words by which mail programs mark what is not new: quotes, forwards, signatures, footers. Data, by language.

All patterns are matched on lower-cased text. A language is added by adding its words here; nothing else depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping

HEADER_NAMES: Mapping[str, tuple[str, ...]] = {
    "from": ("from", "von", "de", "da", "van", "fra", "från", "od"),
    "sent": ("sent", "date", "gesendet", "datum", "envoyé", "enviado", "enviado el", "inviato", "data", "fecha", "verzonden", "sendt", "dato", "skickat", "wysłano"),
    "to": ("to", "an", "à", "para", "a", "aan", "til", "till", "do"),
    "cc": ("cc", "kopie", "kopi", "dw"),
    "subject": ("subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "emne", "ämne", "temat"),
    "other": ("reply-to", "importance", "attachments", "anlagen", "bcc"),
}  # fmt: skip
"""Names in the header that stands over an older message, by what they mean."""

ATTRIBUTIONS: Mapping[str, str] = {
    "en": r"on\b.{6,300}\bwrote\s*:|.{3,200}<[^<>\s]+@[^<>\s]+>\s+wrote\s*:",
    "de": r"am\b.{6,300}\bschrieb\b.{0,200}:",
    "fr": r"le\b.{6,300}\ba écrit\s*:",
    "es": r"el\b.{6,300}\bescribió\s*:",
    "it": r"il\b.{6,300}\bha scritto\s*:",
    "pt": r"em\b.{6,300}\bescreveu\s*:",
    "nl": r"op\b.{6,300}\bschreef\b.{0,200}:",
    "da": r"den\b.{6,300}\bskrev\b.{0,200}:",
    "pl": r"(?:w dniu|dnia)\b.{6,300}\b(?:napisał|pisze)\w*.{0,200}:",
}
"""The line before a quote: who wrote, and when."""

FORWARDED = (
    r"-{2,}\s*forwarded (?:message|by .{1,100})\s*-*|begin forwarded message\s*:|-{2,}\s*weitergeleitete nachricht\s*-*"
    r"|anfang der weitergeleiteten nachricht\s*:|-{2,}\s*message (?:transféré|d'origine transféré)\s*-*"
    r"|-{2,}\s*mensaje reenviado\s*-*|-{2,}\s*messaggio inoltrato\s*-*|-{2,}\s*doorgestuurd bericht\s*-*"
    r"|-{2,}\s*mensagem encaminhada\s*-*|-{2,}\s*videresendt .{0,20}\s*-*"
)
ORIGINAL = (
    r"-{2,}\s*original (?:message|appointment)\s*-{2,}|-{2,}\s*ursprüngliche nachricht\s*-{2,}"
    r"|-{2,}\s*message d'origine\s*-{2,}|-{2,}\s*mensaje original\s*-{2,}|-{2,}\s*messaggio originale\s*-{2,}"
    r"|-{2,}\s*oorspronkelijk bericht\s*-{2,}|-{2,}\s*mensagem original\s*-{2,}|_{20,}"
)
FORWARD_SUBJECT = r"(?:fwd?|wg|tr|rv|enc|i|doorst|vs|fw)\s*:"
"""A subject that says that the message is passed on."""

CLOSINGS: Mapping[str, str] = {
    "en": r"(?:with )?(?:(?:very |my |our )?(?:best|kind|kindest|warm|warmest|many|sincere|all good|good|heartiest)\b.{0,25}"
    r"|regards.{0,12}|(?:yours|sincerely|faithfully|cordially|respectfully)\b.{0,14}|cheers\b.{0,12}|thanks\b.{0,18}|thank you.{0,14}"
    r"|thx|ta|love|see you (?:soon|then)|talk soon|speak soon|all the best|take care|bw|br|kr|xx?)",
    "de": r"(?:mit )?(?:freundlichen|besten|herzlichen|vielen|viele|liebe|schöne|beste|herzliche|freundliche)\b.{0,20}|(?:lg|vg|mfg|grüße|gruß)\b.{0,14}",
    "fr": r"(?:bien )?(?:cordialement|à vous|sincèrement|amicalement)\b.{0,12}",
    "es": r"(?:un )?(?:saludos?|cordial(?:es)? saludos?|atentamente|abrazo)\b.{0,14}",
    "nl": r"(?:met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg)\b.{0,12}",
    "sv": r"(?:med )?(?:vänlig(?:a)? hälsning(?:ar)?|hälsningar|mvh|vennlig hilsen|hilsen|venlig hilsen)\b.{0,12}",
    "pt": r"(?:atenciosamente|cumprimentos|abraços?)\b.{0,14}",
    "it": r"(?:cordiali saluti|distinti saluti|saluti)\b.{0,12}",
}
"""The words before a name at the end."""

FOOTERS: Mapping[str, str] = {
    "en": r"unsubscribe|manage (?:your )?(?:email |notification |alert )?(?:preferences|notifications|alerts|settings)"
    r"|you(?:'re| are)? (?:receiv\w+|getting|got) this (?:e-?mail|mail|message|notification|alert) because"
    r"|you receive this mail because|this (?:e-?mail|message)(?: \w+){0,6} (?:confidential|intended (?:solely|only))"
    r"|(?:this|the) (?:e-?mail|message) and any (?:files|attach\w+)|intended (?:solely|only) for the (?:addressee|named|recipient|person|individual)"
    r"|received (?:it|this (?:e-?mail|message)) in error|registered in (?:england|scotland|ireland|wales)|registered (?:office|charity|number)"
    r"|company (?:no|number|registration)\b|view (?:this|it) (?:e-?mail |message )?(?:in|online)|all rights reserved|^©|^\(c\) 20\d\d|^copyright "
    r"|privacy (?:policy|notice|statement)|sent from my (?:iphone|ipad|phone|mobile|android|samsung)|get outlook for|please consider the environment"
    r"|powered by \w+",
    "de": r"abmelden|abbestellen|newsletter|diese (?:e-?mail|nachricht) (?:ist|enthält|kann)|vertraulich|registergericht|handelsregister|geschäftsführer|amtsgericht|von meinem iphone",
    "fr": r"désabonner|désinscrire|ce (?:message|courriel)(?: \w+){0,6} confidentiel|envoyé de mon iphone",
    "es": r"darse de baja|este (?:mensaje|correo)(?: \w+){0,6} confidencial|enviado desde mi",
}
"""What stands at the foot of mail and says nothing to its reader."""
