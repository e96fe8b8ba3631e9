// @vitest-environment jsdom
import { computeAccessibleDescription, computeAccessibleName, getRole } from "dom-accessibility-api";
import checkboxes from "govuk-frontend/dist/govuk/components/checkboxes/fixtures.json";
import date from "govuk-frontend/dist/govuk/components/date-input/fixtures.json";
import input from "govuk-frontend/dist/govuk/components/input/fixtures.json";
import radios from "govuk-frontend/dist/govuk/components/radios/fixtures.json";
import select from "govuk-frontend/dist/govuk/components/select/fixtures.json";
import textarea from "govuk-frontend/dist/govuk/components/textarea/fixtures.json";
import { afterEach, describe, expect, test } from "vitest";

import type { Answer, FieldKind } from "../../bindings";
import { say } from "../../words/words";
import { asked } from "./asked";

/**
 * The fixtures of govuk-frontend are the oracle: what each shows is read from its HTML as assistive technology reads it, and
 * compared with what is read in the same way from our field with the same label, hint, error and options.
 *
 * Where we differ on purpose:
 * - “Error:” is said as “Stops sign-off.”, since nothing is refused: the work is kept as it is.
 * - A field that stops sign-off has aria-invalid as well; theirs never have.
 * - A finding stands below its field, not above; in the description it stands last, as theirs does.
 * - A date is one field, not three, since “after the tender” is an answer too: it is compared with their fieldset.
 * - Boxes are not sent in a form, so they share no name; radios do, for the arrow keys.
 * - No option has a hint of its own, no part of a date an error of its own: the council’s form has none.
 */
const components = { input, textarea, select, radios, checkboxes, "date-input": date };
type Component = keyof typeof components;

/** What a field is to those who do not see it. */
interface Read {
  role: string | null;
  name: string;
  /** The hint, then the error. */
  description: string;
  /** What is chosen among, and what is chosen. */
  options: { role: string | null; name: string; on: boolean }[];
  value: string;
  /** The options of a radio group that share their name with all others of the group and no other control. */
  grouped: boolean;
  /** Whether a press on the words that name it leads into it. */
  pressed: boolean;
  faults: string[];
}

const words = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();

/** Fixtures that show what none of our fields has, each with the reason. */
function beyond(component: Component, element: Element): string | null {
  if (element.querySelector("[class*=conditional]")?.textContent?.trim()) return "a field that opens under an option is a question of its own in our form";
  if (element.querySelector("input[type=number]")) return "no field is a number";
  if (element.querySelector("[disabled]")) return "a field that is not asked says on which answer it depends";
  if (element.querySelector("[class*=prefix], [class*=suffix]")) return "no field has a unit";
  if (["radios", "checkboxes", "date-input"].includes(component) && !element.querySelector("legend")) return "options without words that say what is asked do not occur";
  if (element.querySelector("legend")?.children.length && !element.querySelector("legend h1")) return "no wording has markup";
  if (component === "date-input" && element.querySelectorAll("input").length !== 3) return "a part of a date is not asked for";
  return null;
}

/** Finds what holds the answer: a control, or what groups its options. */
function fieldOf(element: ParentNode): HTMLElement {
  const found = element.querySelector<HTMLElement>("fieldset, [role=radiogroup]") ?? element.querySelector<HTMLElement>("input, textarea, select, [role=textbox]");
  if (!found) throw new Error("no field");
  return found;
}

function read(element: HTMLElement): Read {
  const field = fieldOf(element);
  const inputs = [...field.querySelectorAll<HTMLInputElement>("input[type=radio], input[type=checkbox]")];
  const listed = [...field.querySelectorAll<HTMLOptionElement>("option")];
  const radios = inputs.filter((i) => i.type === "radio");
  const named = [...document.querySelectorAll<HTMLInputElement>("input[type=radio]")].filter((i) => i.name !== "" && i.name === radios[0]?.name);
  return {
    role: getRole(field),
    name: words(computeAccessibleName(field)),
    description: words(computeAccessibleDescription(field)),
    options: [...inputs.map((i) => ({ role: getRole(i), name: words(computeAccessibleName(i)), on: i.checked })), ...listed.map((o) => ({ role: "option", name: words(o.textContent), on: o.selected }))],
    value: "value" in field && !listed.length ? words(String(field.value)) : field.getAttribute("role") === "textbox" ? words([...field.querySelectorAll("p")].map((p) => p.textContent).join(" ")) : "",
    grouped: radios.length === 0 || named.length === radios.length,
    pressed: pressed(element, field),
    faults: faults(element, field),
  };
}

/** Presses on the words that name a field, as the pointer does. */
function pressed(element: ParentNode, field: HTMLElement): boolean {
  if ([...element.querySelectorAll("label")].some((label) => label.control === field)) return true;
  document.getElementById(field.getAttribute("aria-labelledby")?.split(" ")[0] ?? "")?.click();
  const went = field === document.activeElement || (document.activeElement?.getAttribute("role") === "textbox" && element.contains(document.activeElement));
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  return went;
}

