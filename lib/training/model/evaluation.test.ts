import { describe, expect, it } from 'vitest';
import { evaluation as contract } from '../../proposals/contract';
import { evaluateRuns, type NamedRun } from './evaluation';

const gold = [
  { color: ['black'], power: ['40W'] },
  { color: null, power: ['15W'] },
].map((attributes, index) => {
  const id = String(index);
  return { id, category: 'lamp', title: 'secret words', text: '', description: '', attributes };
});
const runOf = (name: string, ...answers: Record<string, string | null>[]): NamedRun => ({
  name,
  lines: new Map(answers.map((attributes, at) => [String(at), { id: String(at), attributes }])),
});

describe('evaluateRuns', () => {
  const ours = runOf('ours', { color: 'black', power: '40W' }, { color: null, power: '15W' });
  const rival = runOf('rival', { color: 'white', power: '40W' }, { color: 'red', power: '15W' });
  const set = { name: 'lamps', measuredAt: new Date(0) };
  const { evaluation } = evaluateRuns(gold, set, ours, [rival]);

  it('sets the model beside the others, all in all and by attribute', () => {
    expect(evaluation.model.micro.f1).toBe(100);
    expect(evaluation.others[0]?.perAttribute.color?.counts).toMatchObject({ nv: 1, vw: 1 });
    expect(evaluation.others[0]?.perAttribute.power?.f1).toBe(100);
    expect(evaluation.others[0]?.difference.low).toBeGreaterThan(0);
  });

  it('holds figures alone, in the form that is kept and shown', () => {
    expect(contract.parse(evaluation)).toEqual(evaluation);
    expect(JSON.stringify(evaluation)).not.toMatch(/secret|black|40W/);
  });
});
