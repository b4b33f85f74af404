// Asks why before something is done, and keeps what was written when the server refuses or cannot be reached.
import { Button, Input, Modal } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "./asked";

interface Props {
  open: boolean;
  title: string;
  verb: string;
  label: string;
  hint?: string;
  optional?: boolean;
  danger?: boolean;
  children?: ReactNode;
  done: () => void;
  act: (reason: string) => Promise<unknown>;
}
export function ReasonDialog({ open, title, verb, label, hint, optional, danger, children, done, act }: Props) {
  const { t } = useTranslation();
  const [reason, set_reason] = useState("");
  const [asked, set_asked] = useState(false);
  const [busy, set_busy] = useState(false);
  const [error, set_error] = useState<unknown>(null);
  useEffect(() => {
    if (!open) return;
    set_asked(false);
    set_error(null);
  }, [open]);
  const missing = !optional && reason.trim() === "";
  const go = async () => {
    set_asked(true);
    if (missing || busy) return;
    set_busy(true);
    set_error(null);
    try {
      await act(reason.trim());
      set_reason("");
      done();
    } catch (cause) {
      set_error(cause);
    } finally {
      set_busy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={title}
      onCancel={done}
      destroyOnHidden
      footer={[
        <Button key="no" onClick={done}>
          {t("verb.cancel")}
        </Button>,
        <Button key="yes" type="primary" danger={danger ?? false} loading={busy} onClick={() => void go()}>
          {verb}
        </Button>,
      ]}
    >
      {children}
      <label className="field">
        <span>{label}</span>
        <Input.TextArea
          value={reason}
          rows={3}
          maxLength={1000}
          autoFocus
          status={asked && missing ? "error" : ""}
          onChange={(event) => set_reason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void go();
          }}
        />
        {asked && missing ? <span className="wrong">{t("reason.missing")}</span> : <span className="hint">{hint ?? t("reason.hint")}</span>}
      </label>
      {error !== null && <Failure error={error} kept={t("reason.kept")} />}
    </Modal>
  );
}
