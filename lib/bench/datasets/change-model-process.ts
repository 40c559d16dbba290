import * as z from 'zod';
import { promoteModel } from '../../training/server';

/** What the bench sends: whose promotion, under which id. */
const order = z.object({
  actor: z.object({ id: z.string(), name: z.string() }),
  id: z.uuid(),
  model: z.string(),
  reason: z.string(),
});

// Promotes a model when it is told to, so that the bench can kill it at a moment of its choice.
process.once('message', (message) => {
  const { actor, id, model, reason } = order.parse(message);
  void promoteModel(actor, model, { id, reason }, new Date()).then(() => process.exit(0));
});
process.once('disconnect', () => process.exit(1));
process.send?.('ready');
