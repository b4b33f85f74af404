// A form over the page. What was filled in stays when the server refuses or cannot be reached.
import { Button, Modal } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "./asked";

interface Props {
  open: boolean;
  title: string;
  verb: string;
  danger?: boolean;
  ready?: boolean;
  children: ReactNode;
  close: () => void;
  act: () => Promise<unknown>;
}
export function FormDialog({ open, title, verb, danger, ready = true, children, close, act }: Props) {
  const { t } = useTranslation();
  const [busy, set_busy] = useState(false);
  const [error, set_error] = useState<unknown>(null);
  useEffect(() => {
    if (open) set_error(null);
  }, [open]);
  const go = async () => {
    if (busy || !ready) return;
    set_busy(true);
    set_error(null);
    try {
      await act();
      close();
    } catch (cause) {
      set_error(cause);
    } finally {
      set_busy(false);
    }
  };
  return (
    <Modal
      open={open} title={title} onCancel={close} destroyOnHidden
      footer={[
        <Button key="no" onClick={close}>{t("verb.cancel")}</Button>,
        <Button key="yes" type="primary" danger={danger ?? false} loading={busy} disabled={!ready} onClick={() => void go()}>{verb}</Button>,
      ]}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        {children}
        <button type="submit" hidden />
      </form>
      {error !== null && <Failure error={error} kept={t("reason.kept")} />}
    </Modal>
  );
}
