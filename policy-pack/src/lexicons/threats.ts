import { phrases, type Lexicon } from "../text/phrases";

// Meta's template guidelines refuse content that threatens, as with legal action. Left out: "ação judicial", "lawsuit" and the like alone
// (law firms offer help with them), "último aviso", "última chance", "last chance" (ends of sales).
export const threats: Lexicon = {
  pt: phrases(
    "tomaremos medidas legais, tomaremos medidas judiciais, tomaremos as medidas legais, tomaremos as medidas judiciais, entraremos com acao judicial, entraremos com uma acao judicial, entraremos na justica, vamos processar voce, voce sera processado, sera processado judicialmente, para evitar acao judicial, evite acao judicial, evite medidas judiciais, sob pena de, seu nome sera negativado, negativacao do seu nome, protesto do seu nome, voce sera preso, pague agora ou, pague imediatamente ou, pague hoje ou, ou sofrera as consequencias",
  ),
  es: phrases(
    "tomaremos acciones legales, tomaremos medidas legales, iniciaremos acciones legales, emprenderemos acciones legales, procederemos legalmente, para evitar acciones legales, evite acciones legales, sera demandado, lo demandaremos, te demandaremos, embargaremos, embargo de sus bienes, sera reportado al buro de credito, seras reportado al buro de credito, so pena de, pague ahora o, paga ahora o, paga hoy o, pague hoy o, o sufrira las consecuencias, o ateniendose a las consecuencias",
  ),
  en: phrases(
    "we will take legal action, well take legal action, legal action will be taken, legal action against you, face legal action, avoid legal action, we will sue you, take you to court, you will be arrested, warrant for your arrest, or face the consequences, face the consequences, pay now or, pay today or, pay immediately or, report you to the police, report you to the credit bureau",
  ),
};
