/** Reasons why one experiment or the whole run stops without an answer. */

/** Leaves a question open, with the reason for the report. */
export class Undecided extends Error {}

/** Stops all further experiments. */
export class Stop extends Error {
  /** True if the removal of created rows may continue: not while Meta throttles, because each call extends the block. */
  maySweep;

  constructor(message, { maySweep = true } = {}) {
    super(message);
    this.maySweep = maySweep;
  }
}

/** Invalid arguments, or an account with unexpected rows. Nothing was written. */
export class Usage extends Error {}
