/** How a control is named and described to assistive technology. */
export interface Naming {
  label: string;
  labelledby?: string;
  describedby?: string;
  /** Something about its value stops the work it is part of. */
  invalid?: boolean;
}

/** Gives the attributes for a name: visible words where there are some, else the label. */
export function named(naming: Naming) {
  return {
    'aria-label': naming.labelledby ? undefined : naming.label,
    'aria-labelledby': naming.labelledby,
    'aria-describedby': naming.describedby || undefined,
    'aria-invalid': naming.invalid ? ('true' as const) : undefined,
  };
}
