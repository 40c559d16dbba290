import { chordLabel, matchesChord, type Chord, type KeyInput } from '../browser/keyboard';
import type { MessageKey } from '../i18n/messages';

export const keyIds = [
  'next-needed',
  'previous-needed',
  'next-row',
  'previous-row',
  'accept',
  'accept-rest',
  'candidate-1',
  'candidate-2',
  'candidate-3',
  'edit',
  'not-stated',
  'not-applicable',
  'conflict',
  'reject',
  'cycle-unit',
  'set-from-selection',
  'keep-current',
  'sweep',
  'correct-once',
  'undo',
  'redo',
  'skip',
  'comment',
  'history',
  'image',
  'guideline',
  'key-sheet',
  'commands',
] as const;
export type KeyId = (typeof keyIds)[number];

/** Where a key has this meaning; a conflict is two meanings in one place. */
export type KeyContext = 'rows' | 'edit';
export type KeySection = 'move' | 'decide' | 'value' | 'product' | 'help';

export interface KeyBinding {
  readonly id: KeyId;
  readonly chords: readonly [Chord, ...Chord[]];
  readonly context: KeyContext;
  readonly section: KeySection;
  readonly message: MessageKey;
}

const bind = (
  id: KeyId,
  section: KeySection,
  chords: readonly [Chord, ...Chord[]],
): KeyBinding => ({
  id,
  chords,
  context: 'rows',
  section,
  message: `review.keys.${id}`,
});

const plain = (code: string): Chord => ({ code });
const shifted = (code: string): Chord => ({ code, shift: true });

/** The key map of the desk; every view and the key sheet read it from here. */
export const keyRegistry: readonly KeyBinding[] = [
  bind('next-needed', 'move', [plain('Enter')]),
  bind('previous-needed', 'move', [shifted('Enter')]),
  bind('next-row', 'move', [plain('ArrowDown'), plain('Tab')]),
  bind('previous-row', 'move', [plain('ArrowUp'), shifted('Tab')]),
  bind('accept', 'decide', [plain('KeyA')]),
  bind('accept-rest', 'decide', [shifted('KeyA')]),
  bind('not-stated', 'decide', [plain('KeyN')]),
  bind('not-applicable', 'decide', [plain('KeyX')]),
  bind('conflict', 'decide', [plain('KeyC')]),
  bind('reject', 'decide', [plain('KeyR')]),
  bind('candidate-1', 'value', [plain('Digit1')]),
  bind('candidate-2', 'value', [plain('Digit2')]),
  bind('candidate-3', 'value', [plain('Digit3')]),
  bind('edit', 'value', [plain('KeyE'), plain('F2')]),
  bind('cycle-unit', 'value', [plain('KeyU')]),
  bind('set-from-selection', 'value', [plain('KeyS')]),
  bind('keep-current', 'value', [plain('KeyV')]),
  bind('sweep', 'value', [plain('KeyG')]),
  bind('correct-once', 'value', [plain('KeyP')]),
  bind('history', 'value', [plain('KeyY')]),
  bind('undo', 'product', [plain('KeyZ')]),
  bind('redo', 'product', [shifted('KeyZ')]),
  bind('skip', 'product', [plain('KeyK')]),
  bind('comment', 'product', [plain('KeyM')]),
  bind('image', 'product', [plain('KeyI')]),
  bind('guideline', 'help', [plain('KeyH')]),
  bind('key-sheet', 'help', [shifted('Slash')]),
  bind('commands', 'help', [{ code: 'KeyK', control: true }]),
];

/** What a person changed in the key map; kept by their browser. */
export interface KeyPreferences {
  readonly remapped: Readonly<Partial<Record<KeyId, Chord>>>;
  /** Off for people whose speech input or tremor types stray letters (WCAG 2.1.4). */
  readonly areSingleKeysOn: boolean;
}

