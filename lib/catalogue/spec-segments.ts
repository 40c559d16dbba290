import { tidyText } from '../values/text-forms';

/** One piece of a spec text: "[화질] 주사율: 60Hz" → group 화질, name 주사율, text 60Hz. */
export interface SpecSegment {
  /** The marker that it stands under; empty before the first one. */
  readonly group: string;
  readonly name: string | null;
  readonly text: string;
  /** Place among the segments of its group, 0 first. */
  readonly place: number;
}

const separators = /\s+\/\s+|\s*[\n\r;•]\s*|\s+\|\s+/u;
const marker = /^\[([^\]]{1,30})\]\s*/u;
const named = /^(\p{L}[^:：]{0,39}?)\s*[:：]\s*(\S.*)$/u;

const bullet = /^[-*·‧]\s+/u;

/** Texts without any of the separators ("Glass, 500 ml, dishwasher safe") are cut at their commas. */
function cut(spec: string): string[] {
  const pieces = spec.split(separators);
  return pieces.length > 1 ? pieces : spec.split(/,\s+/);
}

const isBalanced = (text: string) => text.split('(').length === text.split(')').length;

/** Cuts a spec text at " / ", line ends, bullets and bars; a `[marker]` holds until the next one. */
export function splitSpec(spec: string): SpecSegment[] {
  const segments: SpecSegment[] = [];
  let group = '';
  let place = 0;
  for (const piece of cut(spec)) {
    let text = tidyText(piece).replace(bullet, '');
    const marked = marker.exec(text);
    if (marked) {
      group = (marked[1] ?? '').trim();
      place = 0;
      text = text.slice(marked[0].length);
    }
    if (text === '') continue;
    const [, name = '', value = ''] = named.exec(text) ?? [];
    const isNamed = name !== '' && isBalanced(name);
    segments.push({
      group,
      name: isNamed ? name : null,
      text: isNamed ? value : text,
      place,
    });
    place += 1;
  }
  return segments;
}
