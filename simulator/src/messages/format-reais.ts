/** Formats minor units of BRL: `R$ 1.234,56`. */
export function formatReais(centavos: bigint): string {
  return `R$ ${(centavos / 100n).toLocaleString("pt-BR")},${(centavos % 100n).toString().padStart(2, "0")}`;
}
