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
  it('is not alarmed by one seller against one', () => {
    expect(isContradicted([450], weighWitnesses([say('가', 500)]))).toBe(false);
  });

  it('is alarmed when more sellers say another value than say this one', () => {
    const witnesses = weighWitnesses([say('가', 500), say('나', 500)]);
    expect(isContradicted([450], witnesses)).toBe(true);
    expect(isContradicted([500], witnesses)).toBe(false);
  });

  it('counts the sellers that agree', () => {
    const witnesses = weighWitnesses([say('가', 500), say('나', 500), say('다', 450)]);
    expect(isContradicted([450], witnesses)).toBe(false);
  });

  it('has nothing to contradict when nothing is proposed', () => {
    expect(isContradicted([], weighWitnesses([say('가', 500), say('나', 500)]))).toBe(false);
  });
});
