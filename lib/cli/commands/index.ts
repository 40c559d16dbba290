import type { Command } from '../command';

/** Every command, loaded only when it is called. */
export const commands: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  backup: () => import('./backup'),
  restore: () => import('./restore'),
  demo: () => import('./demo'),
  import: () => import('./import'),
  offers: () => import('./offers'),
  category: () => import('./category'),
  schema: () => import('./schema'),
  train: () => import('./train'),
  extract: () => import('./extract'),
  score: () => import('./score'),
  upcycle: () => import('./upcycle'),
  quantize: () => import('./quantize'),
  proposals: () => import('./proposals'),
  decisions: () => import('./decisions'),
  commits: () => import('./commits'),
  export: () => import('./export'),
  models: () => import('./models'),
  dataset: () => import('./dataset'),
  cloud: () => import('./cloud'),
  training: () => import('./training'),
  autonomy: () => import('./autonomy'),
  key: () => import('./key'),
  webhook: () => import('./webhook'),
};
