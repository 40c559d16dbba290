import type { Page } from '@playwright/test';

const letters: Readonly<Record<string, string>> = {
  KeyA: 'ㅁ',
  KeyE: 'ㄷ',
  KeyN: 'ㅜ',
  KeyZ: 'ㅋ',
};

const shiftModifier = 8;

/** Presses a letter key as a keyboard in the Hangul layout does: same place, another letter. */
export async function pressHangul(
  page: Page,
  code: keyof typeof letters,
  { shift = false }: { readonly shift?: boolean } = {},
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const event = {
    code,
    key: letters[code],
    windowsVirtualKeyCode: code.charCodeAt(3),
    modifiers: shift ? shiftModifier : 0,
  };
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  await session.detach();
}
