import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import type { Extraction, ExtractionInput, Extractor } from '../contract';
import { AnswerMemory } from './answer-memory';
import { createAnswerSchema } from './answer-schema';
import { askChat, badAnswer, isOfEndpoint, systemRuntime, type Runtime } from './chat-client';
import { identifyLlm, type LlmConfig } from './config';
import { followSignals } from './follow-signals';
import { createGrounding } from './ground-answer';
import { judgeAnswer } from './judge-answer';
import { requirePrivateHost } from '../../platform/private-host';
import { createPrompt, noExamples, type KnownExamples } from './prompt';
import { readAnswer } from './read-answer';
import { RunBudget } from './run-budget';
import { Slots } from './slots';
import { layTokens } from './token-probability';

const rememberedAnswers = 512;
const rememberedRuns = 64;
/** So many products in a row that the endpoint failed on mean that it is down. */
const failuresBeforeGivingUp = 3;
/** A bad answer is asked for again, with a little chance so that it can come out differently. */
const temperatures = [0, 0.3] as const;

/**
 * Opens the extractor of a private LLM; nothing is sent before the first product. A product whose
 * answer is of no use fails alone: `extract` finishes the others, then rejects with that product's
 * AppError, and asking the others again costs nothing. An endpoint that is down rejects with
 * `unavailable` or `busy`.
 * @throws AppError `forbidden` when the endpoint is outside the network.
 */
export function openLlmExtractor(
  config: LlmConfig,
  known: KnownExamples = noExamples,
  runtime: Runtime = systemRuntime,
): Extractor {
  requirePrivateHost(new URL(config.baseUrl).hostname, config.allowedHosts);
  const { name: modelVersion } = identifyLlm(config.model);
  const closing = new AbortController();
  const slots = new Slots(config.concurrency);
  const answers = new AnswerMemory(rememberedAnswers);
  const failures = new WeakMap<ExtractionInput, AppError>();
  const budgets = new Map<string, RunBudget>();

  const budgetOf = (runId: string): RunBudget => {
    const budget = budgets.get(runId) ?? new RunBudget(config);
    // Asked last goes last: what is forgotten is the run that has been silent longest.
    budgets.delete(runId);
    budgets.set(runId, budget);
    const [oldest] = budgets.keys();
    if (budgets.size > rememberedRuns && oldest !== undefined) budgets.delete(oldest);
    return budget;
  };

  const extract = async (
    inputs: readonly ExtractionInput[],
    budget: RunBudget,
    callerSignal: AbortSignal | undefined,
  ): Promise<Extraction[][]> => {
    const { controller, release } = followSignals([callerSignal, closing.signal]);
    const { signal } = controller;
    let failedInRow = 0;
    let isAnyAnswered = false;

    const answerOne = async (input: ExtractionInput): Promise<Extraction[] | AppError> => {
      const known = answers.find(input) ?? failures.get(input);
      if (known !== undefined) return known;
      return slots.run(async () => {
        try {
          signal.throwIfAborted();
          const answer = await extractProduct(input, budget, signal);
          answers.keep(input, answer);
          isAnyAnswered = true;
          failedInRow = 0;
          return answer;
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          failedInRow = isOfEndpoint(error) ? failedInRow + 1 : 0;
          if (failedInRow >= failuresBeforeGivingUp) controller.abort(error);
          return error;
        }
      });
    };

    try {
      const settled = await Promise.allSettled(inputs.map(answerOne));
      signal.throwIfAborted();
      const outcomes = settled.map((each) => {
        if (each.status === 'rejected') throw each.reason;
        return each.value;
      });
      return requireAnswers(inputs, outcomes, isAnyAnswered, failures);
    } finally {
      release();
    }
  };

  const extractProduct = async (
    input: ExtractionInput,
    budget: RunBudget,
    signal: AbortSignal,
  ): Promise<Extraction[]> => {
    const { attributes } = input;
    if (attributes.length === 0) return [];
    const { messages, isCut } = createPrompt(input, known, config.promptCharacters);
    const schema = createAnswerSchema(attributes);
    let answerTokens = config.answerTokens;
    let refusal = badAnswer('empty');
    for (const temperature of temperatures) {
      const request = { messages, schema, answerTokens, temperature };
      const answer = await askChat(request, config, budget, runtime, signal);
      const read = readAnswer(answer.content, attributes);
      if (answer.isTruncated) {
        // What a cut answer still says would be right, what it no longer says is unknown.
        refusal = badAnswer('truncated');
        answerTokens *= 2;
      } else if (read.kind === 'bad') {
        refusal = badAnswer(read.why);
      } else {
        const { content, tokens } = answer;
        const probability = tokens === null ? null : layTokens(content, tokens);
        const ground = createGrounding(input, config.promptCharacters);
        const extractions: Extraction[] = [];
        for (const attribute of attributes) {
          // Looking for values in a long text takes milliseconds; between two, others get their turn.
          await new Promise((resume) => setImmediate(resume));
          const answered = read.surfaces.get(attribute.key);
          extractions.push(
            judgeAnswer(attribute, answered, { content, probability, ground, isCut }),
          );
        }
        return extractions;
      }
    }
    throw refusal;
  };

  const withBudget = (budget: RunBudget): Extractor => ({
    modelVersion,
    // Answers come in seconds: a small batch shows progress and is soon safe.
    batchSize: config.concurrency * 2,
    extract: (inputs, signal) => extract(inputs, budget, signal),
    forRun: (runId) => withBudget(budgetOf(runId)),
    close: async () => {
      closing.abort(new AppError('unavailable', 'proposals.errors.llm-closed'));
    },
  });
  return withBudget(new RunBudget(config));
}

/**
 * The answers, when every product has one.
 * @throws AppError of the endpoint when it answered nothing at all, else of the first product
 *   without an answer; that product's failure is kept, so that it is not asked for nothing again.
 */
function requireAnswers(
  inputs: readonly ExtractionInput[],
  outcomes: readonly (Extraction[] | AppError)[],
  isAnyAnswered: boolean,
  failures: WeakMap<ExtractionInput, AppError>,
): Extraction[][] {
  const ofEndpoint = outcomes.find(
    (outcome) => outcome instanceof AppError && isOfEndpoint(outcome),
  );
  if (ofEndpoint instanceof AppError && !isAnyAnswered) throw ofEndpoint;
  let first: AppError | undefined;
  outcomes.forEach((outcome, index) => {
    const input = inputs[index];
    if (!(outcome instanceof AppError) || input === undefined) return;
    const failure = toProductFailure(outcome);
    failures.set(input, failure);
    first ??= failure;
    log.warn({ reason: failure.reason, ...failure.params }, 'private LLM: a product has no answer');
  });
  if (first !== undefined) throw first;
  return outcomes.flatMap((outcome) => (outcome instanceof AppError ? [] : [outcome]));
}

/** Where others were answered, a time-out is the matter of this product and no sign of an outage. */
function toProductFailure(error: AppError): AppError {
  return isOfEndpoint(error) ? new AppError('internal', error.reason, error.params) : error;
}
