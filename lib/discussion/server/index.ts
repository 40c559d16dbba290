export { addComment, listComments, listMentionables, resolveThread } from './comments';
export { countInbox, readInbox, readNotes } from './inbox';
export { readAftermath } from './read-aftermath';
export { readValueStory } from './read-value-story';
export { listSynonymWishes, settleSynonym, wishSynonym } from './synonym-wishes';
