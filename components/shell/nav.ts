import {
  Boxes,
  ChartNoAxesCombined,
  Cpu,
  Database,
  FileDown,
  FileUp,
  Bell,
  FlaskConical,
  FolderTree,
  GraduationCap,
  HelpCircle,
  History,
  Home,
  Layers,
  ListChecks,
  ScrollText,
  ServerCrash,
  Package,
  Plug,
  Scale,
  ShieldCheck,
  Sparkles,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { Role } from '@/lib/platform/roles';

export interface NavItem {
  readonly href: string;
  readonly name:
    | 'home'
    | 'queues'
    | 'sweeps'
    | 'sorting'
    | 'products'
    | 'catalogue'
    | 'schemas'
    | 'imports'
    | 'exports'
    | 'adjudication'
    | 'datasets'
    | 'training'
    | 'autonomy'
    | 'commits'
    | 'inbox'
    | 'insights'
    | 'runs'
    | 'models'
    | 'people'
    | 'audit'
    | 'jobs'
    | 'integrations'
    | 'help';
  readonly icon: LucideIcon;
  readonly role: Role;
}

export interface NavGroup {
  readonly name: 'work' | 'data' | 'system';
  readonly items: readonly NavItem[];
}

/** The main menu; an item shows to those who may open its page. */
export const navGroups: readonly NavGroup[] = [
  {
    name: 'work',
    items: [
      { href: '/', name: 'home', icon: Home, role: 'viewer' },
      { href: '/queues', name: 'queues', icon: ListChecks, role: 'md' },
      { href: '/sorting', name: 'sorting', icon: FolderTree, role: 'md' },
      { href: '/sweeps', name: 'sweeps', icon: Layers, role: 'md' },
      { href: '/adjudication', name: 'adjudication', icon: Scale, role: 'md' },
      { href: '/commits', name: 'commits', icon: History, role: 'viewer' },
      { href: '/inbox', name: 'inbox', icon: Bell, role: 'viewer' },
      { href: '/insights', name: 'insights', icon: ChartNoAxesCombined, role: 'viewer' },
    ],
  },
  {
    name: 'data',
    items: [
      { href: '/products', name: 'products', icon: Package, role: 'viewer' },
      { href: '/catalogue', name: 'catalogue', icon: Database, role: 'viewer' },
      { href: '/schemas', name: 'schemas', icon: Boxes, role: 'viewer' },
      { href: '/imports', name: 'imports', icon: FileUp, role: 'lead' },
      { href: '/exports', name: 'exports', icon: FileDown, role: 'lead' },
      { href: '/datasets', name: 'datasets', icon: FlaskConical, role: 'lead' },
    ],
  },
  {
    name: 'system',
    items: [
      { href: '/runs', name: 'runs', icon: Sparkles, role: 'lead' },
      { href: '/training', name: 'training', icon: GraduationCap, role: 'lead' },
      { href: '/autonomy', name: 'autonomy', icon: ShieldCheck, role: 'viewer' },
      { href: '/models', name: 'models', icon: Cpu, role: 'lead' },
      { href: '/people', name: 'people', icon: Users, role: 'admin' },
      { href: '/jobs', name: 'jobs', icon: ServerCrash, role: 'admin' },
      { href: '/audit', name: 'audit', icon: ScrollText, role: 'admin' },
      { href: '/integrations', name: 'integrations', icon: Plug, role: 'admin' },
      { href: '/help', name: 'help', icon: HelpCircle, role: 'viewer' },
    ],
  },
];
