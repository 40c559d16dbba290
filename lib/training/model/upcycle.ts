import { AppError } from '../../platform/errors';
import type { ModelContents } from './model-directory';
import { parametersOf, initialWeights } from './trainer';

export interface UpcycleWish {
  readonly experts: number;
  readonly topK: number;
  /** Draws the routers. */
  readonly seed: number;
}

/**
 * Turns a dense model into a mixture of experts that answers just as it does: every expert starts
 * as a copy of the feed-forward block, and gates sum to one whatever the new router says.
 * @throws AppError `conflict` when the model has experts already, `invalid` when topK > experts
 */
export function upcycle(model: ModelContents, wish: UpcycleWish): ModelContents {
  if (model.shape.experts !== null) {
    throw new AppError('conflict', 'training.already-experts', { directory: model.name });
  }
  if (wish.topK > wish.experts) {
    throw new AppError('invalid', 'training.too-few-experts', {
      experts: wish.experts,
      topK: wish.topK,
    });
  }
  const shape = { ...model.shape, experts: { count: wish.experts, topK: wish.topK } };
  const fresh = initialWeights(shape, wish.seed);
  const weights = new Map(
    parametersOf(shape).map(({ name }) => {
      const dense = model.weights.get(name.replace(/\.expert\d+\./, '.'));
      const drawn = fresh.get(name);
      if (drawn === undefined) throw new RangeError(`no weights named ${name}`);
      return [name, dense === undefined ? drawn : { ...dense, data: dense.data.slice() }];
    }),
  );
  const parameters = [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);
  return { ...model, shape, weights, card: { ...model.card, parameters } };
}
