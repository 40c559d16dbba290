import * as z from 'zod';
import { patternOf } from '../../inference/tokenise';
import type { ExtractionLine, MarkedSpan } from '../../extraction/extraction-file';
import type { Random } from '../../statistics/seeded-random';

/** A listing that nobody has labelled. */
export const listingLine = z.object({
  id: z.coerce.string(),
  category: z.string().min(1),
  title: z.string(),
  text: z.string().default(''),
  description: z.string().default(''),
});
export type ListingLine = z.infer<typeof listingLine>;

/** A name is asked once this many listings of its category, and this share of them, write it. */
const LEAST_LISTINGS = 5;
const LEAST_SHARE = 0.01;
const LEAST_VALUES = 3;
const MOST_ASKED = 12;
/** Labels stand in real texts too, so some are left. */
const LABELS_KEPT = 0.25;

const SEPARATOR = /(\s+[/|]\s+|\s*[\n\r;•]\s*)/u;
const PIECE =
  /^(?<marker>\[[^\]]{1,30}\]\s*)?(?:(?<name>\p{L}[^:：()/]{0,24}?)\s*[:：]\s*)?(?<value>.*)$/su;

/**
 * Makes extraction data of listings without gold values: a segment "주사율: 60Hz" says itself what
 * it is. Most labels are taken off the text, so that the value has to be known by what it looks
 * like and by where it stands. What a listing does not name is asked as absent only where no
 * segment looks like a value of that name.
 */
export function labelThemselves(
  listings: readonly ListingLine[],
  random: Random,
): ExtractionLine[] {
  const read = listings.map((listing) => ({ listing, pieces: readPieces(listing.text) }));
  const known = gatherNames(read);
  return read.flatMap(({ listing, pieces }) => {
    const names = known.get(listing.category);
    if (names === undefined) return [];
    return labelListing(listing, pieces, names, random) ?? [];
  });
}

interface Piece {
  readonly separator: string;
  readonly marker: string;
  readonly name: string | null;
  readonly value: string;
}

function readPieces(text: string): Piece[] {
  const parts = text.split(SEPARATOR);
  return parts.flatMap((part, at) => {
    if (at % 2 === 1) return [];
    const { marker = '', name, value = '' } = PIECE.exec(part)?.groups ?? {};
    const isNamed = name !== undefined && value !== '';
    return [
      {
        separator: parts[at - 1] ?? '',
        marker,
        name: isNamed ? name : null,
        value: isNamed ? value : part.slice(marker.length),
      },
    ];
  });
}

/** Per category and name, the patterns of its values. */
type KnownNames = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

function gatherNames(
  read: readonly { readonly listing: ListingLine; readonly pieces: readonly Piece[] }[],
): KnownNames {
  const listings = new Map<string, number>();
  const seen = new Map<string, Map<string, { listings: number; values: Set<string> }>>();
  for (const { listing, pieces } of read) {
    listings.set(listing.category, (listings.get(listing.category) ?? 0) + 1);
    const names =
      seen.get(listing.category) ?? new Map<string, { listings: number; values: Set<string> }>();
    seen.set(listing.category, names);
    for (const name of new Set(pieces.flatMap((piece) => piece.name ?? []))) {
      const entry = names.get(name) ?? { listings: 0, values: new Set<string>() };
      entry.listings++;
      for (const piece of pieces) if (piece.name === name) entry.values.add(piece.value);
      names.set(name, entry);
    }
  }
  return new Map(
    [...seen].map(([category, names]) => {
      const least = Math.max(LEAST_LISTINGS, LEAST_SHARE * (listings.get(category) ?? 0));
      const kept = [...names].filter(
        ([, entry]) => entry.listings >= least && entry.values.size >= LEAST_VALUES,
      );
      return [
        category,
        new Map(kept.map(([name, { values }]) => [name, new Set([...values].map(patternOf))])),
      ];
    }),
  );
}

/** Null for a listing that names nothing. */
function labelListing(
  listing: ListingLine,
  pieces: readonly Piece[],
  known: ReadonlyMap<string, ReadonlySet<string>>,
  random: Random,
): ExtractionLine | null {
  const found = new Map<string, MarkedSpan[]>();
  let text = '';
  for (const { separator, marker, name, value } of pieces) {
    text += separator + marker;
    if (name !== null && (!known.has(name) || random.next() < LABELS_KEPT)) text += `${name}: `;
    const start = text.length;
    text += value;
    if (name === null || !known.has(name)) continue;
    const span: MarkedSpan = { field: 'text', start, end: text.length, surface: value };
    found.set(name, [...(found.get(name) ?? []), span]);
  }
  // A name that stands twice in one listing has two meanings, and neither can be asked for.
  const single = [...found].filter(([, spans]) => spans.length === 1);
  if (single.length === 0) return null;
  const patterns = pieces.map(({ value }) => patternOf(value));
  const absent = [...known]
    .filter(([name, own]) => !found.has(name) && !patterns.some((pattern) => own.has(pattern)))
    .map(([name]) => [name, null] as const);
  const present = single.map(([name, spans]) => [name, spans] as const);
  const asked = [
    ...random.shuffled(present).slice(0, MOST_ASKED),
    ...random.shuffled(absent).slice(0, Math.ceil(Math.min(MOST_ASKED, present.length) / 2)),
  ];
  return {
    ...listing,
    text,
    attributes: Object.fromEntries(
      asked.map(([name, spans]) => [name, spans?.map(({ surface }) => surface) ?? null]),
    ),
    spans: Object.fromEntries(asked.flatMap(([name, spans]) => (spans ? [[name, spans]] : []))),
  };
}
