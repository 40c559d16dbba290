import { describe, expect, it } from 'vitest';
import { mediaTypeOf, writeCard, writeCroissant, type CardFacts } from './dataset-card';
import { recipeDocument } from './recipe';

const facts: CardFacts = {
  name: 'Monitors | all',
  hash: 'ab12',
  asOf: '2026-11-01T00:00:00.000Z',
  recipe: recipeDocument.parse({}),
  formats: ['chat', 'csv'],
  counts: {
    products: 3,
    decisions: 5,
    groups: 2,
    largestGroup: 2,
    people: 1,
    productsBySplit: { train: 2, validation: 1, test: 0 },
    decisionsBySplit: { train: 4, validation: 1, test: 0 },
    kinds: { accept: 3, correct: 2 },
    errorKinds: { unit: 2 },
    attributes: [
      {
        category: 'monitors',
        attribute: 'size',
        nameKo: '화면|크기',
        nameEn: 'Size',
        decisions: 5,
        withValue: 5,
        corrections: 2,
      },
    ],
    modelVersions: { base: 5 },
    excluded: { stale: 1 },
    decidedFrom: '2026-10-01T00:00:00.000Z',
    decidedTo: '2026-10-02T00:00:00.000Z',
  },
  leaks: { sameText: 0, sameGroupKey: 0, sameModel: 0 },
  files: [
    { path: 'chat/train.jsonl', bytes: 10, sha256: 'c1', examples: 4 },
    { path: 'csv/train.csv', bytes: 20, sha256: 'c2', examples: 4 },
  ],
};

describe('writeCard', () => {
  it('tells what, from when, who, how split, what was left out, licence and gaps', () => {
    const card = writeCard(facts);
    for (const part of [
      '3 products as 1 people decided them',
      '`ab12`',
      '2026-11-01T00:00:00.000Z',
      '| correct | 2 |',
      '| monitors | 화면\\|크기 (size) | 5 | 5 | 2 |',
      '| stale: the listing has changed since | 1 |',
      '| train | 2 | 4 |',
      'same text 0, same group key 0, same brand and model 0',
      '      - split: train\n        path: chat/train.jsonl',
      '## Licence',
      '## Known gaps',
    ]) {
      expect(card).toContain(part);
    }
    expect(card).not.toContain('undefined');
  });

  it('says so when personal data is not masked', () => {
    const recipe = recipeDocument.parse({ maskPersonalData: false });
    expect(writeCard({ ...facts, recipe })).toContain('NOT masked');
  });
});

describe('writeCroissant', () => {
  it('names every file with its checksum and the columns of the table', () => {
    const document: unknown = JSON.parse(writeCroissant(facts));
    expect(document).toMatchObject({
      '@type': 'sc:Dataset',
      conformsTo: 'http://mlcommons.org/croissant/1.0',
      distribution: [
        { '@id': 'chat-train.jsonl', contentUrl: 'chat/train.jsonl', sha256: 'c1' },
        { '@id': 'csv-train.csv', encodingFormat: 'text/csv', contentSize: '20 B' },
      ],
      recordSet: [{ field: expect.arrayContaining([expect.objectContaining({ name: 'values' })]) }],
    });
  });
});

describe('mediaTypeOf', () => {
  it('knows data files by their format and the others by their ending', () => {
    expect(mediaTypeOf('chat/test.jsonl')).toBe('application/jsonl');
    expect(mediaTypeOf('README.md')).toBe('text/markdown');
    expect(mediaTypeOf('croissant.json')).toBe('application/ld+json');
    expect(mediaTypeOf('SHA256SUMS')).toBe('text/plain');
  });
});
