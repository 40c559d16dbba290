import type { ListValue } from './contract';

const protect = (text: string) => text.replace(/[\\|;]/g, '\\$&');

/** Splits at unprotected `separator`; a backslash protects the sign behind it. */
function splitAt(text: string, separator: '|' | ';'): string[] {
  const parts = [''];
  for (const [piece] of text.matchAll(/\\.|[^]/g)) {
    if (piece === separator) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

const release = (text: string) => text.replace(/\\([\\|;])/g, '$1').trim();

/** A value list as lines that can be typed and pasted: `IPS | In-plane | 아이피에스; Fast IPS`. */
export function formatValueLines(values: readonly ListValue[]): string {
  return values
    .map(({ value, nameEn, synonyms }) => {
      const fields = [protect(value), protect(nameEn ?? ''), synonyms.map(protect).join('; ')];
      return fields.slice(0, fields.findLastIndex((field) => field !== '') + 1).join(' | ');
    })
    .join('\n');
}

/** Reads such lines, or rows copied from a spreadsheet (tabs between the cells). */
export function parseValueLines(text: string): ListValue[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const fields = line.includes('\t') ? line.split('\t') : splitAt(line, '|');
    const [value = '', nameEn = '', synonyms = ''] = fields;
    if (release(value) === '') return [];
    return [
      {
        value: release(value),
        nameEn: release(nameEn) || null,
        synonyms: splitAt(synonyms, ';')
          .map(release)
          .filter((synonym) => synonym !== ''),
      },
    ];
  });
}
