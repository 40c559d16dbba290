import { spellingKey } from '../values/text-forms';
import type { Mentionable } from './contract';

/** What is being typed behind an @ just before the caret: where it begins, and its words so far. */
export interface MentionTyped {
  readonly start: number;
  readonly text: string;
}

const longestName = 40;

/** The mention at the caret; null when none is being typed. An @ inside a word is an address. */
export function readMention(text: string, caret: number): MentionTyped | null {
  const before = text.slice(Math.max(0, caret - longestName - 1), caret);
  const found = /(?:^|[\s(])@([^@\n]*)$/u.exec(before);
  if (!found) return null;
  const typed = found[1] ?? '';
  // Two spaces, or a sentence that goes on, is no name any more.
  if (/\s\S*\s/.test(typed)) return null;
  return { start: caret - typed.length - 1, text: typed };
}

/** People whose name fits what is typed: those that begin with it first. */
export function suggestPeople(
  people: readonly Mentionable[],
  typed: string,
  limit: number,
): Mentionable[] {
  const wanted = spellingKey(typed);
  const rank = ({ name }: Mentionable): number => {
    const key = spellingKey(name);
    if (wanted === '' || key.startsWith(wanted)) return 0;
    return key.includes(wanted) ? 1 : 2;
  };
  return people
    .filter((person) => rank(person) < 2)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, limit);
}

/** The text with the person's name in the place of what was typed, and where the caret goes on. */
export function completeMention(
  text: string,
  { start, text: typed }: MentionTyped,
  { name }: Mentionable,
): { readonly text: string; readonly caret: number } {
  const head = `${text.slice(0, start)}@${name} `;
  return { text: head + text.slice(start + 1 + typed.length).trimStart(), caret: head.length };
}

/** Those of the chosen people whose @name still stands in the text. */
export function mentionedIn(text: string, chosen: readonly Mentionable[]): string[] {
  const named = chosen.filter(({ name }) => text.includes(`@${name}`));
  return [...new Set(named.map(({ id }) => id))];
}

/** A comment in pieces, each @name that mentions somebody marked. */
export function splitMentions(
  body: string,
  mentions: readonly { readonly name: string }[],
): { readonly text: string; readonly isMention: boolean }[] {
  const names = mentions.map(({ name }) => name).sort((a, b) => b.length - a.length);
  if (names.length === 0) return [{ text: body, isMention: false }];
  const escaped = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const mention = new RegExp(`(@(?:${escaped.join('|')}))`, 'gu');
  return body
    .split(mention)
    .map((text, place) => ({ text, isMention: place % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
