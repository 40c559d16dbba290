/** How a workbook shows the numbers in cells of one style. */
export interface CellStyle {
  readonly id: number;
  /** The format's code; undefined for those that every workbook has. */
  readonly code: string | undefined;
  readonly isDate: boolean;
}

/** The formats of ECMA-376 that are no dates and change what a number says. */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
};

/**
 * A number as its cell shows it: zeros that fill it up, percent signs, units and decimals of its
 * format, but without thousands separators. Powers of ten and fractions are written out.
 * @param text the number as the sheet stores it.
 */
export function showNumber(text: string, value: number, style: CellStyle | undefined): string {
  const code = style?.code ?? builtIn[style?.id ?? 0];
  if (code === undefined) return plainNumber(text, value);
  const sections = splitSections(code);
  // A section that depends on a condition, a power of ten or a fraction changes no digit.
  if (sections.some((section) => /\[[<>=]|[0#?]E[+-]|[#?0]\s*\/\s*[#?\d]/i.test(section))) {
    return plainNumber(text, value);
  }
  const [positive = '', negative, zero] = sections;
  if (value === 0 && zero !== undefined) return fill(zero, text, 0);
  if (value < 0 && negative !== undefined) return fill(negative, text.replace('-', ''), -value);
  const shown = fill(positive, text.replace('-', ''), Math.abs(value));
  return value < 0 && /[1-9]/.test(shown) ? `-${shown}` : shown;
}

/** "1.1000000000000001" is how a sheet stores 1.1; fifteen digits are all that Excel keeps. */
function plainNumber(text: string, value: number): string {
  if (/^-?[1-9]\d{0,19}$/.test(text)) return text;
  const kept = Number(value.toPrecision(15));
  if (Math.abs(kept) >= 1e21) return kept.toLocaleString('en', { useGrouping: false });
  const plain = String(kept);
  return plain.includes('e') ? kept.toFixed(20).replace(/0+$/, '') : plain;
}

function splitSections(code: string): string[] {
  const sections = [''];
  for (const token of code.match(tokens) ?? []) {
    if (token === ';') sections.push('');
    else sections[sections.length - 1] += token;
  }
  return sections;
}

const tokens = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|G\/표준|./gis;

type Token = { readonly kind: 'digit' | 'literal' | 'point'; readonly text: string };

function fill(section: string, text: string, value: number): string {
  const parts: Token[] = [];
  let scale = 1;
  for (const token of section.match(tokens) ?? []) {
    if (/^(general|g\/표준)$/i.test(token)) {
      parts.push({ kind: 'literal', text: plainNumber(text, value) });
    } else if (/^[0#?]$/.test(token)) parts.push({ kind: 'digit', text: token });
    else if (token === '.') parts.push({ kind: 'point', text: token });
    else if (token === ',') continue;
    else if (token === '%') {
      scale *= 100;
      parts.push({ kind: 'literal', text: '%' });
    } else parts.push({ kind: 'literal', text: literalOf(token) });
  }
  const thousands = /[0#?](,+)(?![0#?,])/.exec(section.replace(/"[^"]*"|\\./g, ''))?.[1] ?? '';
  const scaled = (value * scale) / 1_000 ** thousands.length;
  return placeDigits(parts, Number(scaled.toPrecision(15)));
}

function literalOf(token: string): string {
  if (token.startsWith('"')) return token.slice(1, -1);
  if (token.startsWith('\\')) return token.slice(1);
  // [$₩-412] is a currency sign with its language; other brackets are colours.
  if (token.startsWith('[')) return /^\[\$([^-\]]*)/.exec(token)?.[1] ?? '';
  if (token.startsWith('_') || token.startsWith('*')) return '';
  return token === '@' ? '' : token;
}

function placeDigits(parts: readonly Token[], value: number): string {
  const point = parts.findIndex(({ kind }) => kind === 'point');
  const whole = point < 0 ? parts : parts.slice(0, point);
  const decimals = point < 0 ? [] : parts.slice(point + 1);
  const places = decimals.filter(({ kind }) => kind === 'digit').length;
  const [digits = '', fraction = ''] = value.toFixed(Math.min(places, 20)).split('.');
  return placeWhole(whole, digits) + (point < 0 ? '' : placeFraction(decimals, fraction));
}

function placeWhole(parts: readonly Token[], digits: string): string {
  let rest = digits === '0' ? '' : digits;
  let holders = parts.filter(({ kind }) => kind === 'digit').length;
  let shown = '';
  for (const { kind, text } of [...parts].reverse()) {
    if (kind !== 'digit') {
      shown = text + shown;
      continue;
    }
    holders -= 1;
    const taken = holders === 0 ? rest : rest.slice(-1);
    rest = holders === 0 ? '' : rest.slice(0, -1);
    shown = (taken === '' && text === '0' ? '0' : taken) + shown;
  }
  return shown;
}

function placeFraction(parts: readonly Token[], fraction: string): string {
  let shown = '';
  let at = 0;
  let isShown = false;
  const lastKept = fraction.replace(/0+$/, '').length;
  for (const { kind, text } of parts) {
    if (kind !== 'digit') {
      shown += text;
      continue;
    }
    at += 1;
    if (text !== '0' && at > lastKept) continue;
    shown += fraction[at - 1] ?? '0';
    isShown = true;
  }
  return isShown ? `.${shown}` : shown;
}
