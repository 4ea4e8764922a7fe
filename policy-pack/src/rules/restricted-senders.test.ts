import { pieces } from "../testing/checked";
import { restrictedSenders } from "./restricted-senders";

test.each([
  ["Sou candidato a prefeito", "candidato a prefeito"],
  ["Agende sua teleconsulta", "teleconsulta"],
  ["Campaña electoral 2026", "Campaña electoral"],
  ["Consulta médica en línea", "Consulta médica en línea"],
  ["Metro Police Department", "Police Department"],
  ["Join the Army today", "Join the Army"],
])("%j speaks for a sender that is kept out", async (text, found) => {
  expect(await pieces(restrictedSenders, text)).toEqual([found]);
});

test.each([
  "Candidato à vaga? Envie seu currículo",
  "Campanha de vacinação",
  "Estamos em frente à delegacia",
  "Entradas para el partido de hoy",
  "Pantalones de estilo militar",
  "We are next to the police station",
  "Vote for your favourite flavour",
  "We do not offer telemedicine",
  "選挙",
])("%j is clean", async (text) => {
  expect(await pieces(restrictedSenders, text)).toEqual([]);
});
