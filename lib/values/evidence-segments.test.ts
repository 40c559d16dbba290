import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutSpec, segmentText, type EvidenceSpan, type SpanTone } from './evidence-segments';

const span = (start: number, end: number, tone: SpanTone = 'faint', rowId = 1): EvidenceSpan => ({
  start,
  end,
  tone,
  rowId,
});

describe('evidence segments', () => {
  it('leaves a text without spans whole', () => {
    expect(segmentText('모니터', [])).toEqual([
      { start: 0, end: 3, text: '모니터', tone: null, rowIds: [] },
    ]);
    expect(segmentText('', [])).toEqual([]);
  });

  it('shows the strongest of overlapping spans and names the rows of all', () => {
    const segments = segmentText('QHD(2560x1440)', [
      span(0, 14, 'faint', 1),
      span(4, 13, 'focused', 2),
      span(4, 8, 'conflict', 3),
    ]);
    expect(segments.map(({ text, tone, rowIds }) => [text, tone, rowIds])).toEqual([
      ['QHD(', 'faint', [1]],
      ['2560', 'focused', [1, 2, 3]],
      ['x1440', 'focused', [1, 2]],
      [')', 'faint', [1]],
    ]);
  });

  it('cuts spans of an older, longer text and leaves out those beyond its end', () => {
    expect(segmentText('27인치', [span(2, 90), span(40, 50)]).map(({ text }) => text)).toEqual([
      '27',
      '인치',
    ]);
  });

  it('gives back the text whatever the spans', () => {
    const anySpan = fc
      .tuple(fc.nat(40), fc.nat(40), fc.constantFrom<SpanTone>('focused', 'conflict', 'faint'))
      .map(([a, b, tone]) => span(Math.min(a, b), Math.max(a, b), tone));
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(anySpan), (text, spans) => {
        const segments = segmentText(text, spans);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        for (const [index, segment] of segments.entries()) {
          expect(segment.start).toBe(segments[index - 1]?.end ?? 0);
        }
      }),
    );
  });
});

describe('layout of a spec text', () => {
  const shown = (text: string) =>
    layoutSpec(text).map((line) => line.map(({ start, end }) => text.slice(start, end)));

  it('opens a line at every group marker and separates at " / "', () => {
    const text = '모니터 / 68cm(27인치) / 1:1 [단자정보] HDMI 2.1 / DP 1.4';
    expect(shown(text)).toEqual([
      ['모니터', ' / ', '68cm(27인치)', ' / ', '1:1 '],
      ['[단자정보]', ' HDMI 2.1', ' / ', 'DP 1.4'],
    ]);
    expect(layoutSpec(text)[1]?.[0]?.kind).toBe('marker');
  });

  it('keeps a slash inside a value and a separator after a marker', () => {
    expect(shown('720p/60fps / 10W')).toEqual([['720p/60fps', ' / ', '10W']]);
    expect(shown('[부가] / 리모컨')).toEqual([['[부가]', ' / ', '리모컨']]);
  });

  it('opens a line at a line break and no empty ones', () => {
    expect(shown('가\n\n나 / [다] 라')).toEqual([
      ['가', '\n\n'],
      ['나', ' / '],
      ['[다]', ' 라'],
    ]);
    expect(layoutSpec('')).toEqual([]);
  });

  it('loses no letter of any text', () => {
    const anyText = fc.string({ unit: fc.constantFrom('가', 'a', ' ', '/', '[', ']', '\n') });
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shown(text).flat().join('')).toBe(text);
      }),
    );
  });
});
