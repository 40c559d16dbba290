const dayMs = 86_400_000;

/** Built-in number formats that show a date or a time, those of Korean Excel (27–36, 50–58) too. */
const dateFormats = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51,
  52, 53, 54, 55, 56, 57, 58,
]);

/** True when a cell with this number format holds a date or a time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return dateFormats.has(id);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(bare) && !/^general$/i.test(bare);
}

/**
 * A date serial of a workbook as ISO text: "2026-11-22", "2026-11-22T09:30:00" or, below one day,
 * "09:30:00". Null when it is outside of what Excel itself can show.
 */
export function readDateSerial(serial: number, is1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null;
  // Excel counts a 29 February 1900 that never was.
  const days = is1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const instant = new Date(Math.round(((days - 25_569) * dayMs) / 1_000) * 1_000).toISOString();
  if (serial < 1) return instant.slice(11, 19);
  return instant.endsWith('T00:00:00.000Z') ? instant.slice(0, 10) : instant.slice(0, 19);
}
