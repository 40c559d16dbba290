import { describe, expect, it } from 'vitest';
import { leastConfidence, measureThresholds, thresholdOf } from './thresholds';

const values = (name: string, count: number, confidence: number, right = count) =>
  Array.from({ length: count }, (_, index) => ({
    category: '조명',
    name,
    confidence,
    isRight: index < right,
  }));

describe('leastConfidence', () => {
  it('goes down as far as the values stay right often enough', () => {
    const given = [
      ...values('색상', 100, 0.97),
      ...values('색상', 100, 0.8),
      ...values('색상', 100, 0.5, 40),
    ];
    expect(leastConfidence(given, 0.95)).toBe(0.8);
    expect(leastConfidence(given, 0.99)).toBe(0.8);
  });

  it('promises nothing from a handful of values, even when all of them are right', () => {
    expect(leastConfidence(values('색상', 5, 0.99), 0.95)).toBeNull();
    expect(leastConfidence(values('색상', 200, 0.99), 0.99)).toBe(0.99);
    expect(leastConfidence([], 0.9)).toBeNull();
  });
});

describe('thresholdOf', () => {
  const measured = measureThresholds([
    ...values('색상', 60, 0.7),
    ...values('전력', 4, 0.9),
    ...values('전력', 4, 0.6, 0),
  ]);

  it('is the attribute’s own where enough was held out, else the model’s', () => {
    const least = thresholdOf(measured, 0.95);
    expect(least('조명', '색상')).toBe(0.7);
    expect(least('조명', '전력')).toBe(measured.model[1]);
    expect(least('의자', '높이')).toBe(measured.model[1]);
  });

  it('is the wanted precision itself where too little was held out, and none without any', () => {
    const few = measureThresholds(values('색상', 4, 0.99));
    expect(thresholdOf(few, 0.95)('조명', '색상')).toBe(0.95);
    expect(thresholdOf(null, 0.95)('조명', '색상')).toBeNull();
  });

  it('takes the next stricter precision that was measured', () => {
    expect(thresholdOf(measured, 0.93)('조명', '색상')).toBe(0.7);
  });
});
