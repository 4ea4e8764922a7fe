import { z } from "zod";

/** Option with names of businesses or brands. Names are compared by their Latin letters and digits. */
export const nameList = z
  .array(
    z
      .string()
      .regex(/[A-Za-z0-9]/, "must contain a Latin letter or a digit")
      .max(100),
  )
  .default([]);
