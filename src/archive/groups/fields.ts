import type { Postmortem } from '../../postmortem/postmortem.ts';
import type { Settings } from '../settings.ts';

type Fields = Pick<Settings, 'fields'>;

/** Returns the name of a custom field for readers: its label, or its key such as `Incident channel` for `incident-channel`. */
export function fieldLabel(key: string, { fields }: Fields): string {
  return fields[key]?.label ?? capitalized(key);
}

/** Returns a name in the form of a label: `Call notes` for `call-notes`. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

/** Returns the keys of the custom fields that are facets. */
export function facetFieldsOf({ fields }: Fields): string[] {
  return Object.keys(fields).filter((key) => fields[key]?.facet);
}

/** Returns the values of a custom field of a postmortem as texts. */
export function fieldValues({ fields }: Postmortem, key: string): string[] {
  return [fields[key] ?? []].flat().map(String);
}
