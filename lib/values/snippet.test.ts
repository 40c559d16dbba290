import { describe, expect, it } from 'vitest';
import { makeSnippet } from './snippet';

const spec =
  '모니터 / 68cm(27인치) / QHD(2560x1440) / 180Hz / 1ms(GTG) / 350nits / 1,000:1 / 5.91kg [단자정보] HDMI 2.1 / DP 1.4 / 헤드폰 아웃';

const find = (text: string, surface: string) => {
  const start = text.indexOf(surface);
  return { start, end: start + surface.length };
};
const shown = (text: string, surfaces: readonly string[], room: number) =>
  makeSnippet(
    text,
    surfaces.map((surface) => find(text, surface)),
    room,
  )
    .map((piece) => (piece.isMark ? `<${piece.text}>` : piece.text))
    .join('');

describe('snippet', () => {
  it('keeps whole segments on both sides of the span', () => {
    expect(shown(spec, ['350nits'], 30)).toBe('… 1ms(GTG) / <350nits> / 1,000:1 …');
  });

  it('needs no gap at an end of the text', () => {
    expect(shown(spec, ['모니터'], 20)).toBe('<모니터> / 68cm(27인치) / …');
    expect(shown('27인치', ['27인치'], 40)).toBe('<27인치>');
  });

  it('marks several values of one attribute on one line', () => {
    expect(shown(spec, ['DP 1.4', 'HDMI 2.1'], 30)).toBe('… [단자정보] <HDMI 2.1> / <DP 1.4> / …');
  });

  it('leaves out a second value that does not fit beside the first', () => {
    expect(shown(spec, ['68cm', '헤드폰'], 24)).toBe('모니터 / <68cm>(27인치) / …');
  });

  it('cuts running text at words and sets line breaks as spaces', () => {
    const review = '낮에 커튼을 걷어도\n화면이 밝아서 잘 보입니다. 색감도 만족해요.';
    expect(shown(review, ['화면이 밝아서'], 22)).toBe('낮에 커튼을 걷어도 <화면이 밝아서> 잘 …');
  });

  it('shows a span longer than the line whole, and nothing for a span outside the text', () => {
    expect(shown('가나다라마바사', ['나다라마바'], 3)).toBe('… <나다라마바> …');
    expect(makeSnippet('짧음', [{ start: 10, end: 12 }], 20)).toEqual([]);
    expect(makeSnippet('', [], 20)).toEqual([]);
  });
});
