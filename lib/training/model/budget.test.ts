import { describe, expect, it } from 'vitest';
import { planTraining } from './budget';
import { tinyLines } from '../testing/tiny';

const wish = { budget: '10m', isFineTuning: false, seed: 1 };

describe('planTraining', () => {
  it('goes through a handful of products more often than through many', () => {
    const few = planTraining(tinyLines(5), wish);
    const many = planTraining(tinyLines(2000), wish);
    expect(few.epochs).toBeGreaterThan(many.epochs);
    expect(many).toMatchObject({ epochs: 8, sampleShare: 1 });
  });

  it('takes fewer rounds, then a sample, when the budget is small', () => {
    const lines = tinyLines(2000);
    expect(planTraining(lines, { ...wish, budget: '5s' }).epochs).toBeLessThan(8);
    const { epochs, sampleShare } = planTraining(lines, { ...wish, budget: '0.5s' });
    expect(epochs).toBe(2);
    expect(sampleShare).toBeLessThan(0.5);
  });

  it('steps more gently from a base model', () => {
    const lines = tinyLines(50);
    const tuned = planTraining(lines, { ...wish, isFineTuning: true });
    expect(tuned.learningRate).toBeLessThan(planTraining(lines, wish).learningRate);
  });
});
