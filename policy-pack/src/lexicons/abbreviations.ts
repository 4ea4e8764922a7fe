import { phrases } from "../text/phrases";

/** What is written in capitals anyway: documents, payments, places, units and services of the three languages' countries. */
export const abbreviations: ReadonlySet<string> = new Set(
  phrases(
    "CPF, CNPJ, RG, CNH, CEP, DDD, SAC, PIX, TED, DOC, IPVA, IPTU, INSS, FGTS, SUS, ENEM, MEI, LTDA, DNI, NIE, NIF, CURP, RFC, CUIT, CUIL, RUT, IVA, IMSS, SAT, CBU, CLABE, SSN, NHS, VAT, USA, EUA, UK, UE, EU, BRL, USD, EUR, MXN, VIP, FAQ, SMS, GPS, LED, LCD, TV, DJ, DVD, USB, SSD, HD, PDF, QR, PC, API, CEO, RH, TI, IT, HR, PCD, LGBT, ONG, NGO, OK, BBQ, DIY, PT, ES, EN, SP, RJ, MG, RS, PR, SC, BA, CDMX, NY, NYC, LA, BMW, KFC, UPS, DHL, FIFA, NBA, SUV, BMX, MBA, EAD, TCC, COVID",
  ),
);
