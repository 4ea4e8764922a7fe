import { listMatches, listMessages } from "../testing/content-rules";
import { noThreats, restrictedSenders, restrictedTrades } from "./restricted-content";

describe("no-threats", () => {
  test.each([
    ["Regularize, ou tomaremos medidas judiciais.", "tomaremos medidas judiciais"],
    ["Seu nome será negativado em 3 dias", "Seu nome será negativado"],
    ["Pague agora ou perderá sua casa", "Pague agora ou"],
    ["Si no paga, iniciaremos acciones legales", "iniciaremos acciones legales"],
    ["Será reportado al buró de crédito", "Será reportado al buró de crédito"],
    ["Otherwise we will take legal action", "we will take legal action"],
    ["Pay now or lose your home", "Pay now or"],
    ["Ou você quita hoje, ou o cobrador vai aí", "quita hoje, ou o cobrador"],
    ["Si no pagas hoy, mandamos tu caso al juzgado", "Si no pagas hoy, mandamos tu caso al juzgado"],
    ["Settle it by Friday, otherwise we send the bailiffs", "Settle it by Friday, otherwise we send the bailiffs"],
    ["Borra tu comentario o te demandamos", "o te demandamos"],
    ["Either you catch up today or our lawyer calls", "catch up today or our lawyer"],
    ["Si la cuota no se paga, acudiremos a los tribunales", "Si la cuota no se paga, acudiremos a los tribunales"],
    ["Anyone who does not reply will be banned", "Anyone who does not reply will be banned"],
    ["Liquide hoy para evitar la cárcel", "Liquide hoy para evitar la cárcel"],
    ["Sem o pagamento, seu nome vai para a Serasa", "Sem o pagamento, seu nome vai para a Serasa"],
  ])("%j threatens: %j", async (text, found) => {
    expect(await listMatches(noThreats, text)).toEqual([found]);
  });

  test.each([
    "Precisa entrar com ação judicial? Fale com nossos advogados.",
    "Último aviso: a promoção acaba hoje!",
    "Pague agora ou em 3x sem juros",
    "¿Te despidieron? Te ayudamos con tu demanda judicial",
    "Paga ahora o en 3 meses",
    "Se não gostar, devolvemos o dinheiro",
    "If you don't reply, we call you on Monday",
    "Class action lawsuit? Our attorneys can help",
    "Last chance: sale ends tonight",
    "Pay now or later",
    "Confirme ou vamos processar seu pedido assim mesmo",
    "If you don't have a contract, our lawyer drafts one",
    "Responda 1 para a equipe ou 2 para o nosso advogado",
    "Quem não puder vir pode remarcar sem custo",
    "Si el seguro no paga, acudiremos a los tribunales por ti",
    "Pay your fine to avoid jail? Ask our attorneys",
    "De lo contrario, escríbenos y lo cambiamos",
    "Si no puedes pagar y temes un desahucio, te ayudamos",
    "We never say that we will take legal action",
    "最終通知",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noThreats, text)).toEqual([]);
  });
});

