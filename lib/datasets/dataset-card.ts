import type { DatasetCounts, DatasetFile, LeakCheck } from './contract';
import { formats } from './formats';
import type { FormatName } from './formats/format-name';
import { tableColumns } from './formats/table';
import { splits } from './near-duplicates';
import type { RecipeDocument } from './recipe';

/** What a card and its metadata tell. */
export interface CardFacts {
  readonly name: string;
  readonly hash: string;
  /** Instant before which the decisions were stored. */
  readonly asOf: string;
  readonly recipe: RecipeDocument;
  readonly formats: readonly FormatName[];
  readonly counts: DatasetCounts;
  readonly leaks: LeakCheck;
  /** Data files alone. */
  readonly files: readonly DatasetFile[];
}

/** The dataset card: Markdown with the metadata block that Hugging Face reads. */
export function writeCard(facts: CardFacts): string {
  const { counts, recipe, leaks } = facts;
  return [
    '---',
    `pretty_name: ${JSON.stringify(facts.name)}`,
    'license: other',
    'license_name: not-stated',
    'task_categories: [text-generation, token-classification]',
    ...huggingFaceConfigs(facts),
    '---',
    '',
    `# ${oneLine(facts.name)}`,
    '',
    `Attribute values of ${counts.products} products as ${counts.people} people decided them in Avenue: ${counts.decisions} decisions.`,
    '',
    `- Version: \`${facts.hash}\` (SHA-256 of the file SHA256SUMS)`,
    `- As of: ${facts.asOf} (decisions stored before this instant)`,
    `- Decided: ${counts.decidedFrom ?? '–'} to ${counts.decidedTo ?? '–'}`,
    '',
    '## What is in it',
    '',
    ...table(['kind', 'decisions'], Object.entries(counts.kinds)),
    ...errorTable(counts.errorKinds),
    ...table(['model version that proposed', 'decisions'], Object.entries(counts.modelVersions)),
    ...table(
      ['category', 'attribute', 'decisions', 'with a value', 'corrections'],
      counts.attributes.map((each) => [
        each.category,
        `${each.nameKo} (${each.attribute})`,
        each.decisions,
        each.withValue,
        each.corrections,
      ]),
    ),
    '## What was left out',
    '',
    'Of the decisions in force at that instant. An undone decision is not in force; the one that the undo restored is.',
    '',
    ...table(
      ['reason', 'decisions'],
      Object.entries(counts.excluded).map(([reason, number]) => [
        `${reason}: ${exclusionWords[reason] ?? ''}`,
        number ?? 0,
      ]),
    ),
    '## How it was split',
    '',
    `By product, shares ${recipe.split.train} / ${recipe.split.validation} / ${recipe.split.test}, seed \`${recipe.split.seed}\`. ` +
      'Near-duplicates (MinHash over pairs of words of title and spec text, estimated similarity 0.7 and more), offers of one group key, ' +
      `and products of the same brand and model number stay on one side: ${counts.groups} groups, the largest of ${counts.largestGroup} products.`,
    '',
    ...table(
      ['split', 'products', 'decisions'],
      splits.map((each) => [each, counts.productsBySplit[each], counts.decisionsBySplit[each]]),
    ),
    `Leak check, on both sides: same text ${leaks.sameText}, same group key ${leaks.sameGroupKey}, same brand and model ${leaks.sameModel}.`,
    '',
    '## Files',
    '',
    ...table(
      ['file', 'examples', 'bytes'],
      facts.files.map(({ path, examples, bytes }) => [path, examples, bytes]),
    ),
    ...facts.formats.map((name) => `- \`${name}\`: ${formats[name].description}`),
    '',
    '## Recipe',
    '',
    '```json',
    JSON.stringify(recipe, null, 2),
    '```',
    '',
    '## Licence',
    '',
    'None is stated. The listings are the sellers’ texts and the decisions are the customer’s own; whoever passes this dataset on has to hold the rights to both.',
    '',
    '## Known gaps',
    '',
    '- Listing texts, names, guidelines and value lists are those at the time of making; a decision whose listing has changed since the proposal is left out as stale.',
    '- Formats that need the value as the listing writes it (extraction, triples, conll) leave out values that stand nowhere in title, spec text or description, those read from a customer review or an image among them.',
    `- Personal data ${recipe.maskPersonalData ? 'is masked by pattern: e-mail addresses, telephone numbers, labelled order numbers, and names of reviewers of three letters and more. What no pattern knows stays.' : 'is NOT masked.'}`,
    '- Acceptances follow what a model proposed; they are no independent measurement of that model.',
    '',
  ].join('\n');
}

