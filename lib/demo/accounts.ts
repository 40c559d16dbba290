import type { Role } from '../platform/roles';

/** An invented person of the demo. */
export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

/** The same for all of them: these accounts exist in the demo only. */
export const demoPassword = 'avenue-demo-2026';

export const demoAccounts: readonly DemoAccount[] = [
  { email: 'admin@avenue.example', name: '한가람', role: 'admin' },
  { email: 'lead@avenue.example', name: '윤서하', role: 'lead' },
  { email: 'md@avenue.example', name: '오다온', role: 'md' },
  { email: 'viewer@avenue.example', name: '문새론', role: 'viewer' },
];
