import { pieces } from "../testing/checked";
import { noThreats } from "./no-threats";

test.each([
  ["Regularize, ou tomaremos medidas judiciais.", "tomaremos medidas judiciais"],
  ["Seu nome será negativado em 3 dias", "Seu nome será negativado"],
  ["Pague agora ou perderá sua casa", "Pague agora ou"],
  ["Si no paga, iniciaremos acciones legales", "iniciaremos acciones legales"],
  ["Será reportado al buró de crédito", "Será reportado al buró de crédito"],
  ["Otherwise we will take legal action", "we will take legal action"],
  ["Pay now or lose your home", "Pay now or"],
])("%j threatens: %j", async (text, found) => {
  expect(await pieces(noThreats, text)).toEqual([found]);
});

test.each([
  "Precisa entrar com ação judicial? Fale com nossos advogados.",
  "Último aviso: a promoção acaba hoje!",
  "Pague agora ou em 3x sem juros",
  "¿Te despidieron? Te ayudamos con tu demanda judicial",
  "Paga ahora o en 3 meses",
  "Class action lawsuit? Our attorneys can help",
  "Last chance: sale ends tonight",
  "Pay now or later",
  "We never say that we will take legal action",
  "最終通知",
])("%j is clean", async (text) => {
  expect(await pieces(noThreats, text)).toEqual([]);
});
