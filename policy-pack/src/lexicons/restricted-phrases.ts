import { parsePhrases, type Lexicon } from "../text/phrases";

// Senders that the WhatsApp Business Messaging Policy excludes.

/** Excludes: "vote" alone (polls, prizes), "candidato" alone (jobs), "campanha" alone, "partido" alone (Spanish for a match). */
const politics: Lexicon = {
  pt: parsePhrases(
    "candidato a vereador, candidata a vereadora, candidato a prefeito, candidata a prefeita, candidato a deputado, candidata a deputada, candidato a deputado federal, candidato a deputado estadual, candidato a senador, candidato a governador, candidato a presidente, pre candidato, pre candidata, candidato a prefeitura, candidata a prefeitura, candidato a camara municipal, candidata a camara municipal, candidato ao senado, candidata ao senado, campanha eleitoral, partido politico, comicio",
  ),
  es: parsePhrases(
    "candidato a alcalde, candidata a alcaldesa, candidato a diputado, candidata a diputada, candidato a senador, candidato a gobernador, candidato a presidente, candidata a presidenta, candidato a la alcaldia, candidata a la alcaldia, candidato a la gubernatura, candidata a la gubernatura, candidato a la gobernacion, candidata a la gobernacion, candidato al senado, candidata al senado, candidato al congreso, candidata al congreso, campana electoral, partido politico, mitin politico",
  ),
  en: parsePhrases(
    "candidate for mayor, candidate for congress, candidate for senate, candidate for governor, candidate for president, election campaign, political campaign, political party, political rally",
  ),
};

/** Excludes: "militar" and "exército" alone (styles, the Salvation Army), "army" alone (fans). */
const military: Lexicon = {
  pt: parsePhrases(
    "alistamento militar, recrutamento militar, forcas armadas, aliste se, exercito brasileiro, servico militar",
  ),
  es: parsePhrases(
    "reclutamiento militar, fuerzas armadas, ejercito mexicano, ejercito nacional, servicio militar, unete al ejercito, alistate en el ejercito",
  ),
  en: parsePhrases(
    "military recruitment, army recruitment, army recruiting, armed forces, us army, u s army, join the army, join the navy, join the marines, join the air force, join the national guard, recruiting battalion",
  ),
};

/** Excludes: "polícia" and "police" alone; the rule recognizes a station that is only a landmark by the words before it. */
const lawEnforcement: Lexicon = {
  pt: parsePhrases("policia militar, policia civil, policia federal, policia rodoviaria, delegacia, guarda municipal"),
  es: parsePhrases(
    "policia nacional, policia municipal, policia federal, guardia civil, comisaria, departamento de policia",
  ),
  en: parsePhrases("police department, police station, sheriffs office, law enforcement agency"),
};

/** Excludes: "consulta online" alone (lawyers, stylists). */
const telemedicine: Lexicon = {
  pt: parsePhrases(
    "telemedicina, teleconsulta(s), telessaude, consulta medica online, consulta medica por video, medico online",
  ),
  es: parsePhrases("telesalud, consulta medica en linea, medico en linea, consulta medica por videollamada"),
  en: parsePhrases(
    "telemedicine, telehealth, online doctor, online doctor consultation, video consultation with a doctor, virtual doctor visit",
  ),
};

export const senders = {
  politics,
  military,
  "law enforcement": lawEnforcement,
  telemedicine,
} as const satisfies Readonly<Record<string, Lexicon>>;

export type Sender = keyof typeof senders;
export const senderIds = Object.keys(senders) as Sender[];

// Meta's template guidelines reject threats, e.g. of legal action. Excludes: "ação judicial", "lawsuit" and the like alone
// (law firms offer help with them), "último aviso", "última chance", "last chance" (ends of sales).
export const threatPhrases: Lexicon = {
  pt: parsePhrases(
    "tomaremos medidas legais, tomaremos medidas judiciais, tomaremos as medidas legais, tomaremos as medidas judiciais, entraremos com acao judicial, entraremos com uma acao judicial, entraremos na justica, vamos processar voce, voce sera processado, sera processado judicialmente, para evitar acao judicial, evite acao judicial, evite medidas judiciais, sob pena de, seu nome sera negativado, negativacao do seu nome, protesto do seu nome, voce sera preso, pague agora ou, pague imediatamente ou, pague hoje ou, ou sofrera as consequencias, sabemos onde voce mora, seus vizinhos vao saber, acabar com a sua reputacao, ligar para a sua familia inteira",
  ),
  es: parsePhrases(
    "tomaremos acciones legales, tomaremos medidas legales, iniciaremos acciones legales, emprenderemos acciones legales, procederemos legalmente, para evitar acciones legales, evite acciones legales, sera demandado, lo demandaremos, te demandaremos, embargaremos, embargo de sus bienes, sera reportado al buro de credito, seras reportado al buro de credito, so pena de, pague ahora o, paga ahora o, paga hoy o, pague hoy o, o sufrira las consecuencias, o ateniendose a las consecuencias, sabemos donde vives, sabemos donde vive, te denunciaremos, lo denunciaremos, o te mandamos a, turnaremos su caso, lo reportaremos al buro de credito, te reportaremos al buro de credito",
  ),
  en: parsePhrases(
    "we will take legal action, well take legal action, legal action will be taken, legal action against you, face legal action, avoid legal action, we will sue you, take you to court, you will be arrested, warrant for your arrest, or face the consequences, face the consequences, pay now or, pay today or, pay immediately or, report you to the police, report you to the credit bureau, see you in court, know where you live, know where your kids, on your employers page",
  ),
};
