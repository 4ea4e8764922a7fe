import { parsePhrases } from "../text/phrases";
import type { WordingPattern } from "./restricted-offers";

/** Campaigns. "Vote" is also for polls and "president" also of a club. */
export const campaigns: WordingPattern = {
  words: {
    vote: parsePhrases(
      "vote, vote em, vote for, vota, votar, votar em, vota por, voten por, seu voto, tu voto, su voto, your vote, elect, reelect, re elect, eleja, reeleja, eleger, elige, reelige, candidato(s), candidata(s), candidate(s), candidatura, running, friends of, amigos de, comite, gabinete",
    ),
    office: parsePhrases(
      "mayor, senator, congressman, congresswoman, governor, councillor, councilman, councilwoman, prefeito, prefeita, vereador, vereadora, deputado, deputada, senador, senadora, governador, governadora, alcalde, alcaldesa, diputado, diputada, concejal, concejala, regidor, regidora, gobernador, gobernadora",
    ),
    seat: parsePhrases(
      "for senate, for congress, for city council, for governor, for parliament, para o senado, para a camara municipal, al senado, para el senado",
    ),
    campaign: parsePhrases(
      "reelection, re election, reeleicao, reeleccion, campaign bus, rally, voters, eleitores, votantes, urnas, nas urnas, en las urnas, volunteers",
    ),
    party: parsePhrases("party, partido, diretorio, directorio"),
    join: parsePhrases("join, sumate al, unete al, junte se ao, faca parte do"),
    cause: parsePhrases(
      "take back our, our country, our nation, change the country, cambiar el pais, transformar el pais, mudar o pais, mudar o brasil, mudar a cidade",
    ),
    joining: parsePhrases(
      "carreata, comicio, mitin, afiliate, filie se, afiliese, militancia, convencao, convencion nacional, elecciones, eleicoes, elections",
    ),
  },
  patterns: [
    "vote any{0,8} ,? any{0,3} [office seat]",
    "seat",
    "office any{0,12} ,? any{0,6} [campaign joining]",
    "party any{0,16} joining",
    "joining any{0,8} party",
    "join any{0,4} party [^;:]{0,8} [cause joining]",
  ],
};

/** Recruiting for the armed forces and the police. A charity has the name of an army. */
export const recruiters: WordingPattern = {
  words: {
    charity: parsePhrases("salvation army, ejercito de salvacion, exercito de salvacao, exercito da salvacao"),
    force: parsePhrases(
      "army, navy, marines, air force, police force, ejercito, fuerza aerea, gendarmeria, exercito, marinha, forca aerea, aeronautica, batalhao, infantaria, regimiento, batallon",
    ),
    wanted: parsePhrases(
      "is looking for you, looking for you, wants you, needs you, te espera, te busca, te necesita, te quiere, quer voce, precisa de voce, procura voce",
    ),
    career: parsePhrases("recruiting sergeant, recruitment sergeant, army recruiter, navy recruiter"),
  },
  patterns: ["force wanted (?!any)", "career"],
};

/** Doctors at a distance. Excludes veterinarians, psychologists and nutritionists. */
export const remoteDoctors: WordingPattern = {
  words: {
    doctor: parsePhrases(
      "doctor(s), doctora(s), nurse, enfermeira, enfermera, medico(s), medica(s), clinico geral, pediatra(s), dermatologista(s), dermatologo(s), dermatologa(s), ginecologista(s), ginecologo(s), cardiologista(s), pediatrician(s), dermatologist(s), physician(s), gp, psiquiatra(s), psychiatrist(s)",
    ),
    remote: parsePhrases(
      "por video, por videochamada, por chamada de video, por videollamada, por video llamada, por celular, sem sair de casa, sin salir de casa, a distancia, by video, on video, over video, by video call, over a video call, by phone, from home, from your sofa, without leaving home",
    ),
    visit: parsePhrases(
      "consulta(s), consulte, consultar, atendimento, cita(s), see, talk to, speak to, speak with, appointment(s), visit(s), consultation(s), fale com, habla con, passe com, atende, atiende",
    ),
    online: parsePhrases("online, on line, en linea, virtual"),
    treatment: parsePhrases(
      "diagnostico(s), receita, receta, tratamento(s), tratamiento(s), dose, dosis, diagnosis, prescription(s), treatment(s), sintomas, symptoms",
    ),
    inChat: parsePhrases(
      "aqui no whatsapp, por aqui mesmo, neste chat, nesta conversa, pelo chat, pelo whatsapp, en este chat, en este mismo chat, por este chat, por chat, por whatsapp, in this chat, right here in this chat, over chat, by chat, on whatsapp, over whatsapp, here in chat",
    ),
  },
  patterns: [
    "visit any{0,4} doctor any{0,3} remote",
    "visit [remote online] any{0,3} doctor",
    "doctor any{0,2} visit? any{0,2} remote",
    "doctor any{0,6} treatment any{0,6} inChat",
    "inChat any{0,4} [.,]? any{0,4} doctor any{0,6} treatment",
  ],
};
