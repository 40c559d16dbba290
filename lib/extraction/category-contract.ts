/** One category as a proposer sees it; the tree is handed over whole with every call. */
export interface CategoryNode {
  readonly key: string;
  readonly parentKey: string | null;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly synonyms: readonly string[];
  /** Names, in either language, of the attributes that its schema asks for. */
  readonly attributeNames: readonly string[];
}

/** What is known of one product before it has a category. */
export interface CategoryInput {
  readonly title: string;
  readonly spec: string;
  readonly brand: string | null;
  /** The category as the seller names it, `가전 > 주방 > 밥솥`. */
  readonly sellerPath: string | null;
}

/** A word that decided: UTF-16 offsets into one text of the input. */
export interface CategoryEvidence {
  readonly source: 'title' | 'spec' | 'sellerPath';
  readonly start: number;
  readonly end: number;
}

export interface CategoryCandidate {
  /** A leaf. */
  readonly key: string;
  /** From the root down to the leaf; the confidence of a level is that the product is below it. */
  readonly path: readonly { readonly key: string; readonly confidence: number }[];
  readonly confidence: number;
  readonly evidence: readonly CategoryEvidence[];
}

export interface CategoryAnswer {
  /** The deepest category of the first candidate that is certain enough; null when none is. */
  readonly proposed: string | null;
  /** At most three, best first; empty when nothing speaks for any leaf. */
  readonly candidates: readonly CategoryCandidate[];
}

/** What proposes categories, behind one interface: the baseline by names, or a trained head. */
export interface CategoryProposer {
  /** Registry name of the model version, written on every proposal. */
  readonly modelVersion: string;
  /** Answers every input, in order, with leaves of `tree` alone. */
  propose(
    tree: readonly CategoryNode[],
    inputs: readonly CategoryInput[],
    signal?: AbortSignal,
  ): Promise<CategoryAnswer[]>;
  close(): Promise<void>;
}
