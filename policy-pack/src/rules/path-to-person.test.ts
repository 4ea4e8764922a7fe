import { pieces, told } from "../testing/checked";
import { pathToPerson } from "./path-to-person";

test.each([
  ["Oi! Sou a Bia, assistente virtual da Lucky Shrub.", "assistente virtual"],
  ["¡Hola! Soy el agente virtual de Lucky Shrub.", "agente virtual"],
  ["This is an automated message.", "automated message"],
])("%j says that a machine answers and leads to nobody", async (text, found) => {
  expect(await pieces(pathToPerson, text)).toEqual([found]);
});

test.each([
  "Sou um robô. Digite 9 para falar com um atendente.",
  "Soy el asistente virtual. ¿Prefieres una persona?",
  "I am a bot. Type AGENT to talk to a human.",
])("%j leads to a person", async (text) => {
  expect(await pieces(pathToPerson, text)).toEqual([]);
});

test("an ice breaker may lead to a person, and one that is not known yet may", async () => {
  expect(await told(pathToPerson, { text: "I am a bot", iceBreakers: ["Prices", "Talk to a person"] })).toEqual([]);
  expect(await told(pathToPerson, { text: "I am a bot", iceBreakers: ["Prices", undefined] })).toEqual([
    "not applicable: not all ice breakers are known yet",
  ]);
});

test.each([
  "Oi! Como podemos ajudar?",
  "Portões automáticos e robô aspirador",
  "Botafogo FC",
  "Not a bot: we are here",
])("%j does not say that a machine answers", async (text) => {
  expect(await told(pathToPerson, text)).toEqual(["not applicable: nothing says that a machine answers"]);
});
