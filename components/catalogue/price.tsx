import { useFormatter } from 'next-intl';

/** A price out of the smallest unit of its currency (won, cent). */
export function Price(props: { readonly price: number | null; readonly currency: string }) {
  const format = useFormatter();
  if (props.price === null) return null;
  const style = { style: 'currency', currency: props.currency } as const;
  const digits = new Intl.NumberFormat('en', style).resolvedOptions().maximumFractionDigits ?? 0;
  return <>{format.number(props.price / 10 ** digits, style)}</>;
}
