import { spellingKey } from '../values/text-forms';
import { makeCategoryKey } from '../catalogue/category-key';
import { isUncategorised } from '../catalogue/uncategorised';
import { readCategoryPaths } from './category-path';
import { reject, type Rejection } from './file-row';

export interface CategoryNode {
  readonly id: number;
  readonly key: string;
  readonly parentId: number | null;
  readonly nameKo: string;
  readonly nameEn: string;
  /** True when products or attributes hang on it, so that it cannot become an inner node. */
  readonly isInUse: boolean;
}

/** A category that has to be made before its products; parents come before children. */
export interface NewCategory {
  readonly key: string;
  readonly parentKey: string | null;
  readonly name: string;
}

export type Resolution =
  | { readonly kind: 'known'; readonly id: number }
  | { readonly kind: 'new'; readonly key: string; readonly create: readonly NewCategory[] }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };

const maximumNameLength = 120;
const maximumLevels = 8;
/** Deeper than any tree; ends the walk should one ever hold a circle. */
const maximumDepth = 50;

/** Finds the leaf category that a file means by a key, a Korean or English name, or a path. */
export class CategoryIndex {
  private readonly byId = new Map<number, CategoryNode>();
  private readonly byKey = new Map<string, CategoryNode>();
  private readonly byName = new Map<string, CategoryNode[]>();
  private readonly byPath = new Map<string, readonly CategoryNode[]>();
  private readonly inner = new Set<number>();
  private readonly answers = new Map<string, Resolution>();

  constructor(nodes: readonly CategoryNode[]) {
    for (const node of nodes) this.byId.set(node.id, node);
    for (const node of nodes) this.add(node);
  }

  /** Takes in a node; one made for a file is found by the rows after it. */
  add(node: CategoryNode): void {
    this.answers.clear();
    this.byId.set(node.id, node);
    this.byKey.set(node.key, node);
    if (node.parentId !== null) this.inner.add(node.parentId);
    for (const name of new Set([spellingKey(node.nameKo), spellingKey(node.nameEn)])) {
      this.byName.set(name, [...(this.byName.get(name) ?? []), node]);
    }
    for (const way of new Set([this.pathOf(node, 'nameKo'), this.pathOf(node, 'nameEn')])) {
      this.byPath.set(way, [...(this.byPath.get(way) ?? []), node]);
    }
  }

  private pathOf(node: CategoryNode, name: 'nameKo' | 'nameEn'): string {
    const path: string[] = [];
    let each: CategoryNode | undefined = node;
    while (each !== undefined && path.length < maximumDepth) {
      path.unshift(spellingKey(each[name]));
      each = each.parentId === null ? undefined : this.byId.get(each.parentId);
    }
    return path.join('\n');
  }

  private isLeaf(node: CategoryNode): boolean {
    return !this.inner.has(node.id);
  }

  /** The category of a row's own words; `canCreate` lets an unknown name become a new leaf. */
  resolve(reference: string, canCreate: boolean): Resolution {
    const cached = this.answers.get(reference);
    if (cached !== undefined) return cached;
    const answer = this.find(reference) ?? this.handleUnknown(reference, canCreate);
    if (this.answers.size < 10_000) this.answers.set(reference, answer);
    return answer;
  }

  /** The key of a category that `resolve` found. */
  keyOf(id: number): string | undefined {
    return this.byId.get(id)?.key;
  }

  private find(reference: string): Resolution | null {
    const paths = readCategoryPaths(reference);
    const keyed = this.byKey.get(reference);
    if (keyed !== undefined && this.isLeaf(keyed)) return { kind: 'known', id: keyed.id };
    const exact = paths.map((path) => this.byPath.get(keyOf(path)) ?? []);
    const ending = exact.map((nodes) => nodes.filter((node) => this.isLeaf(node)));
    // Siblings of one name are two answers to one path: only a person can say which is meant.
    const first = ending.find((nodes) => nodes.length > 0) ?? [];
    if (first.length > 1) return ambiguous(reference, first);
    if (first.length === 1) return { kind: 'known', id: first[0]!.id };
    const named = this.byName.get(spellingKey(reference)) ?? [];
    const leaves = named.filter((node) => this.isLeaf(node));
    const meant = leaves.length > 0 ? leaves : paths.flatMap((path) => this.leavesAlong(path));
    if (meant.length === 1) return { kind: 'known', id: meant[0]!.id };
    if (meant.length > 1) return ambiguous(reference, meant);
    if (named.length > 0 || keyed !== undefined || exact.some((nodes) => nodes.length > 0)) {
      return rejected('category-not-leaf', { value: cut(reference) });
    }
    return null;
  }

