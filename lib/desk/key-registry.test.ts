import { describe, expect, it } from 'vitest';
import type { KeyInput } from '../browser/keyboard';
import {
  applyPreferences,
  defaultKeyPreferences,
  findConflicts,
  findKey,
  isAssignable,
  keyIds,
  keyRegistry,
  readKeyPreferences,
} from './key-registry';

const press = (code: string, input: Partial<KeyInput> = {}): KeyInput => ({
  code,
  keyCode: 0,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  ...input,
});

describe('key registry', () => {
  it('binds every key once and without a conflict', () => {
    expect(keyRegistry.map(({ id }) => id).toSorted()).toEqual([...keyIds].toSorted());
    expect(findConflicts(keyRegistry)).toEqual([]);
  });

  it('names the two keys that collide', () => {
    const remapped = { reject: { code: 'KeyG' } };
    const registry = applyPreferences(keyRegistry, { ...defaultKeyPreferences, remapped });
    expect(findConflicts(registry)).toEqual([['reject', 'sweep']]);
  });

  it('tells a letter from the letter with Shift or Control', () => {
    const on = defaultKeyPreferences;
    expect(findKey(keyRegistry, press('KeyA'), on)).toBe('accept');
    expect(findKey(keyRegistry, press('KeyA', { shiftKey: true }), on)).toBe('accept-rest');
    expect(findKey(keyRegistry, press('KeyK'), on)).toBe('skip');
    expect(findKey(keyRegistry, press('KeyK', { ctrlKey: true }), on)).toBe('commands');
    expect(findKey(keyRegistry, press('F2'), on)).toBe('edit');
  });

  it('keeps Enter, arrows and control chords when single keys are off', () => {
    const off = { areSingleKeysOn: false };
    expect(findKey(keyRegistry, press('KeyA'), off)).toBeNull();
    expect(findKey(keyRegistry, press('Digit1'), off)).toBeNull();
    expect(findKey(keyRegistry, press('Enter'), off)).toBe('next-needed');
    expect(findKey(keyRegistry, press('KeyK', { metaKey: true }), off)).toBe('commands');
  });

  it('moves a key and forgets its old place', () => {
    const remapped = { accept: { code: 'KeyJ' } };
    const registry = applyPreferences(keyRegistry, { ...defaultKeyPreferences, remapped });
    expect(findKey(registry, press('KeyJ'), defaultKeyPreferences)).toBe('accept');
    expect(findKey(registry, press('KeyA'), defaultKeyPreferences)).toBeNull();
  });

  it('reads kept preferences and forgets unreadable or colliding ones', () => {
    const kept = { remapped: { accept: { code: 'KeyJ' } }, areSingleKeysOn: false };
    expect(readKeyPreferences(JSON.stringify(kept))).toEqual(kept);
    expect(readKeyPreferences(null)).toEqual(defaultKeyPreferences);
    expect(readKeyPreferences('{')).toEqual(defaultKeyPreferences);
    expect(readKeyPreferences('{"remapped":{"fly":{"code":"KeyF"}}}')).toEqual(
      defaultKeyPreferences,
    );
    const colliding = { remapped: { accept: { code: 'KeyR' } }, areSingleKeysOn: false };
    expect(readKeyPreferences(JSON.stringify(colliding))).toEqual({
      remapped: {},
      areSingleKeysOn: false,
    });
  });

  it('lets nobody take Enter, Tab, Escape, arrows or bare modifiers', () => {
    for (const code of ['Enter', 'Tab', 'Escape', 'ArrowUp', 'ShiftLeft']) {
      expect(isAssignable({ code })).toBe(false);
    }
    expect(isAssignable({ code: 'KeyJ' })).toBe(true);
    expect(isAssignable({ code: 'KeyJ', control: true })).toBe(false);
  });
});
