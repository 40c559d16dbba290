import { describe, expect, it } from 'vitest';
import { chordLabel, isPress, matchesChord, type KeyInput } from './keyboard';

const press = (input: Partial<KeyInput>): KeyInput => ({
  code: 'KeyA',
  keyCode: 65,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  ...input,
});

describe('keyboard', () => {
  it('takes neither held keys nor keys of a composition for a press', () => {
    expect(isPress(press({}))).toBe(true);
    expect(isPress(press({ repeat: true }))).toBe(false);
    expect(isPress(press({ isComposing: true }))).toBe(false);
    expect(isPress(press({ keyCode: 229 }))).toBe(false);
  });

  it('matches the place of the key and exactly the modifiers of the chord', () => {
    expect(matchesChord(press({}), { code: 'KeyA' })).toBe(true);
    expect(matchesChord(press({ shiftKey: true }), { code: 'KeyA' })).toBe(false);
    expect(matchesChord(press({ shiftKey: true }), { code: 'KeyA', shift: true })).toBe(true);
    expect(matchesChord(press({ altKey: true }), { code: 'KeyA' })).toBe(false);
    expect(matchesChord(press({ ctrlKey: true }), { code: 'KeyA' })).toBe(false);
  });

  it('takes Command for Control', () => {
    const chord = { code: 'KeyK', control: true };
    expect(matchesChord(press({ code: 'KeyK', metaKey: true }), chord)).toBe(true);
    expect(matchesChord(press({ code: 'KeyK', ctrlKey: true }), chord)).toBe(true);
  });

  it('takes the number pad for the digit row and its Enter for Enter', () => {
    expect(matchesChord(press({ code: 'Numpad2' }), { code: 'Digit2' })).toBe(true);
    expect(matchesChord(press({ code: 'NumpadEnter' }), { code: 'Enter' })).toBe(true);
    expect(matchesChord(press({ code: 'NumpadAdd' }), { code: 'Digit2' })).toBe(false);
  });

  it('labels chords as key caps show them', () => {
    expect(chordLabel({ code: 'KeyA', shift: true })).toBe('⇧A');
    expect(chordLabel({ code: 'KeyK', control: true })).toBe('Ctrl K');
    expect(chordLabel({ code: 'Slash', shift: true })).toBe('?');
    expect(chordLabel({ code: 'Digit1' })).toBe('1');
    expect(chordLabel({ code: 'Enter' })).toBe('↵');
  });
});
