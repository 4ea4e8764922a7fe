import { pieces } from "../testing/checked";
import { noIpLinks } from "./no-ip-links";

test.each([
  ["Acesse http://192.168.0.1/painel", "http://192.168.0.1/painel"],
  ["https://[2001:db8::1]:8443/x agora", "https://[2001:db8::1]:8443/x"],
  ["Entra: http://2130706433/", "http://2130706433/"],
  ["http://0x7f000001/login", "http://0x7f000001/login"],
  ["http://0177.0.0.1", "http://0177.0.0.1"],
  ["https://banco.com.br@203.0.113.9/", "https://banco.com.br@203.0.113.9/"],
])("the address in %j is found", async (text, found) => {
  expect(await pieces(noIpLinks, text)).toEqual([found]);
});

test.each([
  "Aberto das 8.30 às 18.00",
  "Abierto 9:00-18:00, versión 1.2.3.4",
  "Version v10.0.0.1 is out",
  "Ligue 0800.123.4567 ou 11.99999.9999",
  "https://1.2.3.4.exemplo.com.br/",
  "https://127001.com.br",
  "Nota ::1:: ⭐⭐⭐",
])("%j is clean", async (text) => {
  expect(await pieces(noIpLinks, text)).toEqual([]);
});