const exclusionWords: Readonly<Record<string, string>> = {
  filter: 'the filter does not take it in',
  auto: 'nobody looked at it',
  'rubber-stamp': 'accepted faster than the recipe allows, or among many without any evidence',
  stale: 'the listing has changed since',
  'unread-source': 'absent from a listing whose pictures nobody read',
  reverted: 'its commit was reverted',
  absence: 'it has no value',
  'seller-cap': 'its seller has given enough products',
};

/**
 * Croissant 1.0 metadata (JSON-LD): every file with size and checksum, and the columns of the table
 * where the dataset has one.
 */
export function writeCroissant(facts: CardFacts): string {
  const fileId = (path: string) => path.replaceAll('/', '-');
  const tables = facts.files.filter(({ path }) => path.startsWith('csv/'));
  const document = {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: facts.name,
    description: `${facts.counts.decisions} decisions on attribute values of ${facts.counts.products} products.`,
    version: facts.hash,
    dateCreated: facts.asOf,
    license: 'Not stated; see README.md',
    distribution: facts.files.map(({ path, bytes, sha256 }) => ({
      '@type': 'cr:FileObject',
      '@id': fileId(path),
      name: fileId(path),
      contentUrl: path,
      contentSize: `${bytes} B`,
      encodingFormat: mediaTypeOf(path),
      sha256,
    })),
    recordSet: tables.map(({ path }) => ({
      '@type': 'cr:RecordSet',
      '@id': `records-${fileId(path)}`,
      name: `records-${fileId(path)}`,
      description: 'One decision a record',
      field: tableColumns.map(({ name, type, description }) => ({
        '@type': 'cr:Field',
        '@id': `records-${fileId(path)}/${name}`,
        name,
        description,
        dataType: type === 'INT32' ? 'sc:Integer' : 'sc:Text',
        source: { fileObject: { '@id': fileId(path) }, extract: { column: name } },
      })),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Media type of a file of a version by its path. */
export function mediaTypeOf(path: string): string {
  const [folder] = path.split('/');
  const format = Object.entries(formats).find(([name]) => name === folder)?.[1];
  if (format) return format.mediaType;
  if (path.endsWith('.json')) return 'application/ld+json';
  return path.endsWith('.md') ? 'text/markdown' : 'text/plain';
}

const croissantContext = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
};

function huggingFaceConfigs({ files }: CardFacts): string[] {
  const readable = files.filter(
    ({ path, examples }) => /jsonl$|csv$|parquet$/.test(path) && examples,
  );
  const folders = [...new Set(readable.map(({ path }) => path.split('/')[0]!))];
  if (folders.length === 0) return [];
  return [
    'configs:',
    ...folders.flatMap((folder) => [
      `  - config_name: ${folder}`,
      '    data_files:',
      ...readable
        .filter(({ path }) => path.startsWith(`${folder}/`))
        .flatMap(({ path }) => {
          const [side] = path.slice(folder.length + 1).split('.');
          return [`      - split: ${side}`, `        path: ${path}`];
        }),
    ]),
  ];
}

type Cell = string | number;

function errorTable(kinds: DatasetCounts['errorKinds']): string[] {
  const rows = Object.entries(kinds);
  return rows.length === 0 ? [] : ['', ...table(['error of the model', 'corrections'], rows)];
}

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const line = (cells: readonly Cell[]) =>
    `| ${cells.map((cell) => oneLine(String(cell)).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
