/** What lies over the desk on demand: one download, fetched when the desk has painted. */
export { CommandPalette } from './command-palette';
export { ConflictDialog } from './conflict-dialog';
export { GuidelinePanel } from './guideline-panel';
export { ImageZoom } from './image-zoom';
export { KeySheet } from './key-sheet';
