import type { Span } from "../finding";
import { findSpans } from "../text/spans";

/** Matches a quotation on one line. */
export const quotation = /"[^"\n]{8,200}"|“[^“”\n]{8,200}”|«[^«»\n]{8,200}»|'[^'\n]{8,200}'(?!\p{L})/gu;

/** Matches words that call a quoted message a fraud, or deny that the business sent it. */
export const denial =
  /(?<!\p{L})(?:golpe|golpistas?|fraudes?|fraud|estafas?|estafadores|scams?|scammers?|fake|phishing|hoax|falsas?|falsos?|suplantaci[oó]n|tricks?|trucos?|enga[ñn]os?|(?:didn['’]t|don['’]t|never) (?:write|send|ask)|no (?:lo )?(?:escribimos|mandamos|pedimos)|n[aã]o (?:escrevemos|mandamos|pedimos)|not from us|isn['’]t us|wasn['’]t us|not us|(?:didn['’]t|doesn['’]t) come from|no somos nosotros|no lo enviamos|no fuimos nosotros|n[aã]o somos n[oó]s|n[aã]o fomos n[oó]s|n[aã]o enviamos)(?!\p{L})/iu;

/** Finds quotations of messages that the text warns of. Not those of a text that speaks of fraud before it quotes itself. */
export function findDisownedQuotations(text: string): readonly Span[] {
  return findSpans(text, quotation).filter(({ end }) => denial.test(text.slice(end, end + 160)));
}
