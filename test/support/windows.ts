import type { SeedData } from "pulumi-whatsapp-simulator";

/** Persons, by number or user id, who have just written to the default number, so that Meta lets free-form messages through to them. */
export const openWindows = (...persons: readonly string[]): SeedData => ({
  conversations: persons.map((person) => ({ person })),
});
