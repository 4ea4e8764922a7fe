/** Configuration key that marks settings as passed to `whatsapp.Provider` in the program. */
export const explicitProviderKey = "explicitProvider";