  /** Leaves with the name a path ends in whose own path goes the same way, with more or fewer steps. */
  private leavesAlong(path: readonly string[]): CategoryNode[] {
    if (path.length < 2) return [];
    const steps = path.map(spellingKey);
    const named = this.byName.get(steps.at(-1)!) ?? [];
    return named.filter((node) => {
      if (!this.isLeaf(node)) return false;
      return (['nameKo', 'nameEn'] as const).some((name) => {
        const own = this.pathOf(node, name).split('\n');
        return isWithin(own, steps) || isWithin(steps, own);
      });
    });
  }

  private handleUnknown(reference: string, canCreate: boolean): Resolution {
    if (canCreate) return this.planNew(reference);
    const nearest = this.nearest(reference);
    return nearest.length === 0
      ? rejected('unknown-category', { value: cut(reference) })
      : rejected('unknown-category-near', { value: cut(reference), nearest: nearest.join(', ') });
  }

  private planNew(reference: string): Resolution {
    const names = this.pathToMake(reference);
    const isOdd = names.some((name) => name.length > maximumNameLength || spellingKey(name) === '');
    if (isOdd || names.length === 0 || names.length > maximumLevels) {
      return rejected('category-not-creatable', { value: cut(reference) });
    }
    const create: NewCategory[] = [];
    let parentKey: string | null = null;
    for (const [level, name] of names.entries()) {
      const [known] = this.byPath.get(keyOf(names.slice(0, level + 1))) ?? [];
      if (known !== undefined) {
        if (this.isLeaf(known) && known.isInUse) {
          return rejected('category-not-creatable', { value: cut(reference) });
        }
        parentKey = known.key;
        continue;
      }
      const isTaken = (key: string): boolean =>
        this.byKey.has(key) || create.some((each) => each.key === key);
      const key = makeCategoryKey(name, isTaken);
      create.push({ key, parentKey, name });
      parentKey = key;
    }
    return { kind: 'new', key: parentKey!, create };
  }

  /** Below a category that is known, 가전/밥솥 is a path; else it is one name. */
  private pathToMake(reference: string): readonly string[] {
    const [first = [], second] = readCategoryPaths(reference);
    const isBelowKnown =
      second !== undefined && second.length > 1 && this.byPath.has(keyOf(second.slice(0, 1)));
    return isBelowKnown ? second : first;
  }

  /** Up to three leaf names that share the most letter pairs with `reference`. */
  nearest(reference: string): string[] {
    const wanted = pairsOf(spellingKey(readCategoryPaths(reference)[0]?.at(-1) ?? reference));
    const scored: { readonly node: CategoryNode; readonly score: number }[] = [];
    for (const node of this.byKey.values()) {
      if (!this.isLeaf(node) || isUncategorised(node.key)) continue;
      const score = Math.max(
        likeness(wanted, pairsOf(spellingKey(node.nameKo))),
        likeness(wanted, pairsOf(spellingKey(node.nameEn))),
      );
      if (score > 0.2) scored.push({ node, score });
    }
    return scored
      .sort((a, b) => b.score - a.score || a.node.id - b.node.id)
      .slice(0, 3)
      .map(({ node }) => (node.nameKo === node.key ? node.nameKo : `${node.nameKo} (${node.key})`));
  }
}

function ambiguous(reference: string, nodes: readonly CategoryNode[]): Resolution {
  const candidates = nodes.map((node) => node.key).join(', ');
  return rejected('ambiguous-category', { value: cut(reference), candidates });
}

function rejected(code: Rejection['code'], params: Rejection['params']): Resolution {
  return { kind: 'rejected', rejection: reject(code, params) };
}

function keyOf(path: readonly string[]): string {
  return path.map(spellingKey).join('\n');
}

/** True when `few` are steps of `many` in the same order. */
function isWithin(few: readonly string[], many: readonly string[]): boolean {
  let at = 0;
  for (const step of many) if (step === few[at]) at += 1;
  return at === few.length;
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function pairsOf(text: string): string[] {
  const padded = ` ${text} `;
  return Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2));
}

/** Dice coefficient of two lists of letter pairs, in [0, 1]. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const rest = [...b];
  let shared = 0;
  for (const pair of a) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (a.length + b.length);
}
