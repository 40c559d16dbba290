import { describe, expect, it } from 'vitest';
import { mayReach, readAllowed } from './destination';

const nothing = readAllowed(undefined);
const open = (host: string, address: string, isEncrypted = true, allowed = nothing) =>
  mayReach({ host, address, isEncrypted }, allowed);

describe('mayReach', () => {
  it('lets a public address through, encrypted and not otherwise', () => {
    expect(open('hooks.example.com', '93.184.216.34')).toBe(true);
    expect(open('hooks.example.com', '2606:2800:220:1:248:1893:25c8:1946')).toBe(true);
    expect(open('hooks.example.com', '93.184.216.34', false)).toBe(false);
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fd00::1',
    'fe80::1',
  ])('keeps %s closed, however harmless the name', (address) => {
    expect(open('hooks.example.com', address)).toBe(false);
  });

  it('opens what the settings allow: names, names below a name, addresses and networks', () => {
    const allowed = readAllowed('erp.example.internal, *.mall.example  10.1.0.0/16,[fd00::5]');
    expect(open('ERP.example.internal', '10.9.9.9', false, allowed)).toBe(true);
    expect(open('a.mall.example', '192.168.3.4', false, allowed)).toBe(true);
    expect(open('mall.example', '192.168.3.4', false, allowed)).toBe(false);
    expect(open('anything', '10.1.255.1', false, allowed)).toBe(true);
    expect(open('anything', '10.2.0.1', true, allowed)).toBe(false);
    expect(open('anything', 'fd00::5', false, allowed)).toBe(true);
  });

  it('opens the addresses where clouds keep their keys only when they are named themselves', () => {
    expect(open('meta.mall.example', '169.254.169.254', true, readAllowed('.mall.example'))).toBe(
      false,
    );
    expect(open('x', '169.254.169.254', false, readAllowed('169.254.169.254'))).toBe(true);
  });
});

describe('readAllowed', () => {
  it.each(['http://erp', '10.0.0.0/33', 'a b*c', '10.0.0.0/'])('refuses %s', (given) => {
    expect(() => readAllowed(given)).toThrow(/allowed-setting/);
  });
});