describe("restricted-trades", () => {
  test.each([
    ["Cerveja artesanal em promoção", "Cerveja"],
    ["Temos munição e espingardas", "munição", "espingardas"],
    ["Venda de filhotes de golden", "Venda de filhotes"],
    ["Cerveza bien fría y botellas de vino", "Cerveza", "botellas de vino"],
    ["Compra criptomonedas hoy", "criptomonedas"],
    ["Cigarrillos y vapers", "Cigarrillos", "vapers"],
    ["Craft beer delivered", "beer"],
    ["Payday loans in minutes", "Payday loans"],
    ["Best CBD-oil in town", "CBD-oil"],
    ["Jogue no tigrinho", "Jogue no tigrinho"],
    ["Nome sujo? A gente libera seu empréstimo", "Nome sujo? A gente libera seu empréstimo"],
    ["Pierde 5kg en 7 días", "Pierde 5kg en 7 días"],
    ["Golden com pedigree, 2 fêmeas", "Golden com pedigree"],
    ["Meet local singles tonight", "Meet local singles"],
    ["Cansado de estar solo? Solteras te esperan", "Cansado de estar solo? Solteras"],
    ["Te prestamos 3000 y lo pagas en 15 días", "Te prestamos 3000 y lo pagas en 15 días"],
    ["Goodbye arthritis with turmeric capsules", "Goodbye arthritis with turmeric capsules"],
    ["Cacatuas mansas, 2 mil cada", "Cacatuas mansas"],
    ["Quiero comprar un loro", "Quiero comprar un loro"],
    ["Weaner pigs for sale", "Weaner pigs for sale"],
    ["Female escorts, outcalls only", "Female escorts, outcalls"],
    ["Videos sin censura", "Videos sin censura"],
    ["Ganas comisión por toda tu red", "Ganas comisión por toda tu red"],
  ])("%j offers restricted goods or services", async (text, ...found) => {
    expect(await listMatches(restrictedTrades, text)).toEqual(found);
  });

  test.each([
    "Vinagre de vinho e azeite",
    "Espumas sem álcool",
    "Cerveja sem álcool",
    "Tiro de meta: escolinha de futebol",
    "Álcool em gel disponível",
    "Rua do Vinho, 12",
    "Vestido cor vinho",
    "Não vendemos cigarros",
    "Cachorro-quente e refrigerante",
    "¿Quién vino ayer?",
    "Revolver bien la masa",
    "Productos sin tabaco",
    "Pastel de ron de la abuela",
    "La Sra. Cerveza te espera",
    "No weapons allowed",
    "Alcohol-free perfume and a bar of soap",
    "Wine vinegar and root beer",
    "Firearms are not allowed",
    "We accept Bitcoin",
    "Your shot list is ready",
    "Visit us at 12 Rifle Street",
    "Pet toys and collars 🐶",
    "Tigrinho de pelúcia a R$ 40",
    "Aposte no look certo para a festa",
    "Cama para cachorros en venta",
    "Find single rooms in our hotel",
    "Quarto de solteiro. Conheça pessoas no hostel",
    "Empréstimo de 3 livros, devolva em 15 dias",
    "Só atendemos cachorros mansos",
    "Se venden jaulas para gallinas ponedoras",
    "Colgante de tortuga en venta",
    "¿Buscas pareja de baile? Citas los lunes",
    "I want to buy a kitten collar",
    "Camarote VIP para você e acompanhantes",
    "Puppy class for vaccinated pups. 3 places left",
    "Se vende lechón asado por kilo",
    "Citas para mayores de 60 con nuestro geriatra",
    "Notas de tabaco e couro",
    "Drop 5 kg of laundry and get it back in 2 days",
    "пиво и вино",
    "ワインとビール",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(restrictedTrades, text)).toEqual([]);
  });

  test("reports other trades than the allowed ones", async () => {
    expect(await listMessages(restrictedTrades, "Wine and cigars", { allowTrades: ["alcohol"] })).toEqual([
      expect.stringContaining('"cigars" belongs to a trade that Meta restricts (tobacco)'),
    ]);
  });

  test("rejects an unknown trade", async () => {
    await expect(listMatches(restrictedTrades, "Hi", { allowTrades: ["beer"] })).rejects.toThrow();
  });
});

describe("restricted-senders", () => {
  test.each([
    ["Sou candidato a prefeito", "candidato a prefeito"],
    ["Agende sua teleconsulta", "teleconsulta"],
    ["Campaña electoral 2026", "Campaña electoral"],
    ["Consulta médica en línea", "Consulta médica en línea"],
    ["Metro Police Department", "Police Department"],
    ["Join the Army today", "Join the Army"],
    ["Vote em Ana Prado para vereadora", "Vote em Ana Prado para vereadora"],
    ["See a doctor by video", "See a doctor by video"],
    ["A Marinha procura você", "Marinha procura você"],
    ["Soy candidato a la gobernación", "candidato a la gobernación"],
    ["Únete al Partido Rumbo y ayúdanos a cambiar el país", "Únete al Partido Rumbo y ayúdanos a cambiar el país"],
  ])("%j speaks for a restricted sender: %j", async (text, found) => {
    expect(await listMatches(restrictedSenders, text)).toEqual([found]);
  });

  test.each([
    "Candidato à vaga? Envie seu currículo",
    "Campanha de vacinação",
    "Curso para o concurso da Polícia Militar",
    "Book a doctor appointment online",
    "Estamos em frente à delegacia",
    "Entradas para el partido de hoy",
    "Pantalones de estilo militar",
    "We are next to the police station",
    "Vote for your favourite flavour",
    "Join the birthday party! Bring a friend.",
    "The Salvation Army needs you",
    "Navy wants you to look great",
    "Te recordamos qué llevar a la comisaría",
    "We do not offer telemedicine",
    "選挙",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(restrictedSenders, text)).toEqual([]);
  });
});
