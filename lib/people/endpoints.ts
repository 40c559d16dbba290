import { defineEndpoint } from '../platform/endpoint';
import {
  changePersonInput,
  createFirstAdminInput,
  createPersonInput,
  createdPerson,
  people,
  personPath,
} from './contract';

const closedToKeys = 'people and their roles are kept by people';

export const changePerson = defineEndpoint({
  method: 'PATCH',
  path: '/api/people/{id}',
  role: 'admin',
  closedToKeys,
  params: personPath,
  body: changePersonInput,
  answer: null,
});

export const removePerson = defineEndpoint({
  method: 'DELETE',
  path: '/api/people/{id}',
  role: 'admin',
  closedToKeys,
  params: personPath,
  answer: null,
});

export const listPeople = defineEndpoint({
  method: 'GET',
  path: '/api/people',
  role: 'admin',
  closedToKeys,
  answer: people,
});

export const createPerson = defineEndpoint({
  method: 'POST',
  path: '/api/people',
  role: 'admin',
  closedToKeys,
  body: createPersonInput,
  answer: createdPerson,
});

export const createFirstAdmin = defineEndpoint({
  method: 'POST',
  path: '/api/setup',
  role: 'anyone',
  closedToKeys: 'makes the first admin of an installation',
  body: createFirstAdminInput,
  answer: null,
});
