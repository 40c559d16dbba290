import type { AttributeValue, RuleFlag } from './contract';

/** `value` is null when the surface form could not be read; `flags` then says why. */
export interface NormalisedSurface {
  readonly value: AttributeValue | null;
  readonly flags: readonly RuleFlag[];
}

export const unread = (flag: RuleFlag): NormalisedSurface => ({ value: null, flags: [flag] });

export const addFlag = (
  { value, flags }: NormalisedSurface,
  flag: RuleFlag,
): NormalisedSurface => ({
  value,
  flags: flags.includes(flag) ? flags : [...flags, flag],
});
