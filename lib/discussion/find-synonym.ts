import type { AttributeDefinition, AttributeValue, Evidence } from '../values/contract';
import { spellingKey, tidyText } from '../values/text-forms';
import { matchSpelling } from '../values/value-list';
import type { ProposalBody } from '../proposals/contract';
import type { DecisionKind } from '../values/decision';
import type { SynonymOffer } from './correction-contract';

/** Longer ones are sentences and not spellings. */
const longestSpelling = 60;

export interface SynonymFacts {
  readonly attribute: AttributeDefinition;
  /** Names of all attributes of the category, their synonyms included. */
  readonly knownNames: readonly string[];
  readonly proposal: ProposalBody;
  readonly decision: {
    readonly kind: DecisionKind;
    readonly values: readonly AttributeValue[];
    readonly evidence: Evidence | null;
  };
  readonly spec: string;
}

/**
 * The spelling that a schema could learn from a correction: what no value could be read from stands
 * for the listed value that the person gave; a label that names no attribute is another name of the
 * one whose value stands behind it. Null where the correction teaches no spelling.
 */
export function findSynonym(facts: SynonymFacts): SynonymOffer | null {
  return findValueSynonym(facts) ?? findNameSynonym(facts);
}

function findValueSynonym({ attribute, proposal, decision }: SynonymFacts): SynonymOffer | null {
  const [value, ...others] = decision.values;
  const [read, ...more] = proposal.values;
  const isOne = others.length === 0 && more.length === 0 && read?.value === null;
  if (decision.kind !== 'correct' || typeof value !== 'string' || !isOne) return null;
  const spelling = tidyText(read.surface);
  const isListed = attribute.values.some((listed) => listed.value === value);
  if (!isListed || spelling === '' || spelling.length > longestSpelling) return null;
  return matchSpelling(spelling, attribute.values) === null ? { value, spelling } : null;
}

/** Words before a colon, behind the last border of the spec text. */
const labelBefore = /(?:^|[\]/\n])\s*([^\]/\n:：]{2,40})[:：]\s*$/u;

function findNameSynonym({
  knownNames,
  proposal,
  decision,
  spec,
}: SynonymFacts): SynonymOffer | null {
  const { kind, evidence } = decision;
  const isFound = kind === 'added' || (kind === 'correct' && proposal.values.length > 0);
  if (!isFound || evidence?.field !== 'spec') return null;
  const spelling = tidyText(labelBefore.exec(spec.slice(0, evidence.start))?.[1] ?? '');
  const wanted = spellingKey(spelling);
  if (wanted === '' || /^\d+$/.test(wanted)) return null;
  const isKnown = knownNames.some((name) => spellingKey(name) === wanted);
  return isKnown ? null : { value: null, spelling };
}

/** The attributes of a schema with one more spelling; null when it is there already. */
export function addSynonym(
  attributes: readonly AttributeDefinition[],
  attributeKey: string,
  { value, spelling }: SynonymOffer,
): AttributeDefinition[] | null {
  return changeSynonyms(attributes, attributeKey, value, (synonyms) =>
    synonyms.includes(spelling) ? null : [...synonyms, spelling],
  );
}

/** The attributes of a schema without the spelling; null when it is gone already. */
export function removeSynonym(
  attributes: readonly AttributeDefinition[],
  attributeKey: string,
  { value, spelling }: SynonymOffer,
): AttributeDefinition[] | null {
  return changeSynonyms(attributes, attributeKey, value, (synonyms) =>
    synonyms.includes(spelling) ? synonyms.filter((each) => each !== spelling) : null,
  );
}

function changeSynonyms(
  attributes: readonly AttributeDefinition[],
  attributeKey: string,
  value: string | null,
  change: (synonyms: readonly string[]) => string[] | null,
): AttributeDefinition[] | null {
  const attribute = attributes.find(({ key }) => key === attributeKey);
  const owner = value === null ? attribute : attribute?.values.find((each) => each.value === value);
  const synonyms = owner ? change(owner.synonyms) : null;
  if (!attribute || !synonyms) return null;
  const changed =
    value === null
      ? { ...attribute, synonyms }
      : {
          ...attribute,
          values: attribute.values.map((each) =>
            each.value === value ? { ...each, synonyms } : each,
          ),
        };
  return attributes.map((each) => (each === attribute ? changed : each));
}
