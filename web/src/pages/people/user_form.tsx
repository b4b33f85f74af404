// One user as a form. A password is asked for a new one, and may be set anew for one that exists.
import { Checkbox, Input, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePeopleVerbs, type User } from "@/api/people";
import { usePlant } from "@/api/queries";
import { FormDialog } from "@/widgets/form_dialog";
import { useRoleNames } from "@/widgets/may";
import { tell } from "@/widgets/toasts";

const built_in = ["admin", "quality_engineer", "process_engineer", "shift_leader", "inspector", "operator", "auditor", "viewer"];
const least_password = 8;
const said = (user: User | null, language: "en" | "zh") => (user === null ? "" : typeof user.display === "string" ? user.display : user.display[language]);

export function UserForm({ user, taken, close }: { user: User | null; taken: string[]; close: () => void }) {
  const { t } = useTranslation();
  const role_name = useRoleNames();
  const { save_user } = usePeopleVerbs();
  const own_roles = usePlant().data?.items.filter((one) => one.kind === "role" && one.in_force).map((one) => one.id) ?? [];
  const [name, set_name] = useState(user?.name ?? "");
  const [en, set_en] = useState(said(user, "en"));
  const [zh, set_zh] = useState(said(user, "zh"));
  const [roles, set_roles] = useState<string[]>(user?.roles ?? []);
  const [language, set_language] = useState(user?.language ?? "en");
  const [password, set_password] = useState("");
  const is_taken = user === null && taken.includes(name.trim());
  const short = password !== "" && new TextEncoder().encode(password).length < least_password;
  const ready = name.trim() !== "" && !is_taken && roles.length > 0 && !short && (user !== null || password !== "");
  return (
    <FormDialog
      open title={user ? t("user.change_title", { name: user.name }) : t("user.create")} verb={t("user.save")} ready={ready} close={close}
      act={async () => {
        const display = { en: en.trim() || zh.trim() || name.trim(), zh: zh.trim() || en.trim() || name.trim() };
        await save_user({ name: name.trim(), display, roles, language, ...(user ? {} : { active: true }), ...(password === "" ? {} : { password }) });
        tell(t("user.saved", { name: name.trim() }));
      }}
    >
      <label className="field">
        <span>{t("user.name")}</span>
        <Input value={name} disabled={user !== null} autoFocus={user === null} autoCapitalize="none" autoComplete="off" maxLength={64} status={is_taken ? "error" : ""} onChange={(event) => set_name(event.target.value)} />
        {is_taken ? <span className="wrong" role="alert">{t("user.taken")}</span> : <span className="hint">{t("user.name_hint")}</span>}
      </label>
      <div className="split" style={{ gridTemplateColumns: "1fr 1fr" }}>
        <label className="field"><span>{t("user.display_en")}</span><Input value={en} maxLength={120} onChange={(event) => set_en(event.target.value)} /></label>
        <label className="field"><span>{t("user.display_zh")}</span><Input value={zh} maxLength={120} onChange={(event) => set_zh(event.target.value)} /></label>
      </div>
      <fieldset className="field" style={{ border: 0, padding: 0, marginInline: 0 }}>
        <legend style={{ fontWeight: 550, fontSize: 13, padding: 0 }}>{t("user.roles")}</legend>
        <Checkbox.Group value={roles} onChange={(chosen) => set_roles(chosen)} style={{ display: "grid", gridTemplateColumns: "1fr 1fr", gap: 4 }} options={[...built_in, ...own_roles].map((value) => ({ value, label: role_name(value) }))} />
        <span className="hint">{t("user.roles_hint")}</span>
      </fieldset>
      <div className="field">
        <span>{t("user.language")}</span>
        <Segmented value={language} onChange={set_language} options={[{ value: "en", label: "English" }, { value: "zh", label: "中文" }]} />
      </div>
      <label className="field">
        <span>{t(user ? "user.new_password" : "sign_in.password")}</span>
        <Input.Password value={password} autoComplete="new-password" status={short ? "error" : ""} onChange={(event) => set_password(event.target.value)} />
        {short ? <span className="wrong" role="alert">{t("user.short")}</span> : <span className="hint">{t(user ? "user.password_keeps" : "user.password_hint")}</span>}
      </label>
    </FormDialog>
  );
}
