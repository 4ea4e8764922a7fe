import { parsePhrases } from "../text/phrases";
import type { WordingPattern } from "./restricted-offers";

/** Threats. "Sue", "arrest" and "court" alone are also what law firms and news speak of. */
export const threats: WordingPattern = {
  words: {
    pay: parsePhrases(
      "pay, settle, clear your balance, pague, paga, pagas, pagar, quite, quita, quitar, regularize, regulariza, regularice, liquide, liquida, salde, salda, acerte, acerta, catch up, catch up on, ponte al corriente, pones al corriente, ponerse al corriente, pongase al corriente, coloque em dia, poe em dia",
    ),
    reply: parsePhrases("reply, respond, responda, responde, respondes"),
    otherwise: parsePhrases("or, or else, ou, ou entao, o, o si no"),
    contrary: parsePhrases("otherwise, senao, do contrario, caso contrario, de lo contrario, if not"),
    consequence: parsePhrases(
      "bailiff(s), credit agency, credit agencies, credit reference agencies, credit bureaus, en el veraz, al veraz, a datacredito, a infocorp, al dicom, sheriff, debt collector(s), collection agency, in court, to court, our lawyers, solicitors, lawsuit, repossess, seize, evict, eviction, prosecute, blacklist, blacklisted, credit bureau, oficial de justica, justica, juiz, cobrador(es), cartorio, protestado, protesto, guincho, denunciaremos, penhora, penhorar, penhorados, negativado, negativada, negativar, spc, serasa, processar voce, nossos advogados, nosso juridico, despejo, juzgado, juez, tribunal, nuestros abogados, embargo, embargar, embargan, embargaremos, embargados, demandaremos, buro de credito, desalojo, desalojar, actuario",
    ),
    // Also a reason to act: "Settle now to avoid arrest".
    loss: parsePhrases(
      "arrest, jail, prison, the loss of your home, losing your home, cadeia, prisao, sera preso, bens bloqueados, os bens bloqueados, carcel, la carcel, el arresto, arresto, bienes embargados, cuentas embargadas",
    ),
    lawyer: parsePhrases("our lawyer, our solicitor, nosso advogado, nossa advogada, al abogado, nuestro abogado"),
    weFile: parsePhrases(
      "presentamos la demanda, presentaremos la demanda, interponemos la demanda, interpondremos la demanda, entramos com a acao, entraremos com a acao",
    ),
    // Lawyers act for their clients, and pay fines for them.
    forYou: parsePhrases("por ti, por usted, por voce, for you, para voce, para ti"),
    fine: parsePhrases("fine, multa(s), fianza, fianca, bail"),
    toAvoid: parsePhrases(
      "to avoid, and avoid, to prevent, para evitar, e evite, y evite, y evita, para nao ter, para nao perder, pra nao ter, para no tener, para no perder, para que no, para que nao",
    ),
    sue: parsePhrases(
      "well sue, we will sue, well report you, we will report you, well take you to court, vamos te processar, vamos processar voce, te processamos, te processaremos, processaremos voce, te denunciamos, lo denunciamos, le denunciamos, te demandamos, lo demandamos, le demandamos, te vamos a demandar, vamos a demandarte, vamos a denunciarte",
    ),
    unpaid: parsePhrases(
      "nao for pago, nao for paga, nao for quitado, nao for quitada, nao pagar, nao recebermos, no se paga, no es pagado, no pagas, no paga, no recibimos, not paid, is not paid, isnt paid, stays unpaid, remains unpaid, we dont receive",
    ),
    ifSo: parsePhrases("if, se, si, caso, should"),
    weAct: parsePhrases(
      "vamos acionar a justica, acionaremos a justica, iremos acionar a justica, vamos a justica, vamos penhorar, vamos protestar, protestaremos, iremos protestar, well go to court, we will go to court, we go to court, acudiremos a los tribunales, iremos a juicio, we will seize, well seize",
    ),
    whoever: parsePhrases("anyone who, whoever, those who, quem, quien, quienes, los que, el que, aquele que"),
    refuses: parsePhrases("doesnt, does not, dont, do not, fails, nao, no"),
    shutOut: parsePhrases(
      "will be blocked, will be banned, sera bloqueado, sera bloqueada, seran bloqueados, seras bloqueado, seras bloqueada, tera a conta encerrada, tera a conta bloqueada, tera a conta cancelada, tendra la cuenta bloqueada, perde todo o saldo, perdera todo su saldo",
    ),
    ifNot: parsePhrases(
      "sem pagamento, sem o pagamento, sin pago, sin el pago, sin su pago, sin tu pago, without payment, without your payment, if you dont, if you do not, if you fail, unless you, unless, if we dont, if we do not, no reply, without a reply, sem resposta, se nao, se voce nao, se nao houver, caso nao, caso voce nao, se ignorar, se voce ignorar, sin respuesta, si no, si hoy no, si usted no, si ignora, a menos que, salvo que",
    ),
    accountLost: parsePhrases(
      "account will be deleted, account will be closed, account will be suspended, account will be blocked, account will be terminated, cuenta sera eliminada, cuenta sera cerrada, cuenta sera suspendida, cuenta sera bloqueada, conta sera excluida, conta sera encerrada, conta sera suspensa, conta sera bloqueada, conta sera cancelada, conta sera bloqueada hoje, vamos bloquear sua conta, cerraremos la cuenta, cerraremos su cuenta, cerraremos tu cuenta, bloquearemos la cuenta, bloquearemos a conta, bloquearemos su cuenta, bloquearemos tu cuenta, we will block your account, we will close your account, tell your family, contar a sua familia, avisar o seu chefe, avisar a tu jefe, call your employer, ligar para o seu trabalho, llamar a tu trabajo",
    ),
  },
  patterns: [
    "[pay reply] [^.;:]{0,8} [otherwise contrary ifNot] any{0,6} [consequence loss accountLost]",
    "[ifNot contrary] any{0,10} ,? any{0,8} [consequence loss accountLost]",
    "[consequence loss accountLost] any{0,3} ,? ifNot",
    "pay [^.,;:fine]{0,6} toAvoid any{0,3} loss",
    "pay [^.;:]{0,8} otherwise any{0,3} lawyer",
    "weFile (?!any{0,2} forYou) any{0,5} ifNot",
    "otherwise any? sue",
    "ifSo any{0,4} unpaid any{0,6} ,? weAct (?!any{0,3} forYou)",
    "whoever any? refuses any{0,4} ,? any? shutOut",
    "contrary any{0,6} shutOut",
  ],
};
