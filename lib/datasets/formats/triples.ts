import { textFormat } from './format';

const separator = '\u0001';

/**
 * AE-110k's own format: `title␁attribute␁value`, one value a line, `NULL` for none. Values are as the
 * listing writes them; one that it does not write is left out, and so is a conflict of sources.
 */
export const triples = textFormat({
  extension: 'txt',
  mediaType: 'text/plain',
  description: 'title \\u0001 attribute \\u0001 value as written, NULL for none; one value a line',
  examplesOf: ({ title, decisions }) =>
    decisions.flatMap(({ attribute, values, absence }) => {
      const surfaces =
        values.length === 0 && absence !== 'conflict'
          ? ['NULL']
          : values.flatMap(({ surface }) => surface ?? []);
      return surfaces.map(
        (surface) => `${[title, attribute.nameKo, surface].map(onOneLine).join(separator)}\n`,
      );
    }),
});

function onOneLine(text: string): string {
  return text.replaceAll(/[\u0001\s]+/g, ' ').trim();
}