export const defaultKeyPreferences: KeyPreferences = { remapped: {}, areSingleKeysOn: true };

/** Reads kept preferences; what is unreadable, or would make two keys collide, is forgotten. */
export function readKeyPreferences(text: string | null): KeyPreferences {
  const kept = parseJson(text);
  if (!isRecord(kept)) return defaultKeyPreferences;
  const { remapped = {}, areSingleKeysOn = true } = kept;
  if (!isRecord(remapped) || typeof areSingleKeysOn !== 'boolean') return defaultKeyPreferences;
  const isKeyMap = Object.entries(remapped).every(([id, to]) => isKeyId(id) && isChord(to));
  if (!isKeyMap) return defaultKeyPreferences;
  const preferences: KeyPreferences = { remapped, areSingleKeysOn };
  const isSound = findConflicts(applyPreferences(keyRegistry, preferences)).length === 0;
  return isSound ? preferences : { ...preferences, remapped: {} };
}

function isKeyId(id: string): id is KeyId {
  return keyIds.some((known) => known === id);
}

function isChord(kept: unknown): kept is Chord {
  if (!isRecord(kept)) return false;
  const { code, shift = false, control = false } = kept;
  const isFlagged = typeof shift === 'boolean' && typeof control === 'boolean';
  return typeof code === 'string' && code !== '' && isFlagged;
}

function isRecord(kept: unknown): kept is Readonly<Record<string, unknown>> {
  return typeof kept === 'object' && kept !== null;
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** The key map with a person's changes; a remapped key loses its second chord. */
export function applyPreferences(
  registry: readonly KeyBinding[],
  { remapped }: KeyPreferences,
): readonly KeyBinding[] {
  return registry.map((binding) => {
    const wanted = remapped[binding.id];
    return wanted ? { ...binding, chords: [wanted] } : binding;
  });
}

const chordId = ({ code, shift = false, control = false }: Chord): string =>
  `${control ? 'control+' : ''}${shift ? 'shift+' : ''}${code}`;

/** Pairs of keys that mean two things in one context. */
export function findConflicts(registry: readonly KeyBinding[]): readonly [KeyId, KeyId][] {
  const taken = new Map<string, KeyId>();
  const conflicts: [KeyId, KeyId][] = [];
  for (const { id, context, chords } of registry) {
    for (const each of chords) {
      const place = `${context} ${chordId(each)}`;
      const other = taken.get(place);
      if (other !== undefined) conflicts.push([other, id]);
      else taken.set(place, id);
    }
  }
  return conflicts;
}

/** Keys that a person may not move or lose: without them the desk has no way in. */
const fixedCodes = new Set(['Enter', 'Tab', 'ArrowUp', 'ArrowDown', 'Escape']);

/** Whether the chord may become somebody's own key: no control chord, no fixed key, no bare modifier. */
export function isAssignable({ code, control }: Chord): boolean {
  return !control && !fixedCodes.has(code) && !/^(?:Shift|Control|Alt|Meta|Caps)/.test(code);
}

/** A letter, digit or sign without Control or Command. */
export function isSingleKey({ code, control }: Chord): boolean {
  return !control && !fixedCodes.has(code) && !/^F\d+$/.test(code);
}

/** What a press means, or null. */
export function findKey(
  registry: readonly KeyBinding[],
  event: KeyInput,
  { areSingleKeysOn }: Pick<KeyPreferences, 'areSingleKeysOn'>,
): KeyId | null {
  const found = registry.find(({ chords }) =>
    chords.some((each) => matchesChord(event, each) && (areSingleKeysOn || !isSingleKey(each))),
  );
  return found?.id ?? null;
}

/** How the key cap of a registered key reads for this person; empty when it has none. */
export function keyCap(bindings: readonly KeyBinding[], id: KeyId): string {
  const chord = bindings.find((binding) => binding.id === id)?.chords[0];
  return chord ? chordLabel(chord) : '';
}
