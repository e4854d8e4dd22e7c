import type { Ownership } from '../register.js';

/** What of a machine decides its price: 機種, 規格 and whose it is. The two texts are the authority's own words. */
export interface MachineClass {
  readonly machineType: string;
  readonly machineSpec: string;
  readonly ownership: Ownership;
}

/** 貸与機械 / 持込機械. */
export const OWNERSHIP_JA: Readonly<Record<Ownership, string>> = {
  client_lent: '貸与',
  contractor_owned: '持込',
};

export const isSameClass = (a: MachineClass, b: MachineClass): boolean =>
  a.machineType === b.machineType && a.machineSpec === b.machineSpec && a.ownership === b.ownership;

export const printClass = ({ machineType, machineSpec, ownership }: MachineClass): string =>
  `${machineType} ${machineSpec}(${OWNERSHIP_JA[ownership]})`;
