import { parsePhrases, type Lexicon } from "../text/phrases";

/** Phrases that say that a bot answers. Excludes: "automático" and "robô" alone (gates, vacuum cleaners). */
export const automationPhrases: Lexicon = {
  pt: parsePhrases(
    "bot, chatbot, assistente virtual, assistente digital, atendente virtual, atendimento automatico, atendimento automatizado, atendimento virtual, mensagem automatica, resposta automatica, sou um robo, sou o robo",
  ),
  es: parsePhrases(
    "asistente virtual, asistente digital, asesor virtual, agente virtual, mensaje automatico, respuesta automatica, atencion automatizada, soy un robot, soy el robot",
  ),
  en: parsePhrases(
    "virtual assistant, virtual agent, digital assistant, ai assistant, automated assistant, automated message, automated reply, automated response, automatic reply, automatic message, automatic response",
  ),
};

/** Phrases that offer a person. The list is generous: any word for a person counts. */
export const personPhrases: Lexicon = {
  pt: parsePhrases(
    "atendente(s), pessoa(s), humano(s), humana, atendimento humano, especialista(s), consultor(es), consultora(s), vendedor(es), vendedora(s), corretor(es), recepcionista, nossa equipe, nosso time, equipe, alguem, falar com, fale com, ligue, telefone, suporte",
  ),
  es: parsePhrases(
    "agente(s), asesor(es), asesora(s), persona(s), humano(s), humana, ejecutivo(s), ejecutiva(s), operador(es), especialista(s), vendedor(es), nuestro equipo, equipo, alguien, hablar con, habla con, llamanos, soporte",
  ),
  en: parsePhrases(
    "agent(s), human(s), person, people, representative(s), advisor(s), adviser(s), our team, team, staff, someone, specialist(s), speak to, speak with, talk to, talk with, call us, operator, support",
  ),
};
