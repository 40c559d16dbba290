import { describe, expect, it } from 'vitest';
import {
  answerSingle,
  bestChoice,
  chooseTogether,
  decodeSeveral,
  rankSingle,
  type Candidate,
  type PairScores,
  type Ranking,
} from './decode';
import { placesOf } from './layout';
import { tokenise } from './tokenise';

const texts = { title: '아롬 램프 40W', spec: '40W / 검정 / USB-C', description: '' };
const tokens = tokenise(texts);
const keep = (): null => null;
const LOW = -20;

/** Scores that put `odds` on spans of tokens `[first, last]`, and on "no value" as −1. */
function scoresOf(spans: readonly (readonly [number, number, number])[]): PairScores {
  const rows = tokens.length + 1;
  const pointer = new Float32Array(2 * rows).fill(LOW);
  const tags = new Float32Array(rows * 3);
  for (let row = 0; row < rows; row++) tags.set([8, 0, 0], row * 3);
  for (const [first, last, odds] of spans) {
    pointer[first + 1] = Math.max(pointer[first + 1]!, odds);
    pointer[rows + last + 1] = Math.max(pointer[rows + last + 1]!, odds);
    for (let token = Math.max(0, first); token <= last; token++) {
      tags.set(token === first ? [0, odds, 0] : [0, 0, odds], (token + 1) * 3);
    }
  }
  const starts = softmax(pointer.subarray(0, rows));
  const ends = softmax(pointer.subarray(rows));
  return { pointer: Float32Array.of(...starts, ...ends), tags, rows };
}

