import { afterEach, describe, expect, it } from 'vitest';
import yauzl, { type ZipFile } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import type { FileRow } from '../../file-row';
import { SharedStrings } from './shared-strings';
import { isDateFormat, readDateSerial } from './workbook-dates';
import { isWorkbook, listEntries, readWorkbookRows } from './workbook-rows';

const opened: ZipFile[] = [];
afterEach(() => {
  for (const zip of opened.splice(0)) zip.close();
});

async function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<ZipFile> {
  const writer = new ZipWriter();
  for (const [name, content] of Object.entries(parts)) {
    writer.addBuffer(Buffer.from(content), name);
  }
  writer.end();
  const chunks: Buffer[] = [];
  for await (const chunk of writer.outputStream) chunks.push(Buffer.from(chunk));
  return openBuffer(Buffer.concat(chunks));
}

async function openBuffer(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) return reject(error);
      opened.push(zip);
      resolve(zip);
    });
  });
}

const workbook = (rest = '', sheets = '<sheet name="A" sheetId="1" r:id="rId1"/>'): string =>
  `<?xml version="1.0"?><workbook xmlns="m" xmlns:r="r">${rest}<sheets>${sheets}</sheets></workbook>`;
const relations =
  '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/second.xml"/></Relationships>';
const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const strings = (...texts: readonly string[]): string =>
  `<sst>${texts.map((text) => `<si>${text}</si>`).join('')}</sst>`;
