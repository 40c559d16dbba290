import type { FoundRange } from '@/lib/values/search-text';

/** A text with what a search found in it; in the colour of evidence, and underlined without colour. */
export function FoundText(props: {
  readonly text: string;
  readonly ranges: readonly FoundRange[];
}) {
  const { text, ranges } = props;
  const bounds = [0, ...ranges.flatMap(({ start, end }) => [start, end]), text.length];
  return bounds.slice(1).map((end, place) => {
    const piece = text.slice(bounds[place], end);
    if (piece === '') return null;
    return place % 2 === 1 ? (
      <mark key={place} className="rounded-[2px] bg-mark text-text forced-colors:underline">
        {piece}
      </mark>
    ) : (
      <span key={place}>{piece}</span>
    );
  });
}
