import { IntegrationTabs } from '@/components/integrations/integration-tabs';
import type { ReactNode } from 'react';

export default function IntegrationsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <IntegrationTabs />
      {children}
    </>
  );
}
