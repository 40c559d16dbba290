/** Time in which a submission can be taken back for free. */
export const graceMs = 10_000;
export const leaseMs = 5 * 60_000;
export const maximumHeldProducts = 5;
/** Counts of waiting products stop here, so that they stay cheap on a million. */
export const countLimit = 10_000;
