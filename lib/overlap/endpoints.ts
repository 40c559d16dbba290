import { idPath, submitResult } from '../curation/contract';
import { defineEndpoint } from '../platform/endpoint';
import {
  agreementQuery,
  agreementReport,
  roundDetail,
  roundPage,
  roundQuery,
  settleInput,
} from './contract';

const closedToKeys = 'what people disagree on, settled by people';

export const readRound = defineEndpoint({
  method: 'GET',
  path: '/api/overlaps/{id}',
  role: 'md',
  closedToKeys,
  params: idPath,
  answer: roundDetail,
});

export const adjudicate = defineEndpoint({
  method: 'POST',
  path: '/api/overlaps/{id}/settle',
  role: 'lead',
  closedToKeys,
  params: idPath,
  body: settleInput,
  answer: submitResult,
});

export const readAgreement = defineEndpoint({
  method: 'GET',
  path: '/api/overlaps/agreement',
  role: 'lead',
  closedToKeys,
  query: agreementQuery,
  answer: agreementReport,
});

export const listRounds = defineEndpoint({
  method: 'GET',
  path: '/api/overlaps',
  role: 'md',
  closedToKeys,
  query: roundQuery,
  answer: roundPage,
});
