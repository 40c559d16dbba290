import { expect, it } from 'vitest';
import { summariseCard } from './card-summary';

const figures = { precision: 91.2, recall: 88.4, f1: 89.8 };

it('takes the figures of a card', () => {
  const card = {
    parameters: 4_500_000,
    heldOut: { products: 120, micro: figures, expectedCalibrationError: 0.02 },
    limits: ['Reads 2,048 tokens.'],
  };
  expect(summariseCard(card)).toMatchObject({
    parameters: 4_500_000,
    heldOut: { products: 120, micro: figures, perCategory: {} },
    stages: [],
    limits: ['Reads 2,048 tokens.'],
  });
});

it('leaves out what it does not know', () => {
  expect(summariseCard({ heldOut: 'none', stages: 3, author: 'x' })).toEqual({
    parameters: null,
    precision: null,
    stages: [],
    heldOut: null,
    limits: [],
  });
});
