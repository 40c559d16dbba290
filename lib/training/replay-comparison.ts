import type { AttributeValue } from '../values/contract';
import { areSameValues } from '../values/same-value';
import { measureReliability, type Outcome } from '../inference/calibration';
import type {
  AttributeReport,
  EvaluationFigures,
  EvaluationReport,
  ModelDifference,
  PartReport,
} from './contract';
import { bootstrapDifference, emptyTally, figuresOf, type Tally } from './model/score';

/** What one model says of one attribute of one product. */
export interface ReplayedAnswer {
  /** Normalised. */
  readonly values: readonly AttributeValue[];
  /** Surface forms that could not be read: they are no values, and not nothing. */
  readonly unread: readonly string[];
  readonly confidence: number;
  readonly needsReview: boolean;
}

/** One decided value with what both models say of it. */
export interface ReplayedRow {
  readonly category: string;
  readonly attribute: { readonly key: string; readonly nameKo: string; readonly nameEn: string };
  readonly decided: readonly AttributeValue[];
  readonly candidate: ReplayedAnswer;
  readonly production: ReplayedAnswer;
}

export interface ReplayedProduct {
  readonly id: number;
  readonly title: string;
  readonly rows: readonly ReplayedRow[];
}

type KeystrokeCosts = EvaluationReport['keystrokes'];

const shownDifferences = 60;

/** How an answer is counted: gold empty or not (N, V) against none, correct, wrong. */
function judgeAnswer(decided: readonly AttributeValue[], answer: ReplayedAnswer): keyof Tally {
  const isWhole = answer.unread.length === 0;
  const isEmpty = isWhole && answer.values.length === 0;
  if (decided.length === 0) return isEmpty ? 'nn' : 'nv';
  if (isEmpty) return 'vn';
  return isWhole && areSameValues(answer.values, decided) ? 'vc' : 'vw';
}

const isRight = (outcome: keyof Tally): boolean => outcome === 'nn' || outcome === 'vc';

/** One of the two models on one part of an evaluation. */
class Side {
  readonly micro = emptyTally();
  readonly perProduct: Tally[] = [];
  readonly #outcomes: Outcome[] = [];
  #wrong = 0;
  #unseen = 0;
  #values = 0;

  openProduct(): void {
    this.perProduct.push(emptyTally());
  }

  count(outcome: keyof Tally, { confidence, needsReview }: ReplayedAnswer, attribute: Tally): void {
    const right = isRight(outcome);
    this.micro[outcome] += 1;
    this.perProduct.at(-1)![outcome] += 1;
    attribute[outcome] += 1;
    this.#values += 1;
    this.#outcomes.push({ probability: confidence, isRight: right });
    if (right) return;
    this.#wrong += 1;
    if (!needsReview) this.#unseen += 1;
  }

  report(costs: KeystrokeCosts, productsPerSecond: number): PartReport['candidate'] {
    const per100 = (count: number) => (this.#values === 0 ? 0 : (100 * count) / this.#values);
    const { bins, expectedError } = measureReliability(this.#outcomes);
    const right = this.#values - this.#wrong;
    return {
      micro: plainFigures(this.micro),
      correctionsPer100: per100(this.#wrong),
      keystrokesPer100: per100(right * costs.right + this.#wrong * costs.wrong),
      unseenErrorsPer100: per100(this.#unseen),
      calibrationError: expectedError,
      reliability: [...bins],
      productsPerSecond,
    };
  }
}

/** Two models on the same decisions, product by product. */
export class Comparison {
  readonly #candidate = new Side();
  readonly #production = new Side();
  readonly #attributes = new Map<
    string,
    { readonly row: ReplayedRow; readonly candidate: Tally; readonly production: Tally }
  >();
  readonly regressions: ModelDifference[] = [];
  readonly improvements: ModelDifference[] = [];
  #regressions = 0;
  #improvements = 0;
  #values = 0;

  add(product: ReplayedProduct): void {
    this.#candidate.openProduct();
    this.#production.openProduct();
    for (const row of product.rows) this.#addRow(product, row);
  }

  #addRow(product: ReplayedProduct, row: ReplayedRow): void {
    const name = `${row.category}/${row.attribute.key}`;
    const fresh = { row, candidate: emptyTally(), production: emptyTally() };
    const attribute = this.#attributes.get(name) ?? fresh;
    this.#attributes.set(name, attribute);
    const after = judgeAnswer(row.decided, row.candidate);
    const before = judgeAnswer(row.decided, row.production);
    this.#candidate.count(after, row.candidate, attribute.candidate);
    this.#production.count(before, row.production, attribute.production);
    this.#values += 1;
    if (isRight(after) === isRight(before)) return;
    const list = isRight(after) ? this.improvements : this.regressions;
    if (isRight(after)) this.#improvements += 1;
    else this.#regressions += 1;
    if (list.length < shownDifferences) list.push(toDifference(product, row));
  }

  /**
   * @param next uniform in [0, 1), for the resamples
   * @param speeds products per second of each model
   */
  report(
    costs: KeystrokeCosts,
    speeds: { readonly candidate: number; readonly production: number },
    next: () => number,
  ): PartReport {
    const [candidate, production] = [this.#candidate, this.#production];
    const hasAny = candidate.perProduct.length > 0;
    return {
      products: candidate.perProduct.length,
      values: this.#values,
      candidate: candidate.report(costs, speeds.candidate),
      production: production.report(costs, speeds.production),
      difference: hasAny
        ? bootstrapDifference(candidate.perProduct, production.perProduct, next)
        : { low: 0, median: 0, high: 0 },
      attributes: this.#attributeReports(),
      regressions: this.#regressions,
      improvements: this.#improvements,
    };
  }

  #attributeReports(): AttributeReport[] {
    return [...this.#attributes.values()]
      .map(({ row, candidate, production }) => ({
        category: row.category,
        attribute: row.attribute.key,
        nameKo: row.attribute.nameKo,
        nameEn: row.attribute.nameEn,
        values: Object.values(candidate).reduce((sum, count: number) => sum + count, 0),
        candidate: plainFigures(candidate),
        production: plainFigures(production),
      }))
      .sort((one, other) => other.values - one.values);
  }
}

/** Percentages; where there is nothing to find and nothing was given, everything was right. */
function plainFigures(tally: Tally): EvaluationFigures {
  const { precision, recall, f1, counts } = figuresOf(tally);
  if (counts.nv + counts.vn + counts.vc + counts.vw === 0)
    return { precision: 100, recall: 100, f1: 100 };
  return { precision, recall, f1 };
}

function toDifference(product: ReplayedProduct, row: ReplayedRow): ModelDifference {
  const { key, nameKo, nameEn } = row.attribute;
  return {
    productId: product.id,
    title: product.title,
    attribute: key,
    nameKo,
    nameEn,
    decided: [...row.decided],
    candidate: [...row.candidate.values],
    production: [...row.production.values],
    candidateUnread: [...row.candidate.unread],
    productionUnread: [...row.production.unread],
  };
}
