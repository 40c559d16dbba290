/** Jobs of this queue run one after the other: one model, one run at a time. */
export const proposalQueue = 'proposals';

/** `subject_id` of a run that takes in every product; no category key looks like it. */
export const everything = '*';

/** One waiting job a run, however often it is asked for. */
export function jobKey(runId: string): string {
  return `run-proposals:${runId}`;
}
