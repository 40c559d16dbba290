export const maximumExcludedParts = 40;
/** A group that cannot be split and holds more rejects than this is no group. */
export const maximumExcludedProducts = 1;
