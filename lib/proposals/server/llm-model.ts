import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import type { Extractor } from '../../extraction/contract';
import { identifyLlm, readLlmConfig } from '../../extraction/llm/config';
import { openLlmExtractor } from '../../extraction/llm/llm-extractor';
import { readKnownProducts } from './known-products';
import { readKnownSpellings } from './known-spellings';

type Settings = Readonly<Record<string, string | undefined>>;

const locationPrefix = 'llm:';

/**
 * Enters the private LLM of the environment as a candidate, for an admin to promote; its state stays
 * as it is when it is known already. Settings that are wrong are logged and enter nothing.
 */
export async function registerLlm(settings: Settings): Promise<void> {
  const config = readConfigOrWarn(settings);
  if (config === null) return;
  const { name, hash } = identifyLlm(config.model);
  const card = {
    model: config.model,
    host: new URL(config.baseUrl).host,
    limits: [
      'A language model of your own network; its confidence is not calibrated.',
      `A run may use ${config.runRequests} requests and ${config.runTokens} tokens.`,
    ],
  };
  const content = { kind: 'llm', location: `${locationPrefix}${config.model}`, hash, card };
  await db().modelVersion.upsert({
    where: { name },
    create: { name, state: 'candidate', ...content },
    update: content,
  });
}

function readConfigOrWarn(settings: Settings): ReturnType<typeof readLlmConfig> {
  try {
    return readLlmConfig(settings);
  } catch (error) {
    log.warn({ err: error }, 'the private LLM is not registered');
    return null;
  }
}

/**
 * Opens the private LLM that an admin promoted.
 * @throws AppError `unavailable` when this process is set up for none, or for another model.
 */
export async function openLlm(
  settings: Settings,
  production: { readonly location: string; readonly hash: string },
): Promise<Extractor> {
  const config = readLlmConfig(settings);
  if (config === null || identifyLlm(config.model).hash !== production.hash) {
    const model = production.location.slice(locationPrefix.length);
    throw new AppError('unavailable', 'proposals.errors.llm-off', { model });
  }
  const [spellings, products] = await Promise.all([readKnownSpellings(), readKnownProducts()]);
  return openLlmExtractor(config, { spellings, products });
}
