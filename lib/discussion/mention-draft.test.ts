import { describe, expect, it } from 'vitest';
import type { Mentionable } from './contract';
import {
  completeMention,
  mentionedIn,
  readMention,
  splitMentions,
  suggestPeople,
} from './mention-draft';

const person = (name: string): Mentionable => ({ id: `id ${name}`, name, role: 'md' });
const people = [person('오다온'), person('윤서하'), person('Kim Da'), person('다온')];

describe('a mention', () => {
  it('is what stands behind an @ at the caret, and no address', () => {
    expect(readMention('색 @오다', 5)).toEqual({ start: 2, text: '오다' });
    expect(readMention('@', 1)).toEqual({ start: 0, text: '' });
    expect(readMention('@Kim D', 6)).toEqual({ start: 0, text: 'Kim D' });
    expect(readMention('me@example', 10)).toBeNull();
    expect(readMention('@오다온 확인 부탁', 10)).toBeNull();
    expect(readMention('색상', 2)).toBeNull();
  });

  it('suggests names that begin with what is typed before those that hold it', () => {
    expect(suggestPeople(people, '다온', 5).map(({ name }) => name)).toEqual(['다온', '오다온']);
    expect(suggestPeople(people, 'kimd', 5).map(({ name }) => name)).toEqual(['Kim Da']);
    expect(suggestPeople(people, '', 2)).toHaveLength(2);
  });

  it('takes the place of what was typed', () => {
    const typed = readMention('색 @윤 확인', 4)!;
    expect(completeMention('색 @윤 확인', typed, people[1]!)).toEqual({
      text: '색 @윤서하 확인',
      caret: 7,
    });
  });

  it('counts while its name stands in the text', () => {
    expect(mentionedIn('@윤서하 와 @오다온', people)).toEqual(['id 오다온', 'id 윤서하']);
    expect(mentionedIn('윤서하', people)).toEqual([]);
  });

  it('is marked in the comment', () => {
    expect(splitMentions('확인 @윤서하 부탁', [person('윤서하')])).toEqual([
      { text: '확인 ', isMention: false },
      { text: '@윤서하', isMention: true },
      { text: ' 부탁', isMention: false },
    ]);
    expect(splitMentions('그냥', [])).toEqual([{ text: '그냥', isMention: false }]);
  });
});
