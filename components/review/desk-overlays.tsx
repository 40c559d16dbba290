/** What lies over the desk on demand: one download, fetched when the desk has painted. */
export { InboxBell } from '../inbox/inbox-bell';
export { CommandPalette } from './command-palette';
export { CommentsPanel } from './comments-panel';
export { CorrectionOffer } from './correction-offer';
export { CorrectionPanel } from './correction-panel';
export { ConflictDialog } from './conflict-dialog';
export { DayProgress } from './day-progress';
export { GuidelinePanel } from './guideline-panel';
export { ImageZoom } from './image-zoom';
export { KeySheet } from './key-sheet';
export { OpenThreads, RowThreads } from './open-threads';
export { SignedOutBanner } from './signed-out-banner';
export { SkipForm } from './skip-form';
export { StoryPanel } from './story-panel';
export { TroubleBanner } from './trouble-banner';
