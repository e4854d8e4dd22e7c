import {
  type Contract,
  checkContract,
  DAY_KINDS,
  DAY_TYPES,
  DEFAULT_DAY_TYPES,
  DEFAULT_PAYMENT_TERMS,
  DEFAULT_TIME_ROUNDING,
  type InvoiceIssuer,
  type InvoiceRecipient,
  OWNERSHIPS,
  type Register,
  ROUNDING_MODES,
  ROUNDING_SCOPES,
  STANDBY_KINDS,
  WORK_TYPES,
} from '#domain';
import type { ContractBook } from '#paperwork';
import { readListFile } from './json-file.js';
import {
  anyText,
  boolean,
  code,
  date,
  type JsonSheet,
  list,
  object,
  objectWith,
  oneOf,
  orNull,
  type Placed,
  refuseAt,
  type Shape,
  text,
  whole,
} from './json-shape.js';
import { type GivenParty, issuerShape, partiesOf, recipientShape } from './load-parties.js';
import { readAuthoritySettings, SETTINGS_FILE } from './load-settings.js';
import type { Findings } from './load-sheet.js';

/** Files of a folder that say who pays whom for what; each is a list, and any of them may be missing. */
export const CONTRACT_FILES = ['contracts.json', 'issuers.json', 'recipients.json', SETTINGS_FILE] as const;

/** Codes that contracts may name: those of the folder and those that the store has. */
export interface KnownCodes {
  readonly authorities: ReadonlySet<string>;
  readonly contractors: ReadonlySet<string>;
  readonly vehicles: ReadonlySet<string>;
}

const machineClass = { machineType: text, machineSpec: anyText, ownership: oneOf(OWNERSHIPS) };
const texts = list(text);

const calendarShape = object(
  { timeBands: list(object({ code: text, name: text, fromS: whole, toS: whole })) },
  {
    dayTypes: object({
      typeOf: object(Object.fromEntries(DAY_KINDS.map((kind) => [kind, oneOf(DAY_TYPES)]))),
      closingDays: texts,
    }),
  },
);

const priceShape = object(
  {
    ...machineClass,
    ...{ id: text, timeBand: text, dayType: oneOf(DAY_TYPES) },
    ...{ validFrom: date, validTo: date, yenPerHour: whole },
  },
  { workType: orNull(oneOf(WORK_TYPES)) },
);

const contractShape = ({ authorities, contractors, vehicles }: KnownCodes): Shape =>
  object(
    {
      ...{
        id: text,
        title: text,
        fromDate: date,
        toDate: date,
        calendar: calendarShape,
        prices: list(priceShape),
      },
      clientCode: code(authorities, 'authorities.csv'),
      contractorCode: code(contractors, 'contractors.csv'),
      owners: list(object({ authorityCode: code(authorities, 'authorities.csv'), standbyShare: whole })),
      machines: list(
        object(
          { ...machineClass, machineCode: code(vehicles, 'vehicles.csv') },
          { plateNo: anyText, snowArea: orNull(text), fromDate: orNull(date), toDate: orNull(date) },
        ),
      ),
      standby: list(objectWith({ kind: oneOf(STANDBY_KINDS) })),
    },
    {
      ...{ clientOffice: anyText, supervisor: anyText, workZoneCodes: texts, routeCodes: texts },
      timeRounding: object({
        unitMinutes: whole,
        mode: oneOf(ROUNDING_MODES),
        scope: oneOf(ROUNDING_SCOPES),
      }),
      ...{ amountRounding: oneOf(ROUNDING_MODES), taxRounding: oneOf(ROUNDING_MODES) },
      ...{ minimumPerDispatchMinutes: whole, deadheadBillable: boolean },
      payment: object({}, { isWorks: boolean, isAgreedInWriting: boolean, countsFirstDay: boolean }),
    },
  );

/** What a file may leave out, filled in as domain.md has it. */
const complete = (given: Partial<Contract>): Contract =>
  ({
    ...{
      clientOffice: '',
      supervisor: '',
      workZoneCodes: [],
      routeCodes: [],
      timeRounding: DEFAULT_TIME_ROUNDING,
    },
    ...{
      amountRounding: 'floor',
      taxRounding: 'floor',
      minimumPerDispatchMinutes: 0,
      deadheadBillable: false,
    },
    ...given,
    version: 1,
    calendar: { dayTypes: DEFAULT_DAY_TYPES, ...given.calendar },
    prices: given.prices?.map((price) => ({ ...price, workType: price.workType ?? null })),
    ...(given.payment === undefined ? {} : { payment: { ...DEFAULT_PAYMENT_TERMS, ...given.payment } }),
    machines: given.machines?.map((machine) => ({
      ...{ plateNo: '', snowArea: null, fromDate: null, toDate: null },
      ...machine,
    })),
  }) as Contract;

/** Every fault of the contracts at its contract's place; of two of one number the second is one too. */
const checkAll = (
  sheet: JsonSheet,
  items: readonly Placed<Contract>[],
  stored: readonly Contract[],
): void => {
  items.forEach(({ value: contract, offset }, i) => {
    if (items.slice(0, i).some(({ value }) => value.id === contract.id))
      refuseAt(
        sheet,
        offset,
        `契約「${contract.id}」が二度あります。`,
        `Contract "${contract.id}" stands there twice.`,
      );
    const others = [
      ...items.map(({ value }) => value),
      ...stored.filter(({ id }) => items.every(({ value }) => value.id !== id)),
    ];
    try {
      for (const { ja, en } of checkContract(contract, { others, occurring: [] }))
        refuseAt(sheet, offset, ja, en);
    } catch {
      refuseAt(
        sheet,
        offset,
        `契約「${contract.id}」の待機補償(standby)の項目が足りません。方式ごとの項目を確かめてください。`,
        `Contract "${contract.id}": a standby policy lacks what its kind needs: check its fields.`,
      );
    }
  });
};

/** Codes that the files of a folder and the store know together. */
export const knownCodes = (
  register: Pick<Register, 'authorities' | 'contractors' | 'vehicles'>,
  known: {
    authorities: readonly string[];
    contractors: readonly string[];
    vehicles: readonly { code: string }[];
  },
): KnownCodes => ({
  authorities: new Set([...register.authorities.map((each) => each.code), ...known.authorities]),
  contractors: new Set([...register.contractors.map((each) => each.code), ...known.contractors]),
  vehicles: new Set([...register.vehicles, ...known.vehicles].map((each) => each.code)),
});

/** Reads contracts, issuers, recipients and settings of a folder; what is wrong is collected in `findings`. */
export const readContractBook = (
  folder: string,
  findings: Findings,
  { codes, stored }: { codes: KnownCodes; stored: readonly Contract[] },
): ContractBook => {
  const read = <Item>(file: (typeof CONTRACT_FILES)[number], shape: Shape) =>
    readListFile<Item>(folder, file, { shape, findings });
  const contracts = read<Partial<Contract>>('contracts.json', contractShape(codes));
  const whole = contracts.items.map(({ value, offset }) => ({ value: complete(value), offset }));
  if (contracts.sheet !== null) checkAll(contracts.sheet, whole, stored);
  return {
    contracts: whole.map(({ value }) => value),
    issuers: partiesOf<InvoiceIssuer>(
      read<GivenParty<InvoiceIssuer>>('issuers.json', issuerShape(codes)).items,
    ),
    recipients: partiesOf<InvoiceRecipient>(
      read<GivenParty<InvoiceRecipient>>('recipients.json', recipientShape(codes)).items,
    ),
    settings: readAuthoritySettings(folder, findings, codes),
  };
};