/** What neither theirs nor ours may do. */
function faults(element: HTMLElement, field: HTMLElement): string[] {
  const out: string[] = [];
  const ids = [...element.querySelectorAll("[id]")].map((e) => e.id);
  if (new Set(ids).size < ids.length) out.push("an id stands twice");
  for (const one of element.querySelectorAll("[aria-describedby], [aria-labelledby], [for]")) {
    for (const id of ["aria-describedby", "aria-labelledby", "for"].flatMap((a) => one.getAttribute(a)?.split(" ") ?? [])) {
      if (!ids.includes(id) && !id.startsWith("test-target-element") && !/^(some-id|input-id)$/.test(id)) out.push(`“${id}” is referred to and is not there`);
    }
  }
  const placeholder = field.getAttribute("placeholder");
  if (placeholder !== null && computeAccessibleName(field) === placeholder) out.push("its name is its placeholder");
  if (field.hasAttribute("aria-label")) out.push("its name is not seen");
  if (field.tagName === "FIELDSET" && field.querySelector("legend") && field.firstElementChild?.tagName !== "LEGEND") out.push("the legend does not come first");
  return out;
}

/** Our kind of a component, with the options of a fixture, and its answer. */
function kindOf(component: Component, theirs: Read): { kind: FieldKind; answer?: Answer } {
  const options = theirs.options.map((o, i) => ({ id: `o${i}`, label: o.name, on: o.on }));
  const on = options.filter((o) => o.on).map((o) => o.id);
  const first = on[0];
  switch (component) {
    case "input":
      return { kind: { type: "text", format: null }, ...(theirs.value && { answer: { kind: "text", value: theirs.value } }) };
    case "textarea":
      return { kind: { type: "prose" }, ...(theirs.value && { answer: { kind: "prose", value: [{ type: "paragraph", content: [{ type: "text", text: theirs.value, strong: false, emphasis: false, link: null }] }] } }) };
    case "date-input":
      return { kind: { type: "date" } };
    case "checkboxes":
      return { kind: { type: "boxes", rows: options.map((o) => [{ id: o.id, label: o.label, width: 30 }]) }, ...(first !== undefined && { answer: { kind: "boxes", value: on } }) };
    case "select":
      // A list opens from six options on: ours is filled up to that.
      return { kind: { type: "choice", options: [...options, ...Array.from({ length: Math.max(0, 6 - options.length) }, (_, i) => ({ id: `more${i}`, label: `More ${i}` }))], levels: false, other: false }, ...(first !== undefined && { answer: { kind: "choice", value: { option: first } } }) };
    case "radios": {
      const yesNo = options.map((o) => o.label).join() === "Yes,No";
      if (yesNo) return { kind: { type: "yes_no", other: false }, ...(first !== undefined && { answer: { kind: "yes_no", value: first === "o0" ? "yes" : "no" } }) };
      return { kind: { type: "choice", options, levels: false, other: false }, ...(first !== undefined && { answer: { kind: "choice", value: { option: first } } }) };
    }
  }
}

/** What our field must be read as, from what theirs is read as. */
function expected(component: Component, theirs: Read, prefix: string, severity: string): Read {
  const description = prefix ? theirs.description.replace(prefix, severity) : theirs.description;
  if (component === "date-input") return { ...theirs, role: "textbox", description, pressed: true, value: "" };
  if (component === "radios") return { ...theirs, role: "radiogroup", description };
  return { ...theirs, description };
}

afterEach(() => {
  document.body.replaceChildren();
});

describe.each(Object.keys(components) as Component[])("like govuk-frontend’s %s", (component) => {
  const shown = components[component].fixtures.map((fixture) => {
    const element = document.createElement("div");
    element.innerHTML = fixture.html;
    return { ...fixture, reason: beyond(component, element) };
  });
  const compared = shown.filter((f) => f.reason === null);

  test("what of its fixtures is beyond ours has its reason", () => {
    expect(compared.length, shown.filter((f) => f.reason !== null).map((f) => `${f.name}: ${f.reason}`).join("\n")).toBeGreaterThan(shown.length * 0.4);
    expect(compared.filter((f) => f.html.includes("error-message") && f.html.includes("govuk-hint")).length, "with hint and error").toBeGreaterThan(0);
  });

  test.each(compared.map((f) => [f.name, f.html]))("%s", async (_, html) => {
    const element = document.createElement("main");
    element.innerHTML = html;
    document.body.append(element);
    // Hints of single options are no part of ours, nor are the words of an “or” between them.
    const theirs = read(element);
    const label = words(element.querySelector("legend, label")?.textContent);
    const hint = element.querySelector("fieldset > .govuk-hint, .govuk-form-group > .govuk-hint");
    const error = element.querySelector("fieldset > .govuk-error-message, .govuk-form-group > .govuk-error-message");
    const prefix = words(error?.querySelector(".govuk-visually-hidden")?.textContent);
    const message = error && words(error.textContent).slice(prefix.length).trim();
    element.remove();

    for (const severity of ["stops", "warning"] as const) {
      const { kind, answer } = kindOf(component, theirs);
      const ours = await asked({ kind, label, hint: hint && words(hint.textContent), error: message, severity, ...(answer && { answer }) });
      const seen = read(ours.element);
      // A fieldset cannot bear it: its boxes do.
      const invalid = ours.element.querySelector("[aria-invalid]")?.getAttribute("aria-invalid") ?? null;
      await ours.away();
      // Ours begins with what stands for no answer, and is filled up to a list.
      if (component === "select") seen.options = seen.options.slice(1, 1 + theirs.options.length);
      if (component === "select" && !theirs.options.length) seen.options = [];
      if (answer === undefined && component === "textarea") seen.value = "";
      expect(seen).toEqual(expected(component, theirs, prefix, say("finding.plain", { severity: say(`finding.${severity}`) })));
      expect(invalid, "only what stops sign-off is invalid").toBe(message !== null && severity === "stops" ? "true" : null);
    }
  });
});
