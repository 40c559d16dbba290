/**
 * The house: the rooms of lib/ by floor, from the ground up. A room imports rooms of lower floors
 * alone, types included; lib/README.md says what each is for.
 */
export const floors = [
  ['i18n', 'statistics'],
  ['help', 'platform', 'values'],
  ['browser'],
  ['access', 'extraction', 'jobs', 'people'],
  ['audit', 'inference', 'keeping', 'webhooks'],
  ['proposals'],
  ['catalogue'],
  ['imports'],
  ['curation'],
  ['autonomy', 'datasets', 'moves', 'overlap', 'sweeps'],
  ['cloud', 'discussion', 'insights', 'queues', 'sorting', 'training'],
  ['desk'],
  ['api', 'demo'],
  ['launch'],
  ['cli'],
  ['bench'],
] as const satisfies readonly (readonly string[])[];

export type Room = (typeof floors)[number][number];

export const rooms: readonly Room[] = floors.flat();

/** Rooms whose files beside contract, queries and hooks run in a browser too. */
export const browserRooms: readonly Room[] = [
  'browser',
  'i18n',
  'statistics',
  'values',
  'proposals',
  'catalogue',
  'imports',
  'curation',
  'autonomy',
  'overlap',
  'sweeps',
  'datasets',
  'discussion',
  'insights',
  'queues',
  'sorting',
  'desk',
];

/** Rooms whose files beside server/ are pure: no I/O, no framework. */
export const pureRooms: readonly Room[] = [
  'statistics',
  'values',
  'extraction',
  'proposals',
  'catalogue',
  'imports',
  'curation',
  'autonomy',
  'moves',
  'overlap',
  'sweeps',
  'datasets',
  'discussion',
  'insights',
  'queues',
  'sorting',
  'desk',
  'training',
];

/** 0 is the ground; -1 for what is no room. */
export function floorOf(name: string): number {
  return floors.findIndex((floor) => (floor as readonly string[]).includes(name));
}
