import type { ModalBodyProps, ModalFooterProps, ModalProps } from '@hubspot/ui-extensions'
import { useOverlayName } from './overlay.tsx'

export function Modal({ id, title, children, variant = 'default' }: ModalProps) {
  const close = useOverlayName(id)
  return (
    <div className="ui-veil">
      <div role="dialog" aria-modal="true" aria-label={title} className={`ui-modal ui-modal-${variant}`}>
        <div className="ui-modal-head">
          <h2>{title}</h2>
          <button type="button" className="ui-close" aria-label="×" onClick={close}>
            ×
          </button>
        </div>
        {children}
      </div>
    </div>
  )
}

export const ModalBody = ({ children }: ModalBodyProps) => <div className="ui-modal-body">{children}</div>
export const ModalFooter = ({ children }: ModalFooterProps) => <div className="ui-modal-foot">{children}</div>