function softmax(odds: Float32Array): Float32Array {
  const shares = odds.map(Math.exp);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

const place = (text: string): number => tokens.findIndex((token) => token.text === text);
const candidate = (start: number, end: number, probability: number): Candidate => {
  return { field: 'spec', start, end, surface: `${start}–${end}`, probability };
};

describe('rankSingle', () => {
  it('adds up equal surface forms that stand at several places', () => {
    const specPower = place('/') - 2;
    const ranking = rankSingle(
      scoresOf([
        [2, 3, 4],
        [specPower, specPower + 1, 4],
        [-1, -1, 4.2],
      ]),
      tokens,
      texts,
      keep,
    );
    expect(ranking.candidates[0]?.surface).toBe('40W');
    expect(bestChoice(ranking)?.surface).toBe('40W');
    expect(ranking.candidates[0]!.probability).toBeGreaterThan(ranking.absent);
  });

  it('chooses no value when that is most probable, and keeps the runner-up', () => {
    const shade = place('검정');
    const scores = scoresOf([
      [-1, -1, 5],
      [shade, shade, 3],
    ]);
    const ranking = rankSingle(scores, tokens, texts, keep);
    const answer = answerSingle(ranking, bestChoice(ranking));
    expect(answer.spans).toEqual([]);
    expect(answer.probability).toBeGreaterThan(0.9);
    expect(answer.alternatives[0]?.surface).toBe('검정');
  });

  it('lets the tags tell the start of one place from the end of another', () => {
    const spec = place('/') - 2;
    // The pointers would as soon start at "검정" as at "40", and end at "W".
    const { pointer, tags, rows } = scoresOf([[spec, spec + 1, 4]]);
    const between = place('검정');
    const at = (token: number, odds: readonly number[]) => tags.set(odds, (token + 1) * 3);
    const both = (pointer[spec + 1]! + pointer[between + 1]!) / 2;
    pointer[spec + 1] = pointer[between + 1] = both;
    pointer[rows + spec + 2] = pointer[rows + between + 1] = 0.5;
    at(between, [4, 0, 0]);
    const [best, ...others] = rankSingle({ pointer, tags, rows }, tokens, texts, keep).candidates;
    expect(best?.surface).toBe('40W');
    for (const { probability } of others) expect(probability).toBeLessThan(best!.probability);
  });

  it('gives no value that is more probably wrong than right', () => {
    const unsure: Ranking = {
      candidates: [candidate(0, 1, 0.45), candidate(2, 3, 0.4)],
      absent: 0.15,
    };
    expect(bestChoice(unsure)).toBeNull();
    expect(answerSingle(unsure, null).alternatives).toEqual(unsure.candidates);
  });

  it('never spans two fields', () => {
    const scores = scoresOf([[2, place('검정'), 6]]);
    for (const { field, start, end, surface } of rankSingle(scores, tokens, texts, keep)
      .candidates) {
      expect(texts[field].slice(start, end)).toBe(surface);
    }
  });

  it('gives whole segments where values fill them, and seldom what stands elsewhere', () => {
    const [inTitle, inSpec] = [2, place('/') - 2];
    const scores = scoresOf([
      [inTitle, inTitle, 3],
      [inSpec, inSpec, 3],
    ]);
    const places = placesOf(tokens);
    const [best, other] = rankSingle(scores, tokens, texts, keep, places).candidates;
    expect([best!.field, best!.surface]).toEqual(['spec', '40W']);
    expect(best!.probability).toBeGreaterThan(0.9);
    expect([other!.field, other!.surface]).toEqual(['title', '40']);
    expect(rankSingle(scores, tokens, texts, keep).candidates[0]!.surface).toBe('40');
  });

  it('does not fill running text', () => {
    const prose = { title: '', spec: '밝고 가벼운 검정\n램프입니다', description: '' };
    const words = tokenise(prose);
    const at = words.findIndex(({ text }) => text === '검정');
    const rows = words.length + 1;
    const pointer = new Float32Array(2 * rows);
    pointer[at + 1] = pointer[rows + at + 1] = 1;
    const scores = { pointer, tags: new Float32Array(rows * 3), rows };
    const { candidates } = rankSingle(scores, words, prose, keep, placesOf(words));
    expect(candidates.map(({ surface }) => surface)).toEqual(['검정']);
  });

  it('trims a surface form within its tokens and moves the evidence along', () => {
    const shade = place('검정');
    const trim = (surface: string): string | null => (surface === '검정' ? '정' : null);
    const { candidates } = rankSingle(scoresOf([[shade, shade, 6]]), tokens, texts, trim);
    const [best] = candidates;
    expect(texts.spec.slice(best!.start, best!.end)).toBe('정');
    expect(best!.surface).toBe('정');
  });
});

describe('decodeSeveral', () => {
  it('gives every marked stretch once, and less certain ones as alternatives', () => {
    const usb = place('usb');
    const shade = place('검정');
    const specPower = place('/') - 2;
    const answer = decodeSeveral(
      scoresOf([
        [2, 3, 6],
        [specPower, specPower + 1, 6],
        [usb, usb + 2, 6],
        [shade, shade, -0.7],
      ]),
      tokens,
      texts,
      keep,
    );
    expect(answer.spans.map(({ surface }) => surface)).toEqual(['40W', 'USB-C']);
    expect(answer.alternatives.map(({ surface }) => surface)).toEqual(['검정']);
    expect(answer.probability).toBeLessThan(answer.spans[0]!.probability);
  });

  it('gives whole segments where values fill them, if their first word is marked', () => {
    const usb = place('usb');
    const scores = scoresOf([
      [usb, usb, 6],
      [place('W'), place('W'), 6],
    ]);
    const { spans } = decodeSeveral(scores, tokens, texts, keep, placesOf(tokens));
    expect(spans.map(({ surface }) => surface)).toEqual(['USB-C']);
  });

  it('says how certain it is that there is nothing', () => {
    const answer = decodeSeveral(scoresOf([]), tokens, texts, keep);
    expect(answer.spans).toEqual([]);
    expect(answer.probability).toBeGreaterThan(0.99);
  });
});

describe('chooseTogether', () => {
  const contested: Ranking[] = [
    { candidates: [candidate(0, 4, 0.9), candidate(6, 8, 0.05)], absent: 0.05 },
    { candidates: [candidate(2, 4, 0.5), candidate(6, 8, 0.45)], absent: 0.05 },
  ];

  it('gives a contested stretch to the surer attribute', () => {
    const [first, second] = chooseTogether(contested, () => 4);
    expect(first?.surface).toBe('0–4');
    expect(second?.surface).toBe('6–8');
  });

  it('lets attributes share text where overlaps cost nothing', () => {
    expect(chooseTogether(contested, () => 0).map((each) => each?.surface)).toEqual(['0–4', '2–4']);
  });

  it('prefers no value to an overlap that costs more', () => {
    const [, second] = chooseTogether(
      [contested[0]!, { candidates: [candidate(2, 4, 0.6)], absent: 0.4 }],
      () => 4,
    );
    expect(second).toBeNull();
  });
});
