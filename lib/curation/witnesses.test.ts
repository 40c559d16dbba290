import { describe, expect, it } from 'vitest';
import { isContradicted, weighWitnesses } from './witnesses';

const say = (seller: string, ...values: (string | number)[]) => ({
  seller,
  values,
  surface: values.join(' '),
});

describe('weighWitnesses', () => {
  it('puts the value of most sellers first and counts a seller once', () => {
    const witnesses = weighWitnesses([
      say('가', 450),
      say('나', 500),
      say('나', 500),
      say('다', 500),
      say('라'),
    ]);
    expect(witnesses).toEqual([
      { values: [500], surface: '500', sellers: ['나', '다'] },
      { values: [450], surface: '450', sellers: ['가'] },
    ]);
  });

  it('takes several values in any order for the same', () => {
    expect(weighWitnesses([say('가', 'HDMI', 'DP'), say('나', 'DP', 'HDMI')])).toHaveLength(1);
  });
});

describe('isContradicted', () => {
  it.each([
    ['one seller against one', [450], [say('가', 500)], true],
    [
      'one against the rest that agree',
      [450],
      [say('가', 450), say('나', 450), say('다', 500)],
      true,
    ],
    ['a tie', [450], [say('가', 500), say('나', 450)], true],
    ['nothing said here, and something there', [], [say('가', 380)], true],
    ['all of one mind', [500], [say('가', 500), say('나', 500)], false],
    ['nobody saying anything', [450], [say('가')], false],
    ['nothing anywhere', [], [], false],
    ['fewer of several values', ['HDMI'], [say('가', 'HDMI', 'DP')], false],
    ['more of several values', ['HDMI', 'DP'], [say('가', 'DP')], false],
    ['other ones of several values', ['HDMI', 'DP'], [say('가', 'DP', 'USB-C')], true],
  ] as const)('answers for %s', (_, own, statements, expected) => {
    expect(isContradicted(own, weighWitnesses(statements))).toBe(expected);
  });

  it('leaves what the attribute takes for one value in peace', () => {
    const witnesses = weighWitnesses([say('가', 1024)], 0.03);
    expect(isContradicted([1000], witnesses, 0.03)).toBe(false);
    expect(isContradicted([1000], witnesses)).toBe(true);
  });
});
