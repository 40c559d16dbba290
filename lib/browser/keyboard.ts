/** A key by its place on the keyboard, so that a Hangul layout changes nothing. */
export interface Chord {
  /** `KeyboardEvent.code`: "KeyA", "Slash". */
  readonly code: string;
  readonly shift?: boolean;
  /** Control, or Command on a Mac. */
  readonly control?: boolean;
}

/** The part of a KeyboardEvent that decides what a key means. */
export interface KeyInput {
  readonly code: string;
  readonly keyCode: number;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** Browsers report this code while an input method works on the key. */
const compositionKeyCode = 229;

/** True while an input method is composing a syllable: such keys belong to the text. */
export function isComposition(event: KeyInput): boolean {
  return event.isComposing || event.keyCode === compositionKeyCode;
}

/** True for a deliberate press: not held down, not part of a composition. */
export function isPress(event: KeyInput): boolean {
  return !event.repeat && !isComposition(event);
}

/** Whether the press is this chord, with exactly its modifiers. */
export function matchesChord(event: KeyInput, chord: Chord): boolean {
  return (
    sameCode(event.code, chord.code) &&
    event.shiftKey === (chord.shift ?? false) &&
    (event.ctrlKey || event.metaKey) === (chord.control ?? false) &&
    !event.altKey
  );
}

/** The number pad means the same as the row above the letters. */
function sameCode(pressed: string, wanted: string): boolean {
  if (pressed === wanted) return true;
  if (pressed === 'NumpadEnter') return wanted === 'Enter';
  return pressed.startsWith('Numpad') && wanted === `Digit${pressed.slice('Numpad'.length)}`;
}

const typedTags = new Set(['INPUT', 'TEXTAREA', 'SELECT']);

/** True when keys pressed there are text or belong to a control of the browser. */
export function isTypingTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return typedTags.has(target.tagName) || target.isContentEditable;
}

/** True when Enter, space and arrows pressed there work the focused control. */
export function isControlTarget(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('a[href],button,summary,[role="menuitem"],[role="option"]') !== null;
}

const keyNames: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Slash: '/',
  Backslash: '\\',
  Minus: '-',
  Equal: '=',
  Comma: ',',
  Period: '.',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Space: '␣',
};

/** How a key cap shows the chord: "A", "⇧A", "Ctrl K", "?". */
export function chordLabel({ code, shift, control }: Chord): string {
  if (code === 'Slash' && shift && !control) return '?';
  const name = keyNames[code] ?? code.replace(/^(?:Key|Digit)/, '');
  return `${control ? 'Ctrl ' : ''}${shift ? '⇧' : ''}${name}`;
}
