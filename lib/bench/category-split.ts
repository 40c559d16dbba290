import { readCategoryWords } from '../extraction/category-words';
import type { CategoryExample } from '../training/model/train-category';

/** A series: the first two words of a title, the maker and the line in most of them. */
export function nameSeries(title: string): string {
  return readForms(title).slice(0, 2).join(' ');
}

/** The maker: what the listing says, or the first word of its title. */
export function nameMaker(title: string, brand: string | null): string {
  return readForms(brand ?? title)[0] ?? '';
}

/** Without the examples whose title differs from a taught one in nothing but its numbers. */
export function dropNearCopies(
  asked: readonly CategoryExample[],
  taught: readonly CategoryExample[],
): CategoryExample[] {
  const known = new Set(taught.map(({ input }) => nameForm(input.title)));
  return asked.filter(({ input }) => !known.has(nameForm(input.title)));
}

function nameForm(title: string): string {
  return readForms(title).sort().join(' ').replace(/\d+/gu, '#');
}

function readForms(text: string): string[] {
  return readCategoryWords(text).map(({ form }) => form);
}

/** Share of right answers, and the mean of the leaves' F1, in per cent. */
export function scoreLabels(
  gold: readonly string[],
  told: readonly (string | undefined)[],
): { readonly top1: number; readonly macroF1: number } {
  const right = gold.filter((leaf, at) => told[at] === leaf).length;
  const leaves = [...new Set(gold)];
  const scores = leaves.map((leaf) => {
    const hits = gold.filter((one, at) => one === leaf && told[at] === leaf).length;
    const size = gold.filter((one) => one === leaf).length;
    const said = told.filter((one) => one === leaf).length;
    return (2 * hits) / (size + said);
  });
  const macro = scores.reduce((sum, score) => sum + score, 0) / leaves.length;
  return { top1: (100 * right) / gold.length, macroF1: 100 * macro };
}

/** F1 of what two paths have in common, both from the root. */
export function scorePaths(gold: readonly string[], told: readonly string[]): number {
  const shared = told.filter((level) => gold.includes(level)).length;
  return (2 * shared) / (gold.length + told.length);
}
