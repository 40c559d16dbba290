export {
  categoryTree,
  isFree,
  isHeld,
  matchesFilter,
  outsideOf,
  orderOf,
  readCategoryTree,
  isTallied,
} from './queue-filter';
export { listCommits } from './list-commits';
export { listCatalogueProducts, readCatalogueProduct } from './read-catalogue-products';
export { isInForce, readCommit } from './read-commit';
export { readReviewProduct, readReviewProducts } from './read-review-products';
export { readValueHistory } from './read-value-history';
export { revertCommit } from './revert-commit';
export { settleDecisions } from './settle-decisions';
export { readReviewRows, readAttributes, joinDecisionInForce } from './review-rows';
export {
  decide,
  readSubjects,
  resolveAll,
  splitIntoWaves,
  uniqueById,
  type Input,
  type Link,
  type Subjects,
  type Wish,
} from './decide';
export {
  dropTokens,
  isHeldProduct,
  isUnder,
  keepTokens,
  productLeases,
  renewTokens,
  underToken,
  type LeaseKind,
} from './lease-tokens';
export { submitProduct, landingKey, undecidedError } from './submit-product';
export {
  decisionOf,
  findProbes,
  storedLink,
  probeRecord,
  type ProbeRecord,
  type StoredLink,
  ratesSetting,
  readProbeRates,
  setProbeRates,
} from './probe-store';
export { writeLink } from './write-link';
export { catalogueColumns, writeCatalogue } from './write-catalogue';
export { addPace } from './add-pace';
export { undoDecisions } from './undo-decisions';
