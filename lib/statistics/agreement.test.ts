import { describe, expect, it } from 'vitest';
import { agreementOfPair, krippendorffAlpha, rawAgreement, type RatedUnit } from './agreement';

/** Units from one line of answers per rater; a dot is no answer. */
function unitsOf(...raters: readonly string[]): RatedUnit[] {
  const lines = raters.map((line) => line.split(' '));
  return lines[0]!.map((_, unit) => lines.map((line) => (line[unit] === '.' ? null : line[unit]!)));
}

const repeat = (unit: RatedUnit, times: number): RatedUnit[] => Array(times).fill(unit);

describe('agreementOfPair', () => {
  it('gives the kappa of the fifty grant applications that two readers judged', () => {
    const units = [
      ...repeat(['yes', 'yes'], 20),
      ...repeat(['yes', 'no'], 5),
      ...repeat(['no', 'yes'], 10),
      ...repeat(['no', 'no'], 15),
    ];
    const { raw, kappa } = agreementOfPair(units);
    expect(raw).toBeCloseTo(0.7);
    expect(kappa).toBeCloseTo(0.4);
  });

  it('gives two different kappas for the same raw agreement', () => {
    const judged = (yes: number, first: number, second: number, no: number) =>
      agreementOfPair([
        ...repeat(['yes', 'yes'], yes),
        ...repeat(['yes', 'no'], first),
        ...repeat(['no', 'yes'], second),
        ...repeat(['no', 'no'], no),
      ]).kappa;
    expect(judged(45, 15, 25, 15)).toBeCloseTo(0.1304, 4);
    expect(judged(25, 35, 5, 35)).toBeCloseTo(0.2593, 4);
  });

  it('counts only what both answered, and has no kappa where only one answer exists', () => {
    expect(
      agreementOfPair([
        ['a', null],
        [null, 'b'],
      ]),
    ).toEqual({
      units: 0,
      raw: null,
      kappa: null,
    });
    expect(agreementOfPair(repeat(['a', 'a'], 3))).toEqual({ units: 3, raw: 1, kappa: null });
  });
});

describe('krippendorffAlpha', () => {
  it('gives the published alpha of two observers and binary answers', () => {
    const units = unitsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0');
    expect(krippendorffAlpha(units)).toBeCloseTo(0.095, 3);
  });

  it('gives the published alpha of two observers and five classes', () => {
    const units = unitsOf('a a b b d c c c e d d a', 'b a b b b c c c e d d d');
    expect(krippendorffAlpha(units)).toBeCloseTo(0.692, 3);
  });

  it('gives the published alpha of four observers with missing answers', () => {
    const units = unitsOf(
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    );
    expect(krippendorffAlpha(units)).toBeCloseTo(0.743, 3);
  });

  it('is nothing where nobody can differ', () => {
    expect(krippendorffAlpha([])).toBeNull();
    expect(krippendorffAlpha([['a', 'a']])).toBeNull();
  });
});

describe('rawAgreement', () => {
  it('is the share of pairs alike, unit by unit', () => {
    expect(
      rawAgreement([
        ['a', 'a', 'b'],
        ['a', 'a', null],
        ['a', null, null],
      ]),
    ).toBeCloseTo(2 / 3);
    expect(rawAgreement([])).toBeNull();
  });
});
