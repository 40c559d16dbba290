import { createAuthClient } from 'better-auth/react';

/** Signs in and out against /api/auth of this very host. */
export const authClient = createAuthClient();
