export { adjudicate } from './adjudicate';
export { listRounds } from './list-rounds';
export { readAgreement } from './read-agreement';
export { readRound } from './read-round';
export { decideIndependently } from './decide-independently';
export { leavePlaces, renewPlaces, reopenReview, skipRound, submitReview } from './submit-review';
export {
  beginRounds,
  countIndependent,
  countJoinable,
  joinRounds,
  resumeReviews,
  withOwnReviews,
  endRounds,
  type Overlap,
  type Tokens,
} from './independent-reviews';
