// What programs show instead of a password: create one, see it this once, revoke it.
import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePeopleVerbs, useTokens, type CreatedToken, type Token } from "@/api/people";
import { Asked, Empty } from "@/widgets/asked";
import { FormDialog } from "@/widgets/form_dialog";
import { Mark } from "@/widgets/mark";
import { useRoleNames, VerbButton } from "@/widgets/may";
import { PageHead } from "@/widgets/page_head";
import { CsvButton, Table, type Column } from "@/widgets/table";
import { tell } from "@/widgets/toasts";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";

const roles = ["source", "station", "viewer", "auditor"];

export default function TokensPage() {
  const { t } = useTranslation();
  const tokens = useTokens();
  const role_name = useRoleNames();
  const { revoke_token } = usePeopleVerbs();
  const [creating, set_creating] = useState(false);
  const [created, set_created] = useState<CreatedToken | null>(null);
  const [revoking, set_revoking] = useState<Token | null>(null);
  useTrail([{ text: t("nav.tokens") }]);
  const over = (one: Token) => one.expires !== undefined && new Date(one.expires).getTime() <= Date.now();
  const state = (one: Token) => (one.revoked ? "revoked" : over(one) ? "expired" : "valid");
  const columns: Column<Token>[] = [
    { id: "name", title: t("column.name"), phone: "title", csv: (one) => one.name, show: (one) => <><b style={{ fontWeight: 600 }}>{one.name}</b> <span className="quiet">{one.id}</span></> },
    { id: "role", title: t("token.role"), phone: "full", csv: (one) => one.role, show: (one) => role_name(one.role) },
    { id: "user", title: t("token.user"), csv: (one) => one.user, show: (one) => one.user },
    { id: "created", title: t("token.created"), csv: (one) => one.created_at, show: (one) => <When time={one.created_at} /> },
    { id: "expires", title: t("token.expires"), csv: (one) => one.expires, show: (one) => (one.expires ? <When time={one.expires} /> : t("token.never")) },
    {
      id: "state", title: t("column.state"), phone: "badge", csv: state,
      show: (one) => <span className={`state ${state(one) === "valid" ? "" : "quiet"}`}><Mark shape={state(one) === "valid" ? "tick" : "cross"} /> {t(`token.state.${state(one)}`)}</span>,
    },
    { id: "verb", title: "", phone: "verb", show: (one) => (state(one) === "valid" ? <VerbButton permission="tokens.manage" size="small" onClick={() => set_revoking(one)}>{t("token.revoke")}</VerbButton> : null) },
  ];
  return (
    <>
      <PageHead title={t("nav.tokens")} plain={t("nav.tokens")} acts={<VerbButton permission="tokens.manage" type="primary" onClick={() => set_creating(true)}>{t("token.create")}</VerbButton>} />
      <div className="card">
        <Asked answer={tokens}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t("token.none")}><p>{t("token.none_what")}</p></Empty>
            ) : (
              <>
                <Table<Token> rows={items.toSorted((a, b) => Number(a.revoked) - Number(b.revoked) || (a.created_at < b.created_at ? 1 : -1))} columns={columns} row_id={(one) => one.id} label={t("nav.tokens")} />
                <div className="table-foot">
                  <span>{t("table.all", { count: items.length })}</span>
                  <CsvButton columns={columns} rows={items} label={t("nav.tokens")} />
                </div>
              </>
            )
          }
        </Asked>
      </div>
      {creating && <TokenForm close={() => set_creating(false)} made={set_created} />}
      {created && <Shown created={created} close={() => set_created(null)} />}
      <FormDialog
        open={revoking !== null} title={t("token.revoke_title", { name: revoking?.name ?? "" })} verb={t("token.revoke")} danger close={() => set_revoking(null)}
        act={async () => {
          await revoke_token(revoking!.id);
          tell(t("token.revoked", { name: revoking!.name }));
        }}
      >
        <p style={{ marginBottom: 12 }}>{t("token.revoke_what")}</p>
      </FormDialog>
    </>
  );
}

function TokenForm({ close, made }: { close: () => void; made: (token: CreatedToken) => void }) {
  const { t } = useTranslation();
  const role_name = useRoleNames();
  const { create_token } = usePeopleVerbs();
  const [name, set_name] = useState("");
  const [role, set_role] = useState("source");
  const [expires, set_expires] = useState("");
  return (
    <FormDialog
      open title={t("token.create")} verb={t("token.create_verb")} ready={name.trim() !== ""} close={close}
      act={async () => made(await create_token({ name: name.trim(), role, ...(expires ? { expires: new Date(`${expires}T23:59:59`).toISOString() } : {}) }))}
    >
      <label className="field">
        <span>{t("column.name")}</span>
        <Input value={name} autoFocus maxLength={120} onChange={(event) => set_name(event.target.value)} />
        <span className="hint">{t("token.name_hint")}</span>
      </label>
      <label className="field">
        <span>{t("token.role")}</span>
        <Select value={role} onChange={set_role} aria-label={t("token.role")} options={roles.map((value) => ({ value, label: role_name(value) }))} />
        <span className="hint">{t(`token.role_what.${role}`)}</span>
      </label>
      <label className="field">
        <span>{t("token.expires")}</span>
        <Input type="date" value={expires} min={new Date().toISOString().slice(0, 10)} onChange={(event) => set_expires(event.target.value)} />
        <span className="hint">{t("token.expires_hint")}</span>
      </label>
    </FormDialog>
  );
}

// The one moment when the secret is on a screen: closing it takes it away for good.
function Shown({ created, close }: { created: CreatedToken; close: () => void }) {
  const { t } = useTranslation();
  const copy = () =>
    navigator.clipboard?.writeText(created.token).then(
      () => tell(t("token.copied")),
      () => tell(t("token.not_copied"), "bad"),
    ) ?? tell(t("token.not_copied"), "bad");
  return (
    <Modal
      open title={t("token.shown", { id: created.id })} closable={false} mask={{ closable: false }} keyboard={false}
      footer={[
        <Button key="copy" onClick={() => void copy()}>{t("token.copy")}</Button>,
        <Button key="done" type="primary" onClick={close}>{t("token.kept")}</Button>,
      ]}
    >
      <p style={{ marginBottom: 10 }}>{t("token.shown_what")}</p>
      <Input.TextArea readOnly rows={2} value={created.token} className="mono" aria-label={t("token.secret")} onFocus={(event) => event.target.select()} />
    </Modal>
  );
}
