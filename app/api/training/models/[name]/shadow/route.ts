import { route } from '@/lib/platform/route';
import { modelPath, shadowInput } from '@/lib/training/contract';
import { readCandidate, setShadow } from '@/lib/training/server';

export const PUT = route(
  { role: 'admin', params: modelPath, body: shadowInput },
  async ({ actor, params, body }) => {
    await setShadow(actor, params.name, body.isOn);
    return readCandidate(params.name);
  },
);
