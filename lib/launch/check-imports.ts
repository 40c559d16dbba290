/**
 * Checks the imports of the product against its floor plan and rules. The tool passes silently when it
 * cannot read the sources (with a newer TypeScript it finds none), so too few modules fail too.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describeHouse } from './describe-house';
import { rooms } from './floor-plan';
import { repositoryRoot } from './node-process';
import { readImports } from './read-imports';

const fewestModules = 800;
const folders = ['app', 'components', 'lib', 'e2e'];

const { modules, summary } = await readImports(repositoryRoot, folders);
const faults = summary.violations.map(
  ({ rule, from, to, cycle }) =>
    `${rule.name}: ${[from, ...(cycle ? cycle.map(({ name }) => name) : [to])].join(' → ')}`,
);
const house = describeHouse(modules);
const empty = rooms.filter((room) => !readdirSync(path.join(repositoryRoot, 'lib')).includes(room));
faults.push(...empty.map((room) => `the floor plan names lib/${room}, which is not there`));
if (modules.length < fewestModules)
  faults.push(`only ${modules.length} modules were read, so the rules were not checked`);

for (const fault of faults) console.error(fault);
console.log(
  `${house.rooms} rooms on ${house.floors} floors, ${house.modules} modules, ` +
    `${house.imports} imports between rooms: ` +
    `${house.upward.length} upward, ${house.circles.length} circles, ${faults.length} faults`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
