import type { ko } from './ko';

/** Korean is the truth: English must have the same keys, and the compiler sees to it. */
export type Messages = Widen<typeof ko>;

type Widen<T> = { [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** `namespace.key` of one message. */
export type MessageKey = Leaves<Messages>;
