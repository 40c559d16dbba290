'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { webhookEventType, type Webhook } from '@/lib/webhooks/contract';
import { useChangeWebhook, useCreateWebhook } from '@/lib/webhooks/hooks';
import { useTranslations } from 'next-intl';

interface FormProps {
  /** Null makes a new one. */
  readonly webhook: Webhook | null;
  readonly isOpen: boolean;
  onClose(): void;
  onSecret(secret: string): void;
}

/** Name, address and events of a webhook; a new one hands its secret on. */
export function WebhookForm({ webhook, isOpen, onClose, onSecret }: FormProps) {
  const t = useTranslations('webhooks');
  const common = useTranslations('common');
  const create = useCreateWebhook();
  const change = useChangeWebhook();
  const error = create.error ?? change.error;
  const submit = (form: FormData) => {
    const input = {
      name: String(form.get('name')),
      url: String(form.get('url')),
      events: form.getAll('event').map((each) => webhookEventType.parse(each)),
    };
    if (webhook) return change.mutate({ id: webhook.id, ...input }, { onSuccess: onClose });
    create.mutate(input, {
      onSuccess: ({ secret }) => {
        onClose();
        onSecret(secret);
      },
    });
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={webhook ? `${webhook.name} – ${t('edit')}` : t('add')}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <Field label={t('name')}>
          {(ids) => (
            <Input {...ids} name="name" required maxLength={80} defaultValue={webhook?.name} />
          )}
        </Field>
        <Field label={t('url')} hint={t('url-hint')}>
          {(ids) => (
            <Input
              {...ids}
              name="url"
              type="url"
              required
              maxLength={500}
              placeholder="https://"
              defaultValue={webhook?.url}
            />
          )}
        </Field>
        <fieldset>
          <legend className="text-label font-medium text-muted">{t('events')}</legend>
          <div className="mt-1 flex flex-col gap-1.5">
            {webhookEventType.options.map((event) => (
              <label key={event} className="flex items-center gap-2">
                <Checkbox
                  name="event"
                  value={event}
                  defaultChecked={webhook?.events.includes(event)}
                />
                {t(`event.${event}`)}
                <code className="font-mono text-label text-faint">{event}</code>
              </label>
            ))}
          </div>
        </fieldset>
        {error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {error.message}
          </p>
        ) : null}
        <Button
          type="submit"
          tone="primary"
          className="self-end"
          disabled={create.isPending || change.isPending}
        >
          {webhook ? common('save') : t('add')}
        </Button>
      </form>
    </Dialog>
  );
}
