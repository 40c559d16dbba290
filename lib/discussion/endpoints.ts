import { idPath, numberPath } from '../curation/contract';
import { defineEndpoint } from '../platform/endpoint';
import {
  addCommentInput,
  commentThreads,
  inboxCount,
  inboxPage,
  inboxQuery,
  mentionables,
  readNotesInput,
  resolveThreadInput,
} from './contract';
import {
  correctionAftermath,
  synonymStepPath,
  synonymWish,
  synonymWishes,
  wishSynonymInput,
} from './correction-contract';
import { storyPath, valueStory } from './story-contract';

const talk = 'talk between people';
const told = 'what one person was told';
const offers = 'offers of the desk, taken by people';

export const resolveThread = defineEndpoint({
  method: 'POST',
  path: '/api/comment-threads/{id}/resolve',
  role: 'md',
  closedToKeys: talk,
  params: idPath,
  body: resolveThreadInput,
  answer: commentThreads,
});

export const countInbox = defineEndpoint({
  method: 'GET',
  path: '/api/inbox/count',
  role: 'viewer',
  closedToKeys: told,
  answer: inboxCount,
});

export const readNotes = defineEndpoint({
  method: 'POST',
  path: '/api/inbox/read',
  role: 'viewer',
  closedToKeys: told,
  body: readNotesInput,
  answer: inboxCount,
});

export const readInbox = defineEndpoint({
  method: 'GET',
  path: '/api/inbox',
  role: 'viewer',
  closedToKeys: told,
  query: inboxQuery,
  answer: inboxPage,
});

export const listMentionables = defineEndpoint({
  method: 'GET',
  path: '/api/people/names',
  role: 'md',
  closedToKeys: 'people and their roles are kept by people',
  answer: mentionables,
});

export const readValueStory = defineEndpoint({
  method: 'GET',
  path: '/api/products/{id}/attributes/{key}/story',
  role: 'viewer',
  closedToKeys: 'how a value came about, in the shape that the desk draws',
  params: storyPath,
  answer: valueStory,
});

export const listComments = defineEndpoint({
  method: 'GET',
  path: '/api/products/{id}/comments',
  role: 'viewer',
  closedToKeys: talk,
  params: numberPath,
  answer: commentThreads,
});

export const addComment = defineEndpoint({
  method: 'POST',
  path: '/api/products/{id}/comments',
  role: 'md',
  closedToKeys: talk,
  params: numberPath,
  body: addCommentInput,
  answer: commentThreads,
});

export const readAftermath = defineEndpoint({
  method: 'GET',
  path: '/api/review/corrections/{id}',
  role: 'md',
  closedToKeys: 'offers of the desk after a correction',
  params: idPath,
  answer: correctionAftermath,
});

export const settleSynonym = defineEndpoint({
  method: 'POST',
  path: '/api/synonyms/{id}/{step}',
  role: 'md',
  closedToKeys: offers,
  params: synonymStepPath,
  answer: synonymWish,
});

export const wishSynonym = defineEndpoint({
  method: 'PUT',
  path: '/api/synonyms/{id}',
  role: 'md',
  closedToKeys: offers,
  params: idPath,
  body: wishSynonymInput,
  answer: synonymWish,
});

export const listSynonymWishes = defineEndpoint({
  method: 'GET',
  path: '/api/synonyms',
  role: 'md',
  closedToKeys: offers,
  answer: synonymWishes,
});
