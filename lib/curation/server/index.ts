export { addComment, listComments, listMentionables, resolveThread } from './comments';
export { countInbox, readInbox, readNotes } from './inbox';
export { readProbeRates, setProbeRates } from './probe-rates';
export { categoryTree } from './queue-filter';
export { readAftermath } from './read-aftermath';
export { readValueStory } from './read-value-story';
export { listSynonymWishes, settleSynonym, wishSynonym } from './synonym-wishes';
export { acceptUnseen, type UnseenDecision } from './accept-unseen';
export { adjudicate } from './adjudicate';
export { applySweep } from './apply-sweep';
export {
  decide,
  releaseLeases,
  renewLeases,
  skipProduct,
  submitProduct,
  unsubmitProduct,
} from './by-lease';
export { claimProducts } from './claim-products';
export { resolveVerdict, storeVerdict, type UnseenVerdict } from './judge-unseen';
export { deleteQueue } from './delete-queue';
export { findQueueName } from './find-queue-name';
export { findSweepTarget } from './find-sweep-target';
export { listCommits } from './list-commits';
export { listHeldProducts } from './list-held-products';
export { listQueueChoices } from './list-queue-choices';
export { listQueues } from './list-queues';
export { listRounds } from './list-rounds';
export { listSweepGroups } from './list-sweep-groups';
export { listSweeps } from './list-sweeps';
export { previewQueue } from './preview-queue';
export { previewSweep } from './preview-sweep';
export { readAgreement } from './read-agreement';
export { listCatalogueProducts, readCatalogueProduct } from './read-catalogue-products';
export { readCommit } from './read-commit';
export { readExportPreview } from './read-export-preview';
export { readOverview, type Overview } from './read-overview';
export { readReviewProduct, readReviewProducts } from './read-review-products';
export { readOwnProgress, readTeamProgress } from './read-progress';
export { readRound } from './read-round';
export { readSweepGroup } from './read-sweep-group';
export { readValueHistory } from './read-value-history';
export { revertCommit } from './revert-commit';
export { saveQueue } from './save-queue';
export { settleDecisions } from './settle-decisions';
export { startExport } from './start-export';
export { takeOverProduct } from './take-over-product';
export { undoSweep } from './undo-sweep';
