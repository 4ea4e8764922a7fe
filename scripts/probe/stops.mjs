/** Why an experiment, or all of them, end before they have an answer. */

/** The question stays open; the reason goes into the report. */
export class Undecided extends Error {}

/** No further experiment is sensible. */
export class Stop extends Error {
  /** Whether removing what was made may go on: not while Meta throttles, where each call lengthens the block. */
  maySweep;

  constructor(message, { maySweep = true } = {}) {
    super(message);
    this.maySweep = maySweep;
  }
}

/** What was given, or what the account holds, does not let the probe begin; nothing was written. */
export class Usage extends Error {}
