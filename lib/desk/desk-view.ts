import type { Outbox, OutboxView } from '../browser/outbox';
import type { Lease, RenewResult, ReviewProduct, ReviewRow } from '../curation/contract';
import type { ClaimInput, ClaimResult } from './contract';
import { channelOf, type DeskMessage, type DeskRefusal } from './desk-messages';
import type { Desk, Refusal, RowDecision } from './desk-state';
import type { SeenRows } from './seen-rows';

/** What the desk works through. */
export type DeskScope =
  | {
      readonly kind: 'queue';
      readonly queueId: string | null;
      /** The time that the person has: the most errors per second come first. */
      readonly minutes: number | null;
    }
  | { readonly kind: 'product'; readonly productId: number };

export type Claim = Partial<ClaimInput>;

/** The calls that the desk waits for; everything else goes through the outbox. */
export interface DeskApi {
  claim(body: Claim): Promise<ClaimResult>;
  readProduct(productId: number): Promise<ReviewProduct>;
  sendUnsubmit(productId: number, commitId: string): Promise<Lease>;
  renewLeases(tokens: readonly string[]): Promise<RenewResult>;
  releaseLeases(tokens: readonly string[]): Promise<void>;
  undoSweep(id: string): Promise<unknown>;
  withdrawSynonym(id: string): Promise<unknown>;
}

/** A short word about what a key did or could not do. */
export type NoticeBody =
  | { readonly kind: 'decided'; readonly row: ReviewRow; readonly decision: RowDecision }
  | { readonly kind: 'rest'; readonly count: number; readonly unseen: number }
  | { readonly kind: 'pending'; readonly count: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'no-candidate'; readonly place: number }
  | { readonly kind: 'unreadable-selection'; readonly row: ReviewRow; readonly text: string }
  | { readonly kind: 'no-selection' | 'nothing-to-undo' | 'nothing-to-redo' | 'one-unit' }
  | { readonly kind: 'undone' | 'redone'; readonly count: number }
  | { readonly kind: 'unsubmitted' | 'grace-over' | 'unreachable' }
  /** `detail` is the server's word. */
  | { readonly kind: 'problem'; readonly detail: string }
  | { readonly kind: 'not-given'; readonly product: ReviewProduct }
  | { readonly kind: 'skipped' | 'opened'; readonly title: string }
  | { readonly kind: 'swept'; readonly count: number; readonly leased: number }
  | { readonly kind: 'synonym-applied' | 'synonym-proposed'; readonly spelling: string }
  | { readonly kind: 'sweep-undone' | 'synonym-undone' | 'no-correction' | 'no-image' }
  | { readonly kind: 'no-current' | 'current-unfit' };
/** `id` grows, so that the same word twice is two notices. */
export type Notice = NoticeBody & { readonly id: number };

export type DeskPhase =
  | { readonly kind: 'loading' }
  | { readonly kind: 'working' }
  /** Nothing is free; `product` is the one that was asked for by name. */
  | { readonly kind: 'empty'; readonly product: ReviewProduct | null }
  /** `detail` is the server's word; empty when it was not reached. */
  | { readonly kind: 'failed'; readonly detail: string };

/** A message that the server refused and that a person has to settle. */
export interface DeskTrouble {
  readonly productId: number;
  readonly title: string;
  readonly message: DeskMessage;
  readonly refusal: DeskRefusal;
}

/** A decision that says something else than the model. */
export interface Correction {
  readonly decisionId: string;
  readonly productId: number;
}

export interface DeskView {
  readonly desk: Desk;
  readonly phase: DeskPhase;
  readonly notice: Notice | null;
  readonly outbox: OutboxView<DeskMessage>;
  /** Rows of the open product that were on the screen. */
  readonly seen: SeenRows;
  readonly troubles: readonly DeskTrouble[];
  /** The last correction, while it stands. */
  readonly correction: Correction | null;
  readonly beganAt: number;
}

export interface DeskOptions {
  readonly scope: DeskScope;
  /** Whose desk it is: what this person holds in another window is not held by somebody else. */
  readonly userId: string;
  readonly api: DeskApi;
  readonly outbox: Outbox<DeskMessage>;
  now(): number;
  newId(): string;
  /** Products that this tab held before a reload. */
  recall(): readonly number[];
  remember(productIds: readonly number[]): void;
}

/** True while something about the product still has to be sent. */
export function isUnsent({ outbox }: DeskView, productId: number): boolean {
  return outbox.channels.has(channelOf(productId));
}
