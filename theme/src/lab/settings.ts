/*
 * Settings of a lab: its own, changed by the block and by the address.
 * Input: what a lab knows, what the author wrote, the query of the address. Output: settings; what does not fit.
 * Must not: let a setting through that the lab does not know, or of another type.
 */
type Settings = CasebookLab.Settings;

/** `?<lab>.<setting>=…` in the address. */
export const inAddress = (lab: string, setting: string): string => `${lab}.${setting}`;

const read = (written: string, like: Settings[string]): Settings[string] | null => {
  if (typeof like === "string") return written;
  if (typeof like === "boolean") return written === "true" ? true : written === "false" ? false : null;
  const number = Number(written);
  return written.trim() !== "" && Number.isFinite(number) ? number : null;
};

export const settingsOf = (
  lab: string,
  known: Settings,
  written: Settings,
  query: URLSearchParams,
): { settings: Settings; mistakes: string[] } => {
  const settings = { ...known };
  const mistakes: string[] = [];
  for (const [name, value] of Object.entries(written)) {
    const like = known[name];
    if (like === undefined) mistakes.push(`This lab has no setting ${name}.`);
    else if (typeof value !== typeof like) mistakes.push(`The setting ${name} must be a ${typeof like}.`);
    else settings[name] = value;
  }
  // An address that somebody else made may hold anything: what does not fit is left out.
  for (const [name, like] of Object.entries(known)) {
    const asked = query.get(inAddress(lab, name));
    const value = asked === null ? null : read(asked, like);
    if (value !== null) settings[name] = value;
  }
  return { settings, mistakes };
};