const inline = (reference: string, text: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;

async function read(
  parts: Readonly<Record<string, string>>,
  options: Parameters<typeof readWorkbookRows>[2] = {},
): Promise<FileRow[]> {
  const zip = await zipOf({
    'xl/workbook.xml': workbook(),
    'xl/_rels/workbook.xml.rels': relations,
    ...parts,
  });
  const rows: FileRow[] = [];
  for await (const row of readWorkbookRows(zip, { bytes: 0 }, options)) {
    rows.push({ ...row, values: { ...row.values } });
  }
  return rows;
}

describe('workbook rows', () => {
  it('reads shared, inline and formula strings, numbers, truth values and errors', async () => {
    const rows = await read({
      'xl/sharedStrings.xml': strings(
        '<t>id</t>',
        '<r><t>상</t></r><r><t>품명</t></r><rPh><t>발음</t></rPh>',
        '<t>a&amp;b_x000D_</t>',
      ),
      'xl/worksheets/sheet1.xml': sheet(
        `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>${inline('C1', '가격')}${inline('D1', 'x')}${inline('E1', 'y')}</row>` +
          '<row r="3"><c r="A3"><v>12345678901234</v></c><c r="B3" t="s"><v>2</v></c><c r="C3"><v>1.1000000000000001</v></c><c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#N/A</v></c></row>',
      ),
    });
    expect(rows).toEqual([
      {
        rowNumber: 3,
        values: { id: '12345678901234', 상품명: 'a&b\r', 가격: '1.1', x: 'TRUE', y: '#N/A' },
        problem: null,
      },
    ]);
  });

  it('reads dates by their number format, also in the system of 1904', async () => {
    const parts = {
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;년&quot; m&quot;월&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
      'xl/worksheets/sheet1.xml': sheet(
        `<row>${inline('A1', 'a')}${inline('B1', 'b')}${inline('C1', 'c')}</row><row><c s="0"><v>46348</v></c><c s="1"><v>46348</v></c><c s="2"><v>46348.5</v></c></row>`,
      ),
    };
    expect((await read(parts))[0]?.values).toEqual({
      a: '46348',
      b: '2026-11-22',
      c: '2026-11-22T12:00:00',
    });
    const mac = { ...parts, 'xl/workbook.xml': workbook('<workbookPr date1904="1"/>') };
    expect((await read(mac))[0]?.values.b).toBe('2030-11-23');
  });

  it('leaves out the cells a sheet does not store, and rows without content', async () => {
    const rows = await read({
      'xl/worksheets/sheet1.xml': sheet(
        `<row r="2"/><row r="4">${inline('B4', 'id')}${inline('C4', 'title')}</row><row r="9">${inline('C9', 'a')}</row><row r="12">${inline('A12', ' ')}</row>`,
      ),
    });
    expect(rows).toEqual([
      { rowNumber: 9, values: { 'column 1': '', id: '', title: 'a' }, problem: null },
    ]);
  });

  it('takes the first sheet that is shown, and prefixed names', async () => {
    const rows = await read({
      'xl/workbook.xml': workbook(
        '',
        '<sheet name="H" state="hidden" r:id="rId1"/><sheet name="B" r:id="rId2"/>',
      ),
      'xl/worksheets/sheet1.xml': sheet(''),
      'xl/worksheets/second.xml':
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="str"><x:v>id</x:v></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    expect(rows).toEqual([{ rowNumber: 2, values: { id: '7' }, problem: null }]);
  });

  it('keeps row numbers apart when the file repeats or invents them', async () => {
    const rows = await read({
      'xl/worksheets/sheet1.xml': sheet(
        ['1', '1', 'x', '-4', '3'].map((r) => `<row r="${r}">${inline('A1', 'v')}</row>`).join(''),
      ),
    });
    expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([2, 3, 4, 5]);
  });

  it('rejects a row beyond the limit and goes on', async () => {
    const long = 'x'.repeat(3_000);
    const rows = await read(
      {
        'xl/sharedStrings.xml': strings(`<t>${long}</t>`),
        'xl/worksheets/sheet1.xml': sheet(
          `<row>${inline('A1', 'id')}</row><row>${inline('A2', long)}</row><row><c t="s"><v>0</v></c></row><row>${inline('A4', 'a')}</row>`,
        ),
      },
      { maximumLength: 1_000 },
    );
    expect(rows.map(({ problem }) => problem?.code ?? null)).toEqual([
      'record-too-long',
      'record-too-long',
      null,
    ]);
  });

  it('reads shared strings that do not fit in memory', async () => {
    const texts = Array.from({ length: 300 }, (_, index) => `값${index}${'-'.repeat(index)}`);
    const rows = await read(
      {
        'xl/sharedStrings.xml': strings(...texts.map((text) => `<t>${text}</t>`)),
        'xl/worksheets/sheet1.xml': sheet(
          `<row>${inline('A1', 'id')}</row>${texts.map((_, index) => `<row><c t="s"><v>${299 - index}</v></c></row>`).join('')}`,
        ),
      },
      { stringMemory: 1_000 },
    );
    expect(rows.map(({ values }) => values.id)).toEqual(texts.toReversed());
  });

  it('refuses XML that is damaged, and a definition of entities', async () => {
    const damaged = { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row></sheetData>' };
    await expect(read(damaged)).rejects.toMatchObject({ reason: 'imports.errors.damaged-archive' });
    const laughs = {
      'xl/worksheets/sheet1.xml':
        '<!DOCTYPE a [<!ENTITY l "lol">]><worksheet><sheetData><row><c t="str"><v>&l;</v></c></row></sheetData></worksheet>',
    };
    await expect(read(laughs)).rejects.toMatchObject({ reason: 'imports.errors.damaged-archive' });
  });

  it('refuses an archive that unpacks like a bomb before unpacking it', async () => {
    const zip = await zipOf({
      'xl/workbook.xml': workbook(),
      'xl/worksheets/sheet1.xml': Buffer.alloc(4_000_000),
    });
    await expect(listEntries(zip, 1_000_000)).rejects.toMatchObject({
      reason: 'imports.errors.bomb',
    });
  });

  it('tells a workbook from another archive, and a damaged one from both', async () => {
    expect(isWorkbook(await listEntries(await zipOf({ 'a.csv': 'id\n1\n' })))).toBe(false);
    expect(isWorkbook(await listEntries(await zipOf({ 'xl/workbook.xml': '' })))).toBe(true);
  });
});

describe('dates of a workbook', () => {
  it('sees dates in built-in and custom formats, not in words or colours', () => {
    expect(isDateFormat(14, undefined)).toBe(true);
    expect(isDateFormat(2, undefined)).toBe(false);
    expect(isDateFormat(170, 'yyyy-mm-dd')).toBe(true);
    expect(isDateFormat(171, '[h]:mm')).toBe(true);
    expect(isDateFormat(172, '#,##0"ms"')).toBe(false);
    expect(isDateFormat(173, '[Red]#,##0_-')).toBe(false);
    expect(isDateFormat(174, 'General')).toBe(false);
  });

  it('knows the day that never was, and times without a day', () => {
    expect(readDateSerial(1, false)).toBe('1900-01-01');
    expect(readDateSerial(59, false)).toBe('1900-02-28');
    expect(readDateSerial(61, false)).toBe('1900-03-01');
    expect(readDateSerial(0.75, false)).toBe('18:00:00');
    expect(readDateSerial(-1, false)).toBeNull();
    expect(readDateSerial(3e6, false)).toBeNull();
  });
});

describe('shared strings', () => {
  it('gives back what was added, from memory and from disk, in any order', () => {
    const kept = new SharedStrings(50);
    const texts = Array.from(
      { length: 5_000 },
      (_, index) => `문자열 ${index} ${'가'.repeat(index % 97)}`,
    );
    for (const text of texts) kept.add(text);
    expect(kept.length).toBe(5_000);
    for (let at = 0; at < texts.length; at += 1) {
      const index = (at * 7_919) % texts.length;
      if (kept.get(index) !== texts[index]) expect(kept.get(index)).toBe(texts[index]);
    }
    expect(kept.get(5_000)).toBeUndefined();
    expect(kept.get(Number.NaN)).toBeUndefined();
    kept.close();
  });
});
