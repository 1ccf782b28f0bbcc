import type {
  ButtonProps,
  CheckboxProps,
  DateInputProps,
  InputProps,
  LoadingButtonProps,
  NumberInputProps,
  SelectProps,
  TextAreaProps,
  TimeInputProps,
  ToggleProps,
} from '@hubspot/ui-extensions'
import { Field, tickedIn, typedIn } from './field.tsx'
import { useOverlay } from './overlay.tsx'

export function Button({
  children,
  onClick,
  variant = 'secondary',
  size = 'md',
  disabled,
  overlay,
  testId,
}: ButtonProps) {
  const { open, shown } = useOverlay(overlay)
  const click = (): void => {
    if (overlay) open()
    void onClick?.({} as never, {} as never)
  }
  return (
    <>
      <button
        type="button"
        className={`ui-button ui-button-${variant} ui-size-${size}`}
        disabled={disabled}
        data-test-id={testId}
        onClick={click}
      >
        {children}
      </button>
      {shown}
    </>
  )
}

export const LoadingButton = ({ loading = false, disabled = false, children, ...rest }: LoadingButtonProps) => (
  <Button {...rest} disabled={disabled || loading}>
    {children}
  </Button>
)

export const Input = ({ label, name, value, description, required, readOnly, onInput }: InputProps) => (
  <Field label={label} description={description} required={required}>
    {(id) => (
      <input
        id={id}
        name={name}
        value={value ?? ''}
        readOnly={readOnly}
        onChange={(event) => onInput?.(typedIn(event))}
      />
    )}
  </Field>
)

export const TextArea = ({ label, name, value, description, required, readOnly, rows, onInput }: TextAreaProps) => (
  <Field label={label} description={description} required={required}>
    {(id) => (
      <textarea
        id={id}
        name={name}
        rows={rows}
        value={value ?? ''}
        readOnly={readOnly}
        onChange={(event) => onInput?.(typedIn(event))}
      />
    )}
  </Field>
)

export const NumberInput = ({ label, name, value, min, max, readOnly, onChange }: NumberInputProps) => (
  <Field label={label}>
    {(id) => (
      <input
        id={id}
        name={name}
        type="number"
        min={min}
        max={max}
        value={value ?? ''}
        readOnly={readOnly}
        onChange={(event) => onChange?.(Number(typedIn(event)))}
      />
    )}
  </Field>
)

export const Select = ({ label, name, value, description, required, readOnly, options, onChange }: SelectProps) => (
  <Field label={label} description={description} required={required}>
    {(id) => (
      <select
        id={id}
        name={name}
        value={String(value ?? '')}
        disabled={readOnly}
        onChange={(event) => onChange?.(typedIn(event))}
      >
        {value === '' || value === undefined ? <option value="">–</option> : null}
        {options.map((option) => (
          <option key={String(option.value)} value={String(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
    )}
  </Field>
)

const two = (part: number): string => String(part).padStart(2, '0')

export const DateInput = ({ label, name, value, required, readOnly, onChange }: DateInputProps) => (
  <Field label={label} required={required}>
    {(id) => (
      <input
        id={id}
        name={name}
        type="date"
        value={value ? `${value.year}-${two(value.month + 1)}-${two(value.date)}` : ''}
        readOnly={readOnly}
        onChange={(event) => {
          const [year, month, date] = typedIn(event).split('-').map(Number)
          onChange?.((year && month && date ? { year, month: month - 1, date } : null) as never)
        }}
      />
    )}
  </Field>
)

export const TimeInput = ({ label, name, value, required, readOnly, onChange }: TimeInputProps) => (
  <Field label={label} required={required}>
    {(id) => (
      <input
        id={id}
        name={name}
        type="time"
        value={value ? `${two(value.hours)}:${two(value.minutes)}` : ''}
        readOnly={readOnly}
        onChange={(event) => {
          const [hours, minutes] = typedIn(event).split(':').map(Number)
          if (hours !== undefined && minutes !== undefined) onChange?.({ hours, minutes })
        }}
      />
    )}
  </Field>
)

export const Checkbox = ({ name, checked, readOnly, onChange, children }: CheckboxProps) => (
  <label className="ui-check">
    <input
      type="checkbox"
      name={name}
      checked={checked ?? false}
      disabled={readOnly}
      onChange={(event) => onChange?.(tickedIn(event), '')}
    />
    <span>{children}</span>
  </label>
)

export const Toggle = ({ label, name, checked, readOnly, onChange }: ToggleProps) => (
  <Checkbox
    {...(name === undefined ? {} : { name })}
    checked={checked ?? false}
    readOnly={readOnly ?? false}
    onChange={(on) => onChange?.(on)}
  >
    {label}
  </Checkbox>
)
