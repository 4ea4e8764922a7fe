import { z } from "zod";
import { outputFile, readJsonFile, writeWhole } from "./files";

/** Ids of sequences that a killed worker created without recording them, by resource name. */
export type Adoptions = Readonly<Record<string, string>>;

/** Names the resource of a sequence, so that its failure tells the account. */
export function resourceName(wabaId: string, key: string): string {
  return `${wabaId}-${key}`;
}

/** Returns the account of a resource; undefined for other resources, such as the stack. */
export function accountOf(urn: string): string | undefined {
  return /::(\d+)-[^:]+$/.exec(urn)?.[1];
}

export function readAdoptions(stack: string): Adoptions {
  return z.record(z.string(), z.string()).parse(readJsonFile(fileOf(stack)) ?? {});
}

export function addAdoptions(stack: string, found: Adoptions): void {
  writeWhole(fileOf(stack), JSON.stringify({ ...readAdoptions(stack), ...found }, undefined, 2));
}

function fileOf(stack: string): string {
  return outputFile("adoptions", `${stack}.json`);
}
