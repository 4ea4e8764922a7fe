import { phrases, type Lexicon } from "../text/phrases";

// Senders that the WhatsApp Business Messaging Policy keeps out.

/** Left out: "vote" alone (polls, prizes), "candidato" alone (jobs), "campanha" alone, "partido" alone (Spanish for a match). */
const politics: Lexicon = {
  pt: phrases(
    "candidato a vereador, candidata a vereadora, candidato a prefeito, candidata a prefeita, candidato a deputado, candidata a deputada, candidato a deputado federal, candidato a deputado estadual, candidato a senador, candidato a governador, candidato a presidente, pre candidato, pre candidata, campanha eleitoral, partido politico, comicio",
  ),
  es: phrases(
    "candidato a alcalde, candidata a alcaldesa, candidato a diputado, candidata a diputada, candidato a senador, candidato a gobernador, candidato a presidente, candidata a presidenta, campana electoral, partido politico, mitin politico",
  ),
  en: phrases(
    "candidate for mayor, candidate for congress, candidate for senate, candidate for governor, candidate for president, election campaign, political campaign, political party, political rally",
  ),
};

/** Left out: "militar" and "exército" alone (styles, the Salvation Army), "army" alone (fans). */
const military: Lexicon = {
  pt: phrases("alistamento militar, recrutamento militar, forcas armadas, exercito brasileiro, servico militar"),
  es: phrases("reclutamiento militar, fuerzas armadas, ejercito mexicano, ejercito nacional, servicio militar"),
  en: phrases("military recruitment, army recruitment, army recruiting, armed forces, us army, join the army"),
};

/** Left out: "polícia" and "police" alone; a station that is only a landmark is told from a sender by the words before it. */
const lawEnforcement: Lexicon = {
  pt: phrases("policia militar, policia civil, policia federal, policia rodoviaria, delegacia, guarda municipal"),
  es: phrases(
    "policia nacional, policia municipal, policia federal, guardia civil, comisaria, departamento de policia",
  ),
  en: phrases("police department, police station, sheriffs office, law enforcement agency"),
};

/** Left out: "consulta online" alone (lawyers, stylists). */
const telemedicine: Lexicon = {
  pt: phrases(
    "telemedicina, teleconsulta(s), telessaude, consulta medica online, consulta medica por video, medico online",
  ),
  es: phrases("telesalud, consulta medica en linea, medico en linea, consulta medica por videollamada"),
  en: phrases(
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
