/** What to run for some files: tests by their own names, and sources whose importers are looked for. */
export interface ChosenTests {
  readonly own: readonly string[];
  readonly related: readonly string[];
}

const source = /[.]tsx?$/;
const test = /[.]test[.]tsx?$/;
const suffixes = ['.test.ts', '.test.tsx', '.db.test.ts'];

/**
 * A test is itself; a source has the tests of its name beside it, else whatever pure tests reach it.
 * Journeys are left out: they need the whole product.
 */
export function testsOf(files: readonly string[], exists: (file: string) => boolean): ChosenTests {
  const own = new Set<string>();
  const related: string[] = [];
  for (const file of files) {
    if (!source.test(file) || /^e2e[/\\]/.test(file)) continue;
    const stem = file.replace(source, '');
    const beside = test.test(file) ? [file] : suffixes.map((end) => stem + end).filter(exists);
    for (const each of beside) own.add(each);
    if (beside.length === 0) related.push(file);
  }
  return { own: [...own], related };
}
