import { diagnoseError } from '../curation/error-kind';
import { createDictionaryExtractor, dictionaryVersion } from '../extraction/dictionary-extractor';
import { proposeValues, readValues, sweepKey } from '../proposals/propose';
import type { ProposalBody } from '../proposals/contract';
import type { AttributeDefinition, AttributeValue, Evidence } from '../values/contract';
import type { Absence, ErrorKind } from '../values/decision';
import { areSameValues } from '../values/same-value';
import { validateValues } from '../values/validate';
import type { DemoCatalogue, DemoProduct, GoldAnswer } from './generate';
import { pastMoments } from './past-days';

/** One attribute of one product, as the dictionary had proposed it and a person had decided it. */
export interface PastDecision {
  readonly seller: string;
  readonly externalId: string;
  readonly categoryKey: string;
  readonly attributeKey: string;
  readonly decisionId: string;
  readonly commitId: string;
  readonly kind: 'accept' | 'correct' | 'added' | 'absent' | 'reject';
  readonly values: readonly AttributeValue[];
  readonly absence: Absence | null;
  readonly surface: string | null;
  readonly evidence: Evidence | null;
  readonly errorKind: ErrorKind | null;
  readonly proposed: ProposalBody & { readonly modelVersion: string };
  readonly proposedSurface: string | null;
  readonly valueKey: string | null;
  readonly decidedAt: string;
  readonly landedAt: string;
  /** The model in service proposed anew since: the row is to be looked at again where it disagrees. */
  readonly isAskedAgain: boolean;
}

/** Every so many Korean listings one was reviewed, besides all that are not in Korean. */
const everyKorean = 12;
/** Every so many of these are proposed anew by the model in service. */
const everyAskedAgain = 3;
const secondsPerRow = 5;
const graceMs = 10_000;

/**
 * What was decided before the demo begins: what the listings truly say, whatever the dictionary had
 * proposed; what breaks a rule of the schema is left empty. A product of which something cannot be told
 * is left out as a whole.
 */
export async function inventPast(
  catalogue: DemoCatalogue,
  now: Date,
): Promise<readonly PastDecision[]> {
  const products = chooseProducts(catalogue);
  const moments = pastMoments(products.length, now);
  const answers = await createDictionaryExtractor().extract(
    products.map(({ product, category, attributes }) => ({ ...product, category, attributes })),
  );
  return products.flatMap(({ product, attributes, truth, isAskedAgain }, index) => {
    const commitId = crypto.randomUUID();
    const began = moments[index]!.getTime();
    const landedAt = began + attributes.length * secondsPerRow * 1000 + graceMs;
    const bodies = attributes.map((attribute, place) =>
      proposeValues(answers[index]![place]!, attribute, product),
    );
    return attributes.map((attribute, place): PastDecision => {
      const body = bodies[place]!;
      const { surface, valueKey } = sweepKey(body);
      const { seller, externalId, categoryKey } = product;
      return {
        seller,
        externalId,
        categoryKey,
        attributeKey: attribute.key,
        decisionId: crypto.randomUUID(),
        commitId,
        ...decide(product, attribute, bodies, place, truth.get(attribute.key)!),
        proposed: { ...body, modelVersion: dictionaryVersion },
        proposedSurface: surface,
        valueKey,
        decidedAt: new Date(began + (place + 1) * secondsPerRow * 1000).toISOString(),
        landedAt: new Date(landedAt).toISOString(),
        isAskedAgain,
      };
    });
  });
}

/** What a listing says of an attribute; null where it says something that cannot be read for certain. */
interface Truth {
  readonly values: readonly AttributeValue[];
  readonly surface: string | null;
  readonly evidence: Evidence | null;
}

function chooseProducts({ schemas, products, gold }: DemoCatalogue) {
  const schemaOf = new Map(schemas.map((schema) => [schema.category.key, schema]));
  let korean = 0;
  return products.flatMap((product, index) => {
    const isKorean = product.language === 'ko';
    if (isKorean && korean++ % everyKorean !== 0) return [];
    const schema = schemaOf.get(product.categoryKey);
    const told = gold[index]?.attributes;
    if (!schema || !told) return [];
    const { category, attributes } = schema;
    const truth = new Map<string, Truth>();
    for (const { key } of attributes) {
      const found = readTruth(told[key] ?? null);
      if (found === null) return [];
      truth.set(key, found);
    }
    const isAskedAgain = isKorean && Math.floor(korean / everyKorean) % everyAskedAgain === 0;
    return [{ product, category, attributes, truth, isAskedAgain }];
  });
}

function readTruth(answer: GoldAnswer | null): Truth | null {
  if (answer === null) return { values: [], surface: null, evidence: null };
  const { value, spans } = answer;
  const [first] = spans;
  if (value === null || !first) return null;
  const values: readonly AttributeValue[] = typeof value === 'object' ? value : [value];
  const { surface, field, start, end } = first;
  return { values, surface, evidence: { field, start, end } };
}

type Decided = Pick<
  PastDecision,
  'kind' | 'values' | 'absence' | 'surface' | 'evidence' | 'errorKind'
>;

function decide(
  product: DemoProduct,
  attribute: AttributeDefinition,
  bodies: readonly ProposalBody[],
  place: number,
  truth: Truth,
): Decided {
  const proposal = bodies[place]!;
  const kind = kindOf(proposal, truth.values, attribute);
  const nothing: Truth = { values: [], surface: null, evidence: null };
  const decision = {
    ...(kind === 'reject' ? nothing : truth),
    kind,
    absence: kind === 'absent' ? ('not-stated' as const) : null,
  };
  const neighbours = bodies.flatMap(({ values }, other) =>
    other === place ? [] : values.flatMap(({ evidence }) => evidence ?? []),
  );
  const { title, spec, description } = product;
  const texts = { title, spec, description, reviews: new Map<number, string>() };
  const errorKind = diagnoseError({
    attribute,
    proposal,
    decision,
    texts,
    neighbours,
    isStale: false,
  });
  return { ...decision, errorKind };
}

function kindOf(
  proposal: ProposalBody,
  truth: readonly AttributeValue[],
  attribute: AttributeDefinition,
): PastDecision['kind'] {
  if (truth.length === 0) return 'absent';
  if (validateValues(truth, attribute).length > 0) return 'reject';
  if (proposal.values.length === 0) return 'added';
  return areSameValues(readValues(proposal), truth, attribute.tolerance) ? 'accept' : 'correct';
}
