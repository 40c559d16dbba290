import * as z from 'zod';
import { evidence, type AttributeDefinition } from '../values/contract';

/** What an extractor reads: one product's texts and the attributes that its category asks for. */
export interface ExtractionInput {
  readonly category: { readonly key: string; readonly nameKo: string; readonly nameEn: string };
  readonly title: string;
  readonly spec: string;
  readonly description: string;
  readonly attributes: readonly AttributeDefinition[];
}

/** One span of one text, as it stands there; normalisation comes after extraction. */
export interface ExtractedSpan {
  readonly surface: string;
  /** Null only when the value is inferred and stands nowhere in the text. */
  readonly evidence: z.infer<typeof evidence> | null;
  /** Calibrated probability in [0, 1] that this span is a right value. */
  readonly confidence: number;
}

/** The answer for one attribute; no spans means "the text does not say", with that confidence. */
export interface Extraction {
  readonly attributeKey: string;
  readonly spans: readonly ExtractedSpan[];
  /** Calibrated probability in [0, 1] that the whole answer (spans, or their absence) is right. */
  readonly confidence: number;
  /**
   * Whether values of this attribute with this confidence are right as often as is wanted; left out
   * by extractors that have not measured it.
   */
  readonly isTrusted?: boolean;
  /** Runner-up spans, best first, for the reviewer's 1–3 keys. */
  readonly alternatives: readonly ExtractedSpan[];
}

/** A model behind one interface: ONNX in process, a dictionary, or a private LLM. */
export interface Extractor {
  /** Registry name of the model version, written on every proposal. */
  readonly modelVersion: string;
  /** The most products that one call should bring, where that is fewer than a run would bring. */
  readonly batchSize?: number;
  /** The same model with the budget of one run, where a model has one. */
  forRun?(runId: string): Extractor;
  /**
   * Answers every attribute of every input, in order: result[i][j] is for inputs[i].attributes[j].
   * Never blocks the event loop for longer than a few milliseconds.
   * @throws AppError `unavailable` when the model is not loaded or its queue is full.
   */
  extract(inputs: readonly ExtractionInput[], signal?: AbortSignal): Promise<Extraction[][]>;
  close(): Promise<void>;
}
