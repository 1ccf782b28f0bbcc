import type {
  AlertProps,
  EmptyStateProps,
  ErrorStateProps,
  LoadingSpinnerProps,
  ProgressBarProps,
} from '@hubspot/ui-extensions'

export const Alert = ({ title, children, variant = 'info', testId }: AlertProps) => (
  <div className={`ui-alert ui-${variant}`} data-test-id={testId}>
    <strong>{title}</strong>
    {children ? <div>{children}</div> : null}
  </div>
)

export const EmptyState = ({ title, children }: EmptyStateProps) => (
  <div className="ui-state">
    <strong>{title}</strong>
    {children}
  </div>
)

export const ErrorState = ({ title, children }: ErrorStateProps) => (
  <div className="ui-state ui-danger" role="alert">
    <strong>{title}</strong>
    {children}
  </div>
)

export const LoadingSpinner = ({ label, showLabel = false }: LoadingSpinnerProps) => (
  <div className="ui-spinner" role="status" aria-label={label}>
    {showLabel ? label : '…'}
  </div>
)

export const ProgressBar = ({ title, value = 0, maxValue = 100, valueDescription }: ProgressBarProps) => (
  <div className="ui-progress">
    <progress aria-label={title} value={value} max={maxValue} />
    <span>{valueDescription}</span>
  </div>
)
