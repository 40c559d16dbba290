import { defineEndpoint } from '../platform/endpoint';
import { apiKeyPath, apiKeys, createApiKeyInput, createdApiKey } from './contract';

const closedToKeys = 'a key must not make keys';

export const revokeApiKey = defineEndpoint({
  method: 'DELETE',
  path: '/api/api-keys/{id}',
  role: 'admin',
  closedToKeys,
  params: apiKeyPath,
  answer: null,
});

export const listApiKeys = defineEndpoint({
  method: 'GET',
  path: '/api/api-keys',
  role: 'admin',
  closedToKeys,
  answer: apiKeys,
});

export const createApiKey = defineEndpoint({
  method: 'POST',
  path: '/api/api-keys',
  role: 'admin',
  closedToKeys,
  body: createApiKeyInput,
  answer: createdApiKey,
});
