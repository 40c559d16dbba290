import type { ICruiseResult } from 'dependency-cruiser';
import { floorOf, floors } from './floor-plan';

/** What the imports between rooms come to. */
export interface House {
  readonly rooms: number;
  readonly floors: number;
  readonly modules: number;
  /** Imports from one room into another. */
  readonly imports: number;
  /** Imports into a room on the same floor or a higher one. */
  readonly upward: readonly string[];
  /** Rooms that reach each other both ways. */
  readonly circles: readonly (readonly string[])[];
}

const roomOf = (file: string): string | null => /^lib\/([^/]+)\//.exec(file)?.[1] ?? null;
const isDatabaseTest = (file: string): boolean => file.endsWith('.db.test.ts');

/** @param modules what readImports found; tests with a database begin at any door and are left out */
export function describeHouse(modules: ICruiseResult['modules']): House {
  const reached = new Map<string, Set<string>>();
  const upward: string[] = [];
  let imports = 0;
  for (const { source, dependencies } of modules) {
    const from = roomOf(source);
    if (from === null || isDatabaseTest(source)) continue;
    const others = reached.get(from) ?? new Set();
    reached.set(from, others);
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (to === null || to === from) continue;
      imports += 1;
      others.add(to);
      if (floorOf(to) >= floorOf(from)) upward.push(`${source} → ${resolved}`);
    }
  }
  return {
    rooms: reached.size,
    floors: floors.length,
    modules: modules.length,
    imports,
    upward,
    circles: findCircles(reached),
  };
}

/** The groups of rooms that reach each other, each once. */
function findCircles(next: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const everywhere = new Map([...next.keys()].map((room) => [room, reachable(room, next)]));
  const groups = [...next.keys()].map((room) =>
    [...next.keys()].filter(
      (other) => everywhere.get(room)?.has(other) && everywhere.get(other)?.has(room),
    ),
  );
  const found = groups.filter((group) => group.length > 0).map((group) => group.sort());
  return [...new Map(found.map((group) => [group.join(), group])).values()];
}

function reachable(room: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const waiting = [...(next.get(room) ?? [])];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    waiting.push(...(next.get(at) ?? []));
  }
  return seen;
}
